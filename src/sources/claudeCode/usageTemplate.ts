import type { LineView } from '../../core/bytes.js';

const quote = 34;
const comma = 44;
const colon = 58;
const backslash = 92;
const closeBrace = 125;
/** Stands for a number in the template; no JSON has it. */
const hole = 0;
const longest = 1024;
const mostNumbers = 32;

/**
 * The text of a usage object with its numbers left out. Nearly all of a file's lines have the same text there, so that
 * the numbers are all that has to be read: one pass over 300 bytes instead of a walk over 20 members.
 */
export class UsageTemplate {
  /** The numbers in the order in which they stand, after `learn` or a successful `readBefore`. */
  readonly numbers = new Float64Array(mostNumbers);
  readonly #text = new Uint8Array(longest);
  #length = 0;
  #numbers = 0;

  /** Takes the text [from, to) as the template; false when it is too long. */
  learn(line: LineView, from: number, to: number): boolean {
    this.#length = 0;
    this.#numbers = 0;
    if (to - from > longest) return false;
    const { data } = line;
    const end = line.start + to;
    let length = 0;
    for (let at = line.start + from; at < end; ) {
      const after = numberEnd(data, at, end);
      if (after > at) {
        if (this.#numbers === mostNumbers) return false;
        this.#text[length++] = hole;
        this.numbers[this.#numbers++] = line.integer(at - line.start, after - line.start);
        at = after;
      } else this.#text[length++] = data[at++] as number;
    }
    this.#length = length;
    return true;
  }

  /** Which of the numbers starts at an offset inside the text that starts at `from`; -1 for none. */
  numberAt(line: LineView, from: number, offset: number): number {
    const { data, start } = line;
    let index = 0;
    for (let at = start + from; at < start + offset; ) {
      const after = numberEnd(data, at, start + offset + 16);
      if (after > at) index++;
      at = Math.max(after, at + 1);
    }
    return numberEnd(data, start + offset, start + offset + 16) > start + offset ? index : -1;
  }

  /** Reads the text that ends at `end` from its end to its start; returns where it starts, or -1 if it is not this one. */
  readBefore(line: LineView, end: number): number {
    const { data, start } = line;
    const text = this.#text;
    let index = this.#numbers;
    let at = start + end - 1;
    if (this.#length === 0 || end < this.#length) return -1;
    for (let i = this.#length - 1; i >= 0; i--) {
      const expected = text[i];
      if (expected !== hole) {
        if (data[at--] !== expected) return -1;
        continue;
      }
      let value = 0;
      let scale = 1;
      for (; scale <= 1e15; scale *= 10, at--) {
        const digit = (data[at] as number) - 48;
        if (!(digit >= 0 && digit <= 9)) break;
        value += digit * scale;
      }
      if (scale === 1 || scale > 1e15 || at < start) return -1;
      this.numbers[--index] = value;
    }
    return at + 1 - start;
  }
}

/**
 * Place after the whole number that is a member's value and starts at `at`; `at` where none does. An unescaped quote and
 * a colon before it are the end of a key, so that it stands in no text.
 */
function numberEnd(data: Uint8Array, at: number, end: number): number {
  if (data[at - 1] !== colon || data[at - 2] !== quote || data[at - 3] === backslash) return at;
  let after = at;
  while (after < end && after < at + 16 && (data[after] as number) >= 48 && (data[after] as number) <= 57) after++;
  const whole = after > at && after < at + 16 && (data[after] === comma || data[after] === closeBrace);
  return whole ? after : at;
}
