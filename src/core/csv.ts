/** Comma-separated values as RFC 4180 has them, safe to open in a spreadsheet. */

/** What stands in a cell; null for nothing known. */
export type Cell = string | number | boolean | null;

/** First character of a CSV file: without it a spreadsheet may take UTF-8 for the machine's own code page. */
export const byteOrderMark = '\uFEFF';

/**
 * What a spreadsheet may take for a formula: `=`, `+`, `-`, `@` and their full-width forms, also after white space that it
 * may drop, and cells that begin with a control character.
 */
const formula = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

/** Lines end in CRLF, the last one too. Numbers stay numbers; text that would run as a formula gets an apostrophe before it. */
export function csvText(head: readonly string[], rows: Iterable<readonly Cell[]>): string {
  const lines = [csvLine(head)];
  for (const row of rows) lines.push(csvLine(row));
  return lines.join('');
}

function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

export function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const safe = formula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
