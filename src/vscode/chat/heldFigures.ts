/** Of a digit's width, and no line ends there. */
const space = '\u2007';
/** Of no width: spaces between two of it are not taken for the cell's margin. */
const joiner = '\u2060';
/** Characters of a name's longest word that are kept together. */
const longestWord = 8;

/**
 * Markdown whose tables keep their figures whole in a narrow chat. The chat breaks a cell anywhere, `2,758,1` and `06`, but a
 * head only between words: so each head is made as wide as the figures below it, and a table that is too wide scrolls.
 */
export function heldFigures(markdown: string): string {
  return markdown.replace(/^\|.*\n\| :?-.*(?:\n\|.*)+/gm, heldTable);
}

function heldTable(text: string): string {
  const [head = [], marks = [], ...rows] = text.split('\n').map((line) => line.slice(2, -2).split(' | '));
  const held = head.map((name, column) => {
    const words = rows.flatMap((row) => wordsOf(row[column] ?? ''));
    if (marks[column] === '--:') return padded(name.replaceAll(' ', '\u00a0'), Math.max(...words), 'before');
    return padded(name, Math.min(longestWord, Math.max(...words)), 'after');
  });
  return [held, marks, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function padded(name: string, width: number, side: 'before' | 'after'): string {
  if (name.length >= width) return name;
  const pad = space.repeat(width - name.length);
  return side === 'before' ? joiner + pad + name : name + joiner + pad + joiner;
}

/** How long the words of a cell are, without their Markdown. */
function wordsOf(cell: string): number[] {
  const shown = cell.replace(/[*`\\]/g, '');
  return shown.split(' ').map((word) => word.length);
}
