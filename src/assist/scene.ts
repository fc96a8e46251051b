/** Lines from `start` up to, not including, `end`; from 0. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

/** What is declared in a file and where, as the editor tells it. */
export interface Declaration extends LineRange {
  /** A function, method, class or the like: something that is explained, mended or tested as a whole. */
  readonly whole: boolean;
}

export interface Problem {
  /** From 0. */
  readonly line: number;
  readonly severity: 'error' | 'warning' | 'note';
  readonly text: string;
}

/** The file that a command is about, as the editor shows it. */
export interface Scene {
  /** As the model is told it: from the workspace folder on, with `/`. */
  readonly file: string;
  readonly language: string;
  readonly lines: readonly string[];
  /** The lines that it is about. */
  readonly target: LineRange;
  readonly problems: readonly Problem[];
}

/**
 * What a command is about: the selected lines; without a selection the innermost whole declaration at the cursor; else the
 * file. A selection that ends before the first character of a line does not include that line.
 */
export function targetOf(
  selection: { readonly start: number; readonly end: number; readonly endCharacter: number; readonly empty: boolean },
  declarations: readonly Declaration[],
  lineCount: number,
): LineRange {
  if (!selection.empty) {
    const cut = selection.endCharacter === 0 && selection.end > selection.start;
    return { start: selection.start, end: cut ? selection.end : selection.end + 1 };
  }
  const [around = { start: 0, end: lineCount }] = declarations
    .filter(({ whole, start, end }) => whole && start <= selection.start && selection.start < end)
    .sort((a, b) => a.end - a.start - (b.end - b.start));
  return { start: around.start, end: around.end };
}

const lookedAt = 200;
const firstLines = 20;
const importLike =
  /^\s*(import\b|from\s+\S+\s+import\b|export\s.*\bfrom\b|require(_relative)?\b|use\s|using\s|#include\b|package\s|namespace\s|extern\s+crate|@import\b)|\brequire\s*\(|\bfrom\s+['"]/;

/** The lines of a file's head that say what it takes from elsewhere, but none of the target; its first lines where none do. */
export function headOf(lines: readonly string[], target: LineRange): LineRange {
  const head = lines.slice(0, Math.min(lookedAt, target.start));
  const last = head.findLastIndex((line) => importLike.test(line));
  return { start: 0, end: last >= 0 ? last + 1 : Math.min(firstLines, target.start) };
}
