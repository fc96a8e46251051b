/**
 * One line of a log, seen through the reader's one buffer without copying. Offsets are bytes from the line's start.
 * Valid only until the reader moves on: keep what `ascii`, `intern` or `json` return, never the view.
 */
export interface LineView {
  /** Bytes, without the line end and without a byte-order mark. */
  readonly length: number;
  /** The buffer that the line is in, and where it starts there: for loops over bytes, as V8 does not inline a call a byte everywhere. */
  readonly data: Uint8Array;
  readonly start: number;
  /** The byte at `offset`; undefined behaviour outside the line. */
  byte(offset: number): number;
  /** Offset of the first `ascii` at or after `from`, or -1. */
  find(ascii: string, from?: number): number;
  /** Offset of the last `ascii` that starts before `before` (default: the end) and at most `within` bytes ahead of it, or -1. */
  findLast(ascii: string, before?: number, within?: number): number;
  /** Offset of the first such byte in [from, to), or -1. */
  findIn(byte: number, from: number, to: number): number;
  /** Whether `ascii` stands at `offset`. */
  at(ascii: string, offset: number): boolean;
  /** Whether the first `length` of `bytes` stand at `offset`, by one native comparison; false where they would not fit. */
  same(offset: number, bytes: Uint8Array, length: number): boolean;
  /** Copies the bytes [from, to) to the front of `into`, which is long enough. */
  copy(from: number, to: number, into: Uint8Array): void;
  /** The bytes as text of one character a byte. A fresh string that keeps nothing else alive. */
  ascii(from: number, to: number): string;
  /** A non-negative integer of decimal digits, or -1 if it is anything else or unsafe. */
  integer(from: number, to: number): number;
  /** An ISO 8601 instant with `Z` or an offset as milliseconds since 1970, or NaN. */
  instant(from: number, to: number): number;
  /** Like `ascii` for text that repeats (UTF-8 decoded): the same bytes give the same string object. */
  intern(from: number, to: number): string;
  /** The parsed line, or undefined when it is not JSON. */
  json(): unknown;
}
