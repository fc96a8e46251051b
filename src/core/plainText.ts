/** Controls, marks of direction and line separators, all but those that join letters and emoji. */
const unsafe = /(?!\n|\u200c|\u200d)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Text whose names come from logs or from others, as a terminal or a document may have it: lines stay, and nothing is left that
 * steers the terminal, turns the direction of reading or is not seen.
 */
export function plainText(text: string): string {
  return text.replace(unsafe, '');
}

/** The same of one name: it stays on its line. */
export function plainName(text: string): string {
  return plainText(text.replace(/[\t\n\r]+/g, ' '));
}
