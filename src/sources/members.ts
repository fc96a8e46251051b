import type { LineView } from '../core/bytes.js';

const quote = 34;
const backslash = 92;
const openBrace = 123;
const closeBrace = 125;
const openBracket = 91;
const closeBracket = 93;
const comma = 44;
const colon = 58;
const space = 32;

/** What a member's value is: by its first byte. */
export type ValueKind = 'text' | 'object' | 'array' | 'number' | 'literal';

/**
 * Walks the members of one JSON object in a line, byte by byte, without parsing values. One walker is reused for all
 * lines. Spaces between tokens are passed over; anything that is no JSON stops it with `broken`, and the caller falls
 * back to `json()`. Offsets are those of the line.
 */
export class Members {
  keyFrom = 0;
  keyTo = 0;
  valueFrom = 0;
  /** After the value's last byte; 0 while an entered value is open. */
  valueTo = 0;
  kind: ValueKind = 'literal';
  /** Offset after the closing brace once `next` has returned false without `broken`. */
  end = 0;
  broken = false;
  #data: Uint8Array = new Uint8Array(0);
  /** Where the line starts and ends in its buffer. */
  #from = 0;
  #to = 0;
  /** In the buffer, not in the line. */
  #position = 0;

  /** Starts inside an object: at its first key, or behind a comma before a key. */
  start(line: LineView, position: number): this {
    this.#data = line.data;
    this.#from = line.start;
    this.#to = line.start + line.length;
    this.#position = line.start + position;
    this.broken = false;
    this.end = 0;
    return this;
  }

  /** Starts behind a value: over the comma that may follow it. */
  startAfter(line: LineView, position: number): this {
    this.start(line, position);
    const next = this.#overSpace(this.#position);
    this.#position = next < this.#to && this.#data[next] === comma ? next + 1 : next;
    return this;
  }

  /** Moves to the next member and over its value. False at the closing brace or when broken. */
  next(): boolean {
    return this.nextKey() && this.overValue();
  }

  /** After `nextKey`: moves over the value. False when broken. */
  overValue(): boolean {
    const data = this.#data;
    const to = valueEnd(data, this.#from + this.valueFrom, this.#to);
    if (to < 0) return this.#break();
    this.valueTo = to - this.#from;
    const after = data[to] === space ? this.#overSpace(to) : to;
    const byte = after < this.#to ? data[after] : 0;
    if (byte !== comma && byte !== closeBrace) return this.#break();
    this.#position = byte === comma ? after + 1 : after;
    return true;
  }

  /** Moves to the next key and the start of its value, without going over the value. */
  nextKey(): boolean {
    const data = this.#data;
    const from = this.#from;
    const to = this.#to;
    const position = data[this.#position] === space ? this.#overSpace(this.#position) : this.#position;
    if (position >= to) return this.#break();
    if (data[position] === closeBrace) {
      this.end = position + 1 - from;
      return false;
    }
    if (data[position] !== quote) return this.#break();
    const keyTo = textEnd(data, position, to) - 1;
    const colonAt = keyTo < 0 ? to : this.#overSpace(keyTo + 1);
    if (colonAt + 1 >= to || data[colonAt] !== colon) return this.#break();
    const value = this.#overSpace(colonAt + 1);
    if (value >= to) return this.#break();
    this.keyFrom = position + 1 - from;
    this.keyTo = keyTo - from;
    this.valueFrom = value - from;
    this.kind = kindOf(data[value] as number);
    return true;
  }

  /** Whether the current key is `name`. */
  is(name: string): boolean {
    if (this.keyTo - this.keyFrom !== name.length) return false;
    const data = this.#data;
    const start = this.#from + this.keyFrom;
    for (let i = 0; i < name.length; i++) if (data[start + i] !== name.charCodeAt(i)) return false;
    return true;
  }

  #overSpace(position: number): number {
    let at = position;
    while (at < this.#to && this.#data[at] === space) at++;
    return at;
  }

  #break(): false {
    this.broken = true;
    return false;
  }
}

function kindOf(byte: number): ValueKind {
  if (byte === quote) return 'text';
  if (byte === openBrace) return 'object';
  if (byte === openBracket) return 'array';
  return (byte >= 48 && byte <= 57) || byte === 45 ? 'number' : 'literal';
}

/** Place after the closing quote of the text that opens at `from`, or -1. */
function textEnd(data: Uint8Array, from: number, to: number): number {
  for (let i = from + 1; i < to; i++) {
    const byte = data[i];
    if (byte === quote) return i + 1;
    if (byte === backslash) i++;
  }
  return -1;
}

/** Place after the value that starts at `from`, or -1. */
function valueEnd(data: Uint8Array, from: number, to: number): number {
  const first = data[from];
  if (first === quote) return textEnd(data, from, to);
  if (first === openBrace || first === openBracket) return nestedEnd(data, from, to);
  let i = from;
  for (; i < to; i++) {
    const byte = data[i];
    if (byte === comma || byte === closeBrace || byte === closeBracket || byte === space) break;
  }
  return i === from ? -1 : i;
}

function nestedEnd(data: Uint8Array, from: number, to: number): number {
  let depth = 0;
  for (let i = from; i < to; i++) {
    const byte = data[i];
    if (byte === quote) {
      i = textEnd(data, i, to) - 1;
      if (i < 0) return -1;
    } else if (byte === openBrace || byte === openBracket) depth++;
    else if (byte === closeBrace || byte === closeBracket) {
      depth--;
      if (depth === 0) return i + 1;
    }
  }
  return -1;
}
