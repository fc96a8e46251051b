/** The alphabet of provider ids such as `msg_01…`. */
const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/**
 * A seeded stream of numbers (sfc32 over an xmur3 hash of the seed): the same seed gives the same stream on every
 * machine. `child` starts a stream of its own that does not depend on how much was drawn from its parent.
 */
export class Random {
  readonly seed: string;
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(seed: string) {
    this.seed = seed;
    const hash = hashOf(seed);
    this.#a = hash();
    this.#b = hash();
    this.#c = hash();
    this.#d = hash();
    for (let round = 0; round < 12; round++) {
      this.bits();
    }
  }

  child(label: string): Random {
    return new Random(`${this.seed}/${label}`);
  }

  /** 32 random bits as an unsigned integer. */
  bits(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** A fraction in [0, 1). */
  fraction(): number {
    return this.bits() / 4294967296;
  }

  /** A whole number from low to high, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.fraction() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** One of the list. Throws on an empty list. */
  pick<T>(list: readonly T[]): T {
    const found = list[Math.floor(this.fraction() * list.length)];
    if (found === undefined) {
      throw new RangeError('pick from an empty list');
    }
    return found;
  }

  /** One value of a list of [value, weight]. */
  weighted<T>(list: readonly (readonly [T, number])[]): T {
    let left = this.fraction() * list.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of list) {
      left -= weight;
      if (left < 0) {
        return value;
      }
    }
    return this.pick(list)[0];
  }

  /** A whole number from a log-normal distribution, at least 1 and at most `limit`. */
  logNormal(median: number, sigma: number, limit: number): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.fraction()));
    const normal = radius * Math.cos(2 * Math.PI * this.fraction());
    return Math.max(1, Math.min(limit, Math.round(median * Math.exp(sigma * normal))));
  }

  hex(length: number): string {
    let text = '';
    while (text.length < length) {
      text += this.bits().toString(16).padStart(8, '0');
    }
    return text.slice(0, length);
  }

  uuid(): string {
    const text = this.hex(32);
    return `${text.slice(0, 8)}-${text.slice(8, 12)}-4${text.slice(13, 16)}-a${text.slice(17, 20)}-${text.slice(20)}`;
  }

  /** An id such as a provider gives out: `prefix` and 22 letters and digits. */
  identifier(prefix: string): string {
    let text = prefix;
    for (let word = 0; word < 5; word++) {
      let bits = this.bits();
      for (let letter = 0; letter < (word < 4 ? 5 : 2); letter++) {
        text += base62[bits % 62];
        bits = Math.floor(bits / 62);
      }
    }
    return text;
  }
}

/** xmur3: successive 32-bit hashes of a text. */
function hashOf(text: string): () => number {
  let state = 1779033703 ^ text.length;
  for (let index = 0; index < text.length; index++) {
    state = Math.imul(state ^ text.charCodeAt(index), 3432918353);
    state = (state << 13) | (state >>> 19);
  }
  return () => {
    state = Math.imul(state ^ (state >>> 16), 2246822507);
    state = Math.imul(state ^ (state >>> 13), 3266489909);
    state ^= state >>> 16;
    return state >>> 0;
  };
}
