import { jsonOf, record } from '../json.js';
import { type Edit, exchange, linesOf } from './edit.js';

export function isNotebook(path: string): boolean {
  return path.toLowerCase().endsWith('.ipynb');
}

/** Lines of a cell as a notebook's file can hold them: a string of JSON each. */
export function cellLines(lines: readonly string[]): string[] {
  return lines.map((line) => JSON.stringify(line));
}

/** A string, behind the name of the member that it is, or begins; the last one of a line may be cut off. */
const strings = /(?:"((?:[^"\\]|\\.)*)"\s*:\s*\[?\s*)?"((?:[^"\\]|\\.)*)(?:"|$)(\s*:)?/g;

/**
 * The text in a line of a notebook's file, which is JSON (nbformat 4): a cell's source is one string to those who write it
 * by program, and one a line once Jupyter has saved it. Other members are no text.
 */
export function notebookLines(line: string): string[] {
  return [...line.matchAll(strings)].flatMap(([, of = 'source', inner = '', isName]) =>
    of === 'source' && isName === undefined ? linesOf(textOf(inner)) : [],
  );
}

/** The text in lines of a file: of a notebook in its strings, else the lines themselves. */
export function textIn(path: string, lines: readonly string[]): readonly string[] {
  return isNotebook(path) ? lines.flatMap(notebookLines) : lines;
}

/** '' of what is no JSON, as of a file with the marks of a conflict. */
function textOf(inner: string): string {
  return String(jsonOf(`"${inner}"`) ?? '');
}

/** What one state of a notebook's file has in its cells, and the other has not; undefined where one of them is none. */
export function exchangedCells(before: unknown, after: unknown): Pick<Edit, 'inserted' | 'removed'> | undefined {
  const [removed, inserted] = [cellsOf(before), cellsOf(after)];
  if (removed === undefined || inserted === undefined) return undefined;
  const lines = exchange(removed, inserted);
  return { inserted: cellLines(lines.inserted), removed: cellLines(lines.removed) };
}

function cellsOf(file: unknown): string | undefined {
  const cells = typeof file === 'string' ? record(jsonOf(file))?.['cells'] : undefined;
  return Array.isArray(cells) ? cells.map(sourceOf).join('\n') : undefined;
}

function sourceOf(cell: unknown): string {
  const source = record(cell)?.['source'];
  return Array.isArray(source) ? source.join('') : String(source ?? '');
}
