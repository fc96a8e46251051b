import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  utimesSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Random } from '../kit/generate/random.js';

/** A home that comes into being piece by piece: logs grow by bytes, what is no log is there at once or not yet. */
export class GrowingHome {
  readonly home: string;
  readonly #from: string;
  readonly #random: Random;
  /** Bytes still to come, by path below the home; -1 for what comes whole. */
  readonly #left = new Map<string, number>();
  #clock = 1_700_000_000;

  constructor(from: string, home: string, random: Random) {
    this.#from = from;
    this.home = home;
    this.#random = random;
    mkdirSync(home, { recursive: true });
    for (const path of filesBelow(from))
      this.#left.set(path, path.endsWith('.jsonl') ? statSync(join(from, path)).size : -1);
    // What a line is beside is written before it: the folder of a workspace, project or session, the configuration. And what is
    // written anew as a whole at each turn does not grow.
    const first =
      /(workspace|\.gemini[\\/]projects|\.kimi-code[\\/].*state)\.json$|config\.toml$|\.grok[\\/].*summary\.json$|(\.factory|goose[\\/]sessions)[\\/].*\.jsonl$/;
    for (const path of this.#left.keys()) if (first.test(path)) this.#whole(path);
  }

  get isWhole(): boolean {
    return this.#left.size === 0;
  }

  /** Some files come or grow, each written at a time of its own and in no order. */
  grow(): void {
    for (const [path, left] of shuffled([...this.#left], this.#random)) {
      if (!this.#random.chance(0.4)) continue;
      if (left < 0) this.#whole(path);
      else this.#piece(path, left, this.#random.chance(0.3) ? left : this.#random.integer(0, left));
    }
  }

  finish(): void {
    for (const [path, left] of [...this.#left]) {
      if (left < 0) this.#whole(path);
      else this.#piece(path, left, left);
    }
  }

  /** Cuts a log that has grown back to some earlier length: what was cut comes again. */
  cut(): void {
    const grown = [...this.#left].filter(([path, left]) => left >= 0 && left < statSync(join(this.#from, path)).size);
    if (grown.length === 0) return;
    const [path, left] = this.#random.pick(grown);
    const written = statSync(join(this.#from, path)).size - left;
    const length = this.#random.integer(0, written);
    truncateSync(join(this.home, path), length);
    this.#left.set(path, left + written - length);
    this.#stamp(path);
  }

  #whole(path: string): void {
    mkdirSync(dirname(join(this.home, path)), { recursive: true });
    cpSync(join(this.#from, path), join(this.home, path));
    this.#stamp(path);
    this.#left.delete(path);
  }

  #piece(path: string, left: number, length: number): void {
    const bytes = readFileSync(join(this.#from, path));
    const from = bytes.length - left;
    mkdirSync(dirname(join(this.home, path)), { recursive: true });
    appendFileSync(join(this.home, path), bytes.subarray(from, from + length));
    this.#stamp(path);
    if (length === left) this.#left.delete(path);
    else this.#left.set(path, left - length);
  }

  #stamp(path: string): void {
    this.#clock += this.#random.integer(-1000, 1000);
    const time = this.#clock + this.#random.fraction();
    utimesSync(join(this.home, path), time, time);
  }
}

export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

export function shuffled<T>(list: readonly T[], random: Random): T[] {
  return list
    .map((each) => [random.fraction(), each] as const)
    .sort((a, b) => a[0] - b[0])
    .map(([, each]) => each);
}
