/**
 * One key of the person in the active editor: one character or none, with several cursors at each; an opened bracket
 * with its closing one; or a new line with its indentation.
 */
export function isTyped(changes: readonly { readonly text: string }[], active: boolean): boolean {
  return active && changes.every(({ text }) => [...text].length <= 1 || isPair(text) || /^\r?\n[ \t]*$/.test(text));
}

function isPair(text: string): boolean {
  return ['()', '[]', '{}', '""', "''", '``', '<>'].includes(text);
}
