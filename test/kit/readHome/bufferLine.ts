import type { LineView } from '../../../src/core/bytes.js';

const interned = new Map<string, string>();

/** A line of a buffer, the slow and plain way: the reference for the platform's view. */
export function bufferLine(bytes: Buffer): LineView {
  const text = (from: number, to: number) => bytes.toString('latin1', from, to);
  return {
    length: bytes.length,
    data: bytes,
    start: 0,
    byte: (offset) => bytes[offset] ?? Number.NaN,
    find: (ascii, from = 0) => bytes.indexOf(ascii, from, 'latin1'),
    findLast: (ascii, before = bytes.length) => (before <= 0 ? -1 : bytes.lastIndexOf(ascii, before - 1, 'latin1')),
    findIn(byte, from, to) {
      return bytes.subarray(0, to).indexOf(byte, from);
    },
    at: (ascii, offset) => text(offset, offset + ascii.length) === ascii,
    same: (offset, expected, length) =>
      offset >= 0 && bytes.subarray(offset, offset + length).equals(expected.subarray(0, length)),
    copy: (from, to, into) => void bytes.copy(into, 0, from, to),
    ascii: text,
    integer: (from, to) => integerOf(text(from, to)),
    instant: (from, to) => instantOf(text(from, to)),
    intern(from, to) {
      const value = bytes.toString('utf8', from, to);
      const known = interned.get(value) ?? value;
      interned.set(value, known);
      return known;
    },
    json() {
      try {
        return JSON.parse(bytes.toString('utf8')) as unknown;
      } catch {
        return undefined;
      }
    },
  };
}

function integerOf(text: string): number {
  const value = /^[0-9]+$/.test(text) ? Number(text) : -1;
  return Number.isSafeInteger(value) ? value : -1;
}

function instantOf(text: string): number {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
}
