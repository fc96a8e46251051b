import { plainText } from './plainText.js';

/** Text from a log, safe within Markdown, a table cell and html. */
export function escapeText(text: string): string {
  return plainText(text.replace(/\s+/g, ' '))
    .replace(/[\\`*_[\]|~$]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
}

/** Text shown as it is, in a fixed font. */
export function code(text: string): string {
  const plain = plainText(text.replace(/\s+/g, ' ')).replaceAll('|', '\\|');
  const fence = '`'.repeat(longestRun(plain, '`') + 1);
  const space = fence.length > 1 ? ' ' : '';
  return `${fence}${space}${plain}${space}${fence}`;
}

function longestRun(text: string, character: string): number {
  let longest = 0;
  let run = 0;
  for (const each of text) {
    run = each === character ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

/** A table whose first column is text and whose others are figures, unless `aligned` says otherwise (`l` or `r` each). */
export function table(head: readonly string[], rows: readonly (readonly string[])[], aligned?: string): string {
  const marks = head.map((_, column) => ((aligned?.[column] ?? (column === 0 ? 'l' : 'r')) === 'l' ? ':--' : '--:'));
  return [head, marks, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
