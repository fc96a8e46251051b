export const quote: u8 = 34;
export const backslash: u8 = 92;
export const comma: u8 = 44;
export const colon: u8 = 58;
export const openBrace: u8 = 123;
export const closeBrace: u8 = 125;
export const openBracket: u8 = 91;
export const closeBracket: u8 = 93;

export function sameBytes(a: usize, b: usize, length: usize): bool {
  let i: usize = 0;
  for (; i + 8 <= length; i += 8) if (load<u64>(a + i) !== load<u64>(b + i)) return false;
  for (; i < length; i++) if (load<u8>(a + i) !== load<u8>(b + i)) return false;
  return true;
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

/** The first such byte in [from, to), or `to`. */
export function find(from: usize, to: usize, byte: u8): usize {
  const wanted = i8x16.splat(byte);
  let at = from;
  for (; at + 64 <= to; at += 64) {
    const a = i8x16.eq(v128.load(at), wanted);
    const b = i8x16.eq(v128.load(at, 16), wanted);
    const c = i8x16.eq(v128.load(at, 32), wanted);
    const d = i8x16.eq(v128.load(at, 48), wanted);
    if (v128.any_true(v128.or(v128.or(a, b), v128.or(c, d)))) break;
  }
  for (; at + 16 <= to; at += 16) {
    const mask = i8x16.bitmask(i8x16.eq(v128.load(at), wanted));
    if (mask !== 0) return at + ctz(mask);
  }
  for (; at < to; at++) if (load<u8>(at) === byte) return at;
  return to;
}

/** The quote that ends a key, or `end` where the key has an escape or no end. */
export function plainEnd(from: usize, end: usize): usize {
  const quotes = i8x16.splat(quote);
  const escapes = i8x16.splat(backslash);
  for (let at = from; at < end; at += 16) {
    const bytes = v128.load(at);
    const mask = i8x16.bitmask(v128.or(i8x16.eq(bytes, quotes), i8x16.eq(bytes, escapes)));
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
  const quotes = i8x16.splat(quote);
  let at = from;
  while (at < end) {
    // Most text is longer than a few words: four vectors at a time until something is found.
    while (at + 64 <= end) {
      const a = i8x16.eq(v128.load(at), quotes);
      const b = i8x16.eq(v128.load(at, 16), quotes);
      const c = i8x16.eq(v128.load(at, 32), quotes);
      const d = i8x16.eq(v128.load(at, 48), quotes);
      if (v128.any_true(v128.or(v128.or(a, b), v128.or(c, d)))) break;
      at += 64;
    }
    for (let mask = i8x16.bitmask(i8x16.eq(v128.load(at), quotes)); mask !== 0; mask &= mask - 1) {
      const found = at + ctz(mask);
      if (found >= end) return 0;
      if (!isEscaped(found, from)) return found + 1;
    }
    at += 16;
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
  const quotes = i8x16.splat(quote);
  // Brackets and braces differ in one bit, and in another whether they open or close.
  const brackets = i8x16.splat(0x5b);
  const closing = i8x16.splat(0x5d);
  const fold = i8x16.splat(i8(0xdf));
  let depth = 0;
  let at = from;
  while (at < end) {
    if (at + 16 <= end) {
      const bytes = v128.load(at);
      const folded = v128.and(bytes, fold);
      const found = v128.or(i8x16.eq(bytes, quotes), v128.or(i8x16.eq(folded, brackets), i8x16.eq(folded, closing)));
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
