/** Longer lines are minified code or data: nobody reads them. */
const longestLine = 500;
const threeAlphanumerics = /[\p{L}\p{N}]{3}/u;

/**
 * What is left of a line when all is taken away that formatters change: spaces, kind of quotes, commas, semicolons and
 * parentheses. Undefined for a line that cannot count as an AI line by itself (TEAM §3): three characters or fewer are
 * left, no run of three alphanumerics is, or it is so long that it is minified.
 */
export function normalLine(line: string): string | undefined {
  if (line.length > longestLine) return undefined;
  const normal = withoutFormat(line);
  return normal.length > 3 && threeAlphanumerics.test(normal) ? normal : undefined;
}

function withoutFormat(text: string): string {
  return text.replace(/[\s,;()]+/g, '').replace(/["`]/g, "'");
}

/**
 * Of lines that others took the place of, those that are gone: not the ones that only stand there broken into others. One
 * that stands among them again is told too: it was moved.
 */
export function goneLines(removed: readonly string[], added: readonly string[]): readonly string[] {
  const lines = new Set(added.map(withoutFormat));
  const stands = standingAmong(added);
  return removed.filter((line) => lines.has(withoutFormat(line)) || !stands(line));
}

/** Whether a line stands among others: as it is, or broken into several of them. */
export function standingAmong(lines: readonly string[]): (line: string) => boolean {
  const text = withoutFormat(lines.join(''));
  return (line) => text.includes(withoutFormat(line));
}
