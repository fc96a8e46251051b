import { AssistError } from './assistError.js';

/** What of a prompt may be left out, in the order in which it goes: what is named first goes first. */
export const cutOrder = ['test', 'history', 'after', 'before', 'imports', 'problems', 'change', 'files'] as const;
export type CutName = (typeof cutOrder)[number];

/** One piece of material under a heading. */
export interface Piece {
  readonly title: string;
  readonly text: string;
  /** Language of the fence around the text; without it the text stands as it is. */
  readonly language?: string | undefined;
  /** The file whose lines these are, and which line of it the first one is, from 1. */
  readonly of?: { readonly file: string; readonly line: number } | undefined;
  /** How it is cut, line by line, where the prompt is too long; without it it is never cut. */
  readonly cut?: { readonly name: CutName; readonly from: 'start' | 'end' } | undefined;
}

export interface Draft {
  readonly instructions: string;
  readonly pieces: readonly Piece[];
}

/** Lines of a prompt that stand in a file, from 1 both. */
export interface FileLines {
  readonly line: number;
  readonly count: number;
  readonly file: string;
  readonly fileLine: number;
}

/** Lines of one kind of material that the model does not get to see. */
export interface LeftOut {
  readonly name: CutName;
  readonly lines: number;
  readonly of: number;
}

export interface Fitted {
  readonly text: string;
  readonly tokens: number;
  /** In the order in which they went; empty where all fitted. */
  readonly left: readonly LeftOut[];
  readonly places: readonly FileLines[];
}

/** More characters than this for a token of the window are not worth counting. */
const mostCharacters = 16;

/**
 * The prompt with as little as possible left out, so that it has at most `window` tokens as `count` counts them. What is
 * left out is said in its place. Throws `tooLarge` when what is never cut has more.
 */
export async function fitted(draft: Draft, window: number, count: (text: string) => Promise<number>): Promise<Fitted> {
  const tokensOf = (text: string) => (text.length > window * mostCharacters ? Number.MAX_SAFE_INTEGER : count(text));
  const whole = composed(draft, 0);
  const tokens = await tokensOf(whole.text);
  if (tokens <= window) return { ...whole, tokens };
  let [fits, tooMany] = [cuttable(draft), 0];
  let best = await attempt(draft, fits, tokensOf);
  if (best.tokens > window) throw new AssistError('tooLarge', String(await count(best.text)));
  while (fits - tooMany > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    const tried = await attempt(draft, middle, tokensOf);
    if (tried.tokens <= window) [fits, best] = [middle, tried];
    else tooMany = middle;
  }
  return best;
}

async function attempt(draft: Draft, cut: number, tokensOf: (text: string) => number | Promise<number>) {
  const { text, left, places } = composed(draft, cut);
  return { text, left, places, tokens: await tokensOf(text) };
}

function cuttable({ pieces }: Draft): number {
  return pieces.reduce((sum, piece) => sum + (piece.cut ? linesOf(piece.text).length : 0), 0);
}

/** The prompt without its first `cut` lines in the order of going. */
export function composed({ instructions, pieces }: Draft, cut: number): Omit<Fitted, 'tokens'> {
  const rest = { lines: cut };
  const gone = new Map<Piece, number>();
  for (const name of cutOrder) {
    for (const piece of pieces.filter((each) => each.cut?.name === name)) {
      const lines = Math.min(rest.lines, linesOf(piece.text).length);
      rest.lines -= lines;
      gone.set(piece, lines);
    }
  }
  const left = [...gone].flatMap(([piece, lines]): LeftOut[] =>
    piece.cut && lines > 0 ? [{ name: piece.cut.name, lines, of: linesOf(piece.text).length }] : [],
  );
  const shown = pieces.map((piece) => pieceLines(piece, gone.get(piece) ?? 0));
  const texts = shown.map(({ lines }) => lines.join('\n'));
  return { text: `${[instructions, ...texts].join('\n\n')}\n`, left, places: placesOf(instructions, texts, shown) };
}

interface Shown {
  readonly lines: readonly string[];
  /** Of them, those that stand in a file; `line` is from 0. */
  readonly place: FileLines | undefined;
}

/** Pieces stand one after the other, with an empty line between. */
function placesOf(instructions: string, texts: readonly string[], shown: readonly Shown[]): readonly FileLines[] {
  let first = linesOf(instructions).length + 2;
  return shown.flatMap(({ place }, index) => {
    const start = first;
    first += linesOf(texts[index] ?? '').length + 1;
    return place ? [{ ...place, line: start + place.line }] : [];
  });
}

/** The line of a file that a line of the prompt is; undefined for one of no file. */
export function fileLineOf(places: readonly FileLines[], line: number): Piece['of'] {
  const place = places.find((each) => line >= each.line && line < each.line + each.count);
  return place && { file: place.file, line: place.fileLine + line - place.line };
}

function pieceLines({ title, text, language, of, cut }: Piece, gone: number): Shown {
  const lines = linesOf(text);
  const kept = cut?.from === 'start' ? lines.slice(gone) : lines.slice(0, lines.length - gone);
  const note =
    gone === 0 ? [] : [`(${gone} of ${lines.length} lines left out here: the window of the model is small.)`];
  const shown = kept.length === 0 ? [] : language === undefined ? kept : fenced(kept, language);
  const fromStart = cut?.from === 'start';
  const line = 1 + (fromStart ? note.length : 0) + (language === undefined ? 0 : 1);
  const fileLine = of && of.line + (fromStart ? gone : 0);
  return {
    lines: [`## ${title}`, ...(fromStart ? [...note, ...shown] : [...shown, ...note])],
    place: of && fileLine !== undefined ? { line, count: kept.length, file: of.file, fileLine } : undefined,
  };
}

/** The fence is longer than any within, so that no text gets out of it. */
function fenced(lines: readonly string[], language: string): readonly string[] {
  const longest = Math.max(2, ...(lines.join('\n').match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...lines, fence];
}

export function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/);
}
