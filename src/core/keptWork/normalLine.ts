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

/** Whether lines that took the place of others say the same in another form, broken into other lines perhaps. */
export function isReformat(removed: readonly string[], added: readonly string[]): boolean {
  return removed.length > 0 && added.length > 0 && withoutFormat(removed.join('')) === withoutFormat(added.join(''));
}
