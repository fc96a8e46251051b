import type { Random } from '../kit/generate/random.js';

/** One JSON text in another spelling: what it says is the same. */
type Spelling = (text: string, random: Random) => string;

type Piece = string | { readonly open: string; readonly items: readonly Piece[][]; readonly close: string };

const space = /[ \t\r\n]*/y;
const scalar = /"(?:[^"\\]|\\[\s\S])*"|[^\s,:[\]{}"]+/y;

/** A JSON text as its own pieces, so that numbers keep their spelling and members told twice stay. Undefined for what is none. */
function piecesOf(text: string): Piece | undefined {
  let at = 0;
  const skip = (): void => {
    space.lastIndex = at;
    at += space.exec(text)?.[0].length ?? 0;
  };
  const value = (): Piece | undefined => {
    skip();
    const open = text[at] ?? '';
    if (open === '{' || open === '[') {
      const close = open === '{' ? '}' : ']';
      const items: Piece[][] = [];
      at++;
      skip();
      while (text[at] !== close) {
        const item: Piece[] = [];
        for (let part = open === '{' ? 0 : 1; part < 2; part++) {
          const piece = value();
          if (piece === undefined) return undefined;
          item.push(piece);
          skip();
          if (part === 0 && text[at++] !== ':') return undefined;
        }
        items.push(item);
        if (text[at] === ',') at++;
        else if (text[at] !== close) return undefined;
        skip();
      }
      at++;
      return { open, items, close };
    }
    scalar.lastIndex = at;
    const found = scalar.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  };
  const piece = value();
  skip();
  return at === text.length ? piece : undefined;
}

function written(piece: Piece, gap: () => string, order: (items: readonly Piece[][]) => readonly Piece[][]): string {
  if (typeof piece === 'string') return piece;
  const { open, close } = piece;
  const items = open === '{' ? order(piece.items) : piece.items;
  const inner = items.map((item) => item.map((each) => `${gap()}${written(each, gap, order)}${gap()}`).join(':'));
  return `${open}${inner.join(',')}${gap()}${close}`;
}

const asWritten = (items: readonly Piece[][]): readonly Piece[][] => items;

/** Each line of a text by itself; lines that are no JSON stay. */
function lineByLine(spell: (piece: Piece, random: Random) => string): Spelling {
  return (text, random) =>
    text
      .split('\n')
      .map((line) => {
        const piece = line.trim() === '' ? undefined : piecesOf(line.replace(/^\uFEFF/, ''));
        return piece === undefined || typeof piece === 'string' ? line : spell(piece, random);
      })
      .join('\n');
}

const spaced = lineByLine((piece) => written(piece, () => ' ', asWritten));

/** Members in another order; where one is told twice, as they are. */
const shuffled = lineByLine((piece, random) =>
  written(
    piece,
    () => '',
    (items) =>
      new Set(items.map(([key]) => key)).size < items.length
        ? items
        : items
            .map((item) => [random.fraction(), item] as const)
            .sort((a, b) => a[0] - b[0])
            .map(([, item]) => item),
  ),
);

/** Letters of texts and keys as escapes, here and there. */
const escaped: Spelling = (text, random) =>
  text.replace(/"(?:[^"\\\n]|\\.)*"/g, (whole) =>
    whole.replace(/\\.|[a-z]/g, (each) =>
      each.length === 1 && random.fraction() < 0.02 ? `\\u00${each.charCodeAt(0).toString(16)}` : each,
    ),
  );

/** As Windows ends lines, after a byte-order mark. */
const windows: Spelling = (text) => `\uFEFF${text.replace(/^\uFEFF/, '').replaceAll(/\r?\n/g, '\r\n')}`;

export const spellings: Readonly<Record<string, Spelling>> = {
  'spaced, as Windows ends lines': (text, random) => windows(spaced(text, random), random),
  'shuffled and escaped': (text, random) => escaped(shuffled(text, random), random),
};
