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
 * back to `json()`.
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
  #line!: LineView;
  #position = 0;

  /** Starts inside an object: at its first key, or behind a comma before a key. */
  start(line: LineView, position: number): this {
    this.#line = line;
    this.#position = position;
    this.broken = false;
    this.end = 0;
    return this;
  }

  /** Starts behind a value: over the comma that may follow it. */
  startAfter(line: LineView, position: number): this {
    this.start(line, position);
    const next = this.#overSpace(position);
    this.#position = next < line.length && line.byte(next) === comma ? next + 1 : next;
    return this;
  }

  /** Moves to the next member and over its value. False at the closing brace or when broken. */
  next(): boolean {
    return this.nextKey() && this.overValue();
  }

  /** After `nextKey`: moves over the value. False when broken. */
  overValue(): boolean {
    const to = valueEnd(this.#line, this.valueFrom);
    if (to < 0) return this.#break();
    this.valueTo = to;
    const after = this.#overSpace(to);
    const byte = after < this.#line.length ? this.#line.byte(after) : 0;
    if (byte !== comma && byte !== closeBrace) return this.#break();
    this.#position = byte === comma ? after + 1 : after;
    return true;
  }

  /** Moves to the next key and the start of its value, without going over the value. */
  nextKey(): boolean {
    const line = this.#line;
    const position = this.#overSpace(this.#position);
    if (position >= line.length) return this.#break();
    const byte = line.byte(position);
    if (byte === closeBrace) {
      this.end = position + 1;
      return false;
    }
    if (byte !== quote) return this.#break();
    const keyTo = textEnd(line, position) - 1;
    const colonAt = keyTo < 0 ? line.length : this.#overSpace(keyTo + 1);
    if (colonAt + 1 >= line.length || line.byte(colonAt) !== colon) return this.#break();
    this.keyFrom = position + 1;
    this.keyTo = keyTo;
    this.valueFrom = this.#overSpace(colonAt + 1);
    if (this.valueFrom >= line.length) return this.#break();
    this.kind = kindOf(line.byte(this.valueFrom));
    return true;
  }

  /** Whether the current key is `name`. */
  is(name: string): boolean {
    return this.keyTo - this.keyFrom === name.length && this.#line.at(name, this.keyFrom);
  }

  #overSpace(position: number): number {
    let at = position;
    while (at < this.#line.length && this.#line.byte(at) === space) at++;
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

/** Offset after the closing quote of the text that opens at `from`, or -1. */
export function textEnd(line: LineView, from: number): number {
  for (let i = from + 1; i < line.length; i++) {
    const byte = line.byte(i);
    if (byte === quote) return i + 1;
    if (byte === backslash) i++;
  }
  return -1;
}

/** Offset after the value that starts at `from`, or -1. */
function valueEnd(line: LineView, from: number): number {
  const first = line.byte(from);
  if (first === quote) return textEnd(line, from);
  if (first === openBrace || first === openBracket) return nestedEnd(line, from);
  let i = from;
  for (; i < line.length; i++) {
    const byte = line.byte(i);
    if (byte === comma || byte === closeBrace || byte === closeBracket || byte === space) break;
  }
  return i === from ? -1 : i;
}

function nestedEnd(line: LineView, from: number): number {
  let depth = 0;
  for (let i = from; i < line.length; i++) {
    const byte = line.byte(i);
    if (byte === quote) {
      i = textEnd(line, i) - 1;
      if (i < 0) return -1;
    } else if (byte === openBrace || byte === openBracket) depth++;
    else if (byte === closeBrace || byte === closeBracket) {
      depth--;
      if (depth === 0) return i + 1;
    }
  }
  return -1;
}
