import { Random } from './random.js';

/** What a text looks like; each has its own share of escapes and of multi-byte letters. */
export type TextKind = 'prose' | 'code' | 'log' | 'json' | 'wide' | 'base64';

const poolBytes = 1 << 20;
const words =
  'the parser reads each line and keeps what it needs before moving on to next file handler returns value when cache is warm error while fetching user record update test for session token limit check branch merge commit request response usage stream retry'.split(
    ' ',
  );
const wideWords = [
  '解析器',
  '每一行',
  '缓存',
  'データ',
  '再試行',
  '✅',
  '🚀',
  '토큰',
  'größe',
  'café',
  'журнал',
  '👩‍💻',
];

/**
 * Texts that are valid inside a JSON string, cut from pools that are made once. Every piece begins and ends between
 * whole fragments, so no escape and no letter is cut.
 */
export class Text {
  readonly #seed: string;
  readonly #pools = new Map<TextKind, Pool>();

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** About `bytes` bytes (never more) of one kind of text, as a view of a pool; for longer ones use `pieces`. */
  piece(random: Random, kind: TextKind, bytes: number): Buffer {
    const { content, ends } = this.#pool(kind);
    const wanted = Math.min(bytes, poolBytes >> 1);
    const from = ends[lastAtMost(ends, random.integer(0, content.length - wanted - 1))] ?? 0;
    return content.subarray(from, ends[lastAtMost(ends, from + wanted)] ?? from);
  }

  /** A text of any length as a list of views. */
  pieces(random: Random, kind: TextKind, bytes: number): Buffer[] {
    const list: Buffer[] = [];
    for (let left = bytes; left > 0; ) {
      const next = this.piece(random, kind, left);
      list.push(next);
      left -= Math.max(next.length, 256);
    }
    return list;
  }

  /** A tool's result of about `bytes` bytes: mostly code and logs, some of it JSON, some of it wide letters. */
  result(random: Random, bytes: number): Buffer {
    const kind = random.weighted<TextKind>([
      ['code', 45],
      ['log', 30],
      ['json', 12],
      ['prose', 7],
      ['wide', 6],
    ]);
    return this.piece(random, kind, bytes);
  }

  #pool(kind: TextKind): Pool {
    const made = this.#pools.get(kind) ?? pool(new Random(`${this.#seed}/text/${kind}`), fragments[kind]);
    this.#pools.set(kind, made);
    return made;
  }
}

const fragments: Readonly<Record<TextKind, (random: Random) => string>> = {
  prose: proseFragment,
  code: codeFragment,
  log: logFragment,
  json: jsonFragment,
  wide: wideFragment,
  base64: (random) => random.identifier('').repeat(2),
};

type Pool = { readonly content: Buffer; readonly ends: Uint32Array };

function pool(random: Random, fragment: (random: Random) => string): Pool {
  const parts: Buffer[] = [];
  const ends: number[] = [0];
  for (let length = 0; length < poolBytes; ) {
    const part = Buffer.from(fragment(random));
    parts.push(part);
    length += part.length;
    ends.push(length);
  }
  return { content: Buffer.concat(parts), ends: Uint32Array.from(ends) };
}

/** The index of the last end that is not greater than `offset`. */
function lastAtMost(ends: Uint32Array, offset: number): number {
  let low = 0;
  let high = ends.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((ends[middle] ?? 0) <= offset) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

function sentence(random: Random, length: number): string {
  return Array.from({ length }, () => random.pick(words)).join(' ');
}

function proseFragment(random: Random): string {
  return `${sentence(random, random.integer(4, 14))}.${random.chance(0.2) ? '\\n\\n' : ' '}`;
}

function codeFragment(random: Random): string {
  const name = random.pick(words);
  return random.pick([
    `\\tconst ${name} = ${random.pick(words)}(${random.integer(0, 99)});\\n`,
    `   ${random.integer(1, 999)}→\\tif (${name} === \\"${random.pick(words)}\\") { return; }\\n`,
    `import { ${name} } from \\"./${random.pick(words)}.js\\";\\n`,
    `\\t\\t// ${sentence(random, 7)}\\n`,
    `export function ${name}(${random.pick(words)}: string): number {\\n`,
  ]);
}

function logFragment(random: Random): string {
  const stamp = `2026-0${random.integer(1, 9)}-1${random.integer(0, 9)}`;
  return `${stamp} [${random.hex(8)}] INFO ${sentence(random, 6)} in ${random.integer(1, 9000)} ms\\n`;
}

/** JSON as text inside a JSON string; it says "usage" now and then, which no reader may count. */
function jsonFragment(random: Random): string {
  return random.chance(0.1)
    ? `{\\"type\\":\\"assistant\\",\\"message\\":{\\"usage\\":{\\"input_tokens\\":${random.integer(1, 9999)},\\"output_tokens\\":7}}}\\n`
    : `{\\"${random.pick(words)}\\":\\"${sentence(random, 3)}\\",\\"path\\":\\"a\\\\\\\\b\\",\\"n\\":${random.integer(0, 999)}},`;
}

function wideFragment(random: Random): string {
  const escaped = random.chance(0.2) ? '\\u00e9\\ud83d\\ude80' : random.pick(wideWords);
  return `${random.pick(wideWords)}${random.pick(words)}${escaped}${random.chance(0.1) ? '\\n' : ' '}`;
}
