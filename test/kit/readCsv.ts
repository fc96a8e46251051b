/** Reads comma-separated values as RFC 4180 has them: a reader written apart from what writes them. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') cell += text[++at];
      else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === ',' || character === '\r') {
      row.push(cell);
      cell = '';
      if (character === ',') continue;
      if (text[++at] !== '\n') throw new Error(`A line ends in CR alone at ${at}.`);
      rows.push(row);
      row = [];
    } else cell += character;
  }
  if (cell !== '' || row.length > 0 || quoted) throw new Error('The last line has no end.');
  return rows;
}
