const newline: u8 = 10;
export const quote: u8 = 34;
export const backslash: u8 = 92;
export const comma: u8 = 44;
export const colon: u8 = 58;
export const openBrace: u8 = 123;
export const closeBrace: u8 = 125;
export const openBracket: u8 = 91;
export const closeBracket: u8 = 93;

/**
 * Vectors of sixteen times one byte. Loaded, since a constant V8 makes anew at each use, in three instructions: in a loop of four
 * comparisons, twelve of 31.
 */
const newlines: usize = memory.data<u8>([10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10], 16);
const quotes: usize = memory.data<u8>([34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34], 16);
const backslashes: usize = memory.data<u8>([92, 92, 92, 92, 92, 92, 92, 92, 92, 92, 92, 92, 92, 92, 92, 92], 16);
/** Brackets and braces differ in one bit, and in another whether they open or close. */
const opening: usize = memory.data<u8>([91, 91, 91, 91, 91, 91, 91, 91, 91, 91, 91, 91, 91, 91, 91, 91], 16);
const closing: usize = memory.data<u8>([93, 93, 93, 93, 93, 93, 93, 93, 93, 93, 93, 93, 93, 93, 93, 93], 16);
const allButBit32: usize = memory.data<u8>(
  [223, 223, 223, 223, 223, 223, 223, 223, 223, 223, 223, 223, 223, 223, 223, 223],
  16,
);

/** Both have eight bytes to read, however short they are. */
export function sameBytes(a: usize, b: usize, length: usize): bool {
  if (length < 8) return length === 0 || (load<u64>(a) ^ load<u64>(b)) << u64((8 - length) << 3) === 0;
  const last = length - 8;
  for (let i: usize = 0; i < last; i += 8) if (load<u64>(a + i) !== load<u64>(b + i)) return false;
  return load<u64>(a + last) === load<u64>(b + last);
}

export function overSpace(from: usize, end: usize): usize {
  let at = from;
  while (at < end) {
    const byte = load<u8>(at);
    if (byte > 32 || (byte !== 32 && byte !== 9 && byte !== 13)) break;
    at++;
  }
  return at;
}

/** The first line end in [from, to), or `to`. */
export function lineEnd(from: usize, to: usize): usize {
  const wanted = v128.load(newlines);
  let at = from;
  for (; at + 64 <= to; at += 64) {
    const a = i8x16.eq(v128.load(at), wanted);
    const b = i8x16.eq(v128.load(at, 16), wanted);
    const c = i8x16.eq(v128.load(at, 32), wanted);
    const d = i8x16.eq(v128.load(at, 48), wanted);
    if (i8x16.bitmask(v128.or(v128.or(a, b), v128.or(c, d))) !== 0) break;
  }
  for (; at + 16 <= to; at += 16) {
    const mask = i8x16.bitmask(i8x16.eq(v128.load(at), wanted));
    if (mask !== 0) return at + ctz(mask);
  }
  for (; at < to; at++) if (load<u8>(at) === newline) return at;
  return to;
}

/** The quote that ends a key, or `end` where the key has an escape or no end. */
export function plainEnd(from: usize, end: usize): usize {
  const quoting = v128.load(quotes);
  const escaping = v128.load(backslashes);
  for (let at = from; at < end; at += 16) {
    const bytes = v128.load(at);
    const mask = i8x16.bitmask(v128.or(i8x16.eq(bytes, quoting), i8x16.eq(bytes, escaping)));
    if (mask === 0) continue;
    const found = at + ctz(mask);
    return found < end && load<u8>(found) === quote ? found : end;
  }
  return end;
}

/**
 * The offset after the quote that ends the text whose first byte is at `from`; 0 where there is none. Text has an escaped
 * line end every few words and fewer quotes: only these are looked for, and told apart by the backslashes before them.
 */
function textEnd(from: usize, end: usize): usize {
  const wanted = v128.load(quotes);
  let at = from;
  while (at < end) {
    for (let mask = i8x16.bitmask(i8x16.eq(v128.load(at), wanted)); mask !== 0; mask &= mask - 1) {
      const found = at + ctz(mask);
      if (found >= end) return 0;
      if (load<u8>(found - 1) !== backslash || !isEscaped(found, from)) return found + 1;
    }
    at += 16;
    // What is not over by now mostly is long: four vectors at a time until something is found.
    while (at + 64 <= end) {
      const a = i8x16.eq(v128.load(at), wanted);
      const b = i8x16.eq(v128.load(at, 16), wanted);
      const c = i8x16.eq(v128.load(at, 32), wanted);
      const d = i8x16.eq(v128.load(at, 48), wanted);
      if (i8x16.bitmask(v128.or(v128.or(a, b), v128.or(c, d))) !== 0) break;
      at += 64;
    }
  }
  return 0;
}

/** Whether an odd number of backslashes stands before `at`, from `from` on. */
function isEscaped(at: usize, from: usize): bool {
  let first = at;
  while (first > from && load<u8>(first - 1) === backslash) first--;
  return ((at - first) & 1) !== 0;
}

/** The offset after the value at `from`, or 0. */
export function valueEnd(from: usize, end: usize): usize {
  const first = load<u8>(from);
  if (first === quote) return textEnd(from + 1, end);
  if (first === openBrace || first === openBracket) return nestedEnd(from, end);
  let at = from;
  for (; at < end; at++) {
    const byte = load<u8>(at);
    if (byte === comma || byte === closeBrace || byte === closeBracket || byte <= 32) break;
  }
  return at === from ? 0 : at;
}

/** Of an object or array: only quotes and brackets are looked at. */
function nestedEnd(from: usize, end: usize): usize {
  const quoting = v128.load(quotes);
  const open = v128.load(opening);
  const close = v128.load(closing);
  const fold = v128.load(allButBit32);
  let depth = 0;
  let at = from;
  while (at < end) {
    if (at + 16 <= end) {
      const bytes = v128.load(at);
      const folded = v128.and(bytes, fold);
      const found = v128.or(i8x16.eq(bytes, quoting), v128.or(i8x16.eq(folded, open), i8x16.eq(folded, close)));
      const mask = i8x16.bitmask(found);
      if (mask === 0) {
        at += 16;
        continue;
      }
      at += ctz(mask);
    }
    const byte = load<u8>(at);
    if (byte === quote) {
      at = textEnd(at + 1, end);
      if (at === 0) return 0;
      continue;
    }
    if (byte === openBrace || byte === openBracket) depth++;
    else if (byte === closeBrace || byte === closeBracket) {
      depth--;
      if (depth === 0) return at + 1;
    }
    at++;
  }
  return 0;
}
