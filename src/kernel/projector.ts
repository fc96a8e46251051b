/**
 * AssemblyScript, compiled to `dist/projector.wasm`: finds the lines of a log and reads the wanted members of each
 * JSON object among them, without making text or objects of the rest. It knows no tool: what is wanted is a shape
 * (`src/core/shape.ts`), laid out in memory by `src/platform/projector.ts`, which is this file's only caller and has the
 * same numbers as constants.
 *
 * It is exact, or says so: whatever is not plainly JSON, and every key with an escape, is answered with `doubt`, and the
 * caller parses that line. What it passes over is checked only as far as brackets and quotes go.
 */

/** Answers of `next`. */
const ended = 0;
const whole = 1;
const doubt = 2;

/** Kinds of a member's value; 0 while the line has not told the member. */
const isNull: u8 = 1;
const isFalse: u8 = 2;
const isTrue: u8 = 3;
const isNumber: u8 = 4;
const isText: u8 = 5;
const isObject: u8 = 6;
const isArray: u8 = 7;

/** What to do with a member. */
const takeCount: u8 = 1;
const takeText: u8 = 2;
const takeInstant: u8 = 3;
const takeOnce: u8 = 4;
const enter: u8 = 5;
/** The line counts only with a text of the list, or (7) only with none of it. */
const onlyListed: u8 = 6;
const dropLine: u8 = 8;

/** What a walk answers instead of an offset. */
const broken = -1;
const dropped = -2;

const quote: u8 = 34;
const backslash: u8 = 92;
const comma: u8 = 44;
const colon: u8 = 58;
const openBrace: u8 = 123;
const closeBrace: u8 = 125;
const openBracket: u8 = 91;
const closeBracket: u8 = 93;

/** Where a node has its numbers of first entries, and its entries. */
const firsts: usize = 8;
const firstEntry: usize = 72;

/** Tells the serials of changing values from the numbers of texts. */
const serialMark: i32 = 1 << 30;
const mostSlots: usize = 96;
const longestText: usize = 1024;
const longestKept: usize = 2048;
const mostTexts: i32 = 16384;
const textSlots: usize = 65536;
const textBytes: usize = 4 << 20;

const kinds = memory.data(96, 16);
const froms = memory.data(384, 16);
const tos = memory.data(384, 16);
/** Of texts their number; of members read once, a number that rises with every new value. */
const ids = memory.data(384, 16);
const numbers = memory.data(768, 16);
/** The slots that the line has told so far. */
const toldSlots = memory.data(96, 16);
/** Kinds, ids and numbers of the line before. */
const kindsBefore = memory.data(96, 16);
const idsBefore = memory.data(384, 16);
const numbersBefore = memory.data(768, 16);
/** The last value of each member read once, and its length. */
const keptLengths = memory.data(384, 16);
const keptBytes = memory.data(196608, 16);
const serials = memory.data(384, 16);
/** Of each text member the number of the last one. */
const lastTexts = memory.data(384, 16);

/** A table of texts by hash: number + 1, or 0. Each text has hash, offset and length. */
const textTable = memory.data(262144, 16);
const textEntries = memory.data(196620, 16);
const textArena = memory.data(4194304, 16);
const shapes = memory.data(65536, 16);
/** Shared with the caller: where the line starts and ends, which slots differ from the line before. */
const shared = memory.data(32, 16);

let texts: i32 = 0;
let arenaUsed: usize = 0;
let generation: i32 = 0;
let hasBefore: bool = false;
let told: usize = 0;

export function kindsAt(): usize {
  return kinds;
}
export function fromsAt(): usize {
  return froms;
}
export function tosAt(): usize {
  return tos;
}
export function idsAt(): usize {
  return ids;
}
export function numbersAt(): usize {
  return numbers;
}
export function shapesAt(): usize {
  return shapes;
}
export function sharedAt(): usize {
  return shared;
}
/** Where the caller may put the bytes of logs: all memory from here on. */
export function dataAt(): usize {
  return (__heap_base + 65535) & ~65535;
}

/** The lines that follow are another file's. */
export function restart(): void {
  hasBefore = false;
  for (let slot: usize = 0; slot < mostSlots; slot++) store<i32>(lastTexts + (slot << 2), -1);
  if (texts > mostTexts - 4096 || arenaUsed > textBytes - (1 << 20)) forgetTexts();
}

function forgetTexts(): void {
  memory.fill(textTable, 0, textSlots * 4);
  texts = 0;
  arenaUsed = 0;
  generation++;
  hasBefore = false;
  for (let slot: usize = 0; slot < mostSlots; slot++) store<i32>(lastTexts + (slot << 2), -1);
}

/**
 * Goes on to the next line of [from, to) that is not dropped, and reads it with the shape. `ended`: no further line end;
 * `shared` has where the last, open line starts.
 */
export function next(from: usize, to: usize, shape: usize): i32 {
  let start = from;
  while (true) {
    const newline = find(start, to, 10);
    if (newline === to) {
      store<usize>(shared, start);
      return ended;
    }
    let end = newline;
    if (end > start && load<u8>(end - 1) === 13) end--;
    if (end > start) {
      const answer = readLine(start, end, shape);
      if (answer !== ended) {
        store<usize>(shared, start);
        store<usize>(shared + 4, end);
        store<usize>(shared + 8, newline + 1);
        return answer;
      }
    }
    start = newline + 1;
  }
}

/** Whether the beginning of a line, [start, end), already proves that the line is dropped. */
export function drops(start: usize, end: usize, shape: usize): bool {
  clear();
  hasBefore = false;
  const at = overSpace(start, end);
  return at < end && load<u8>(at) === openBrace && walk(at + 1, end, shape) === dropped;
}

/** `ended` for a line that is dropped. */
function readLine(start: usize, end: usize, shape: usize): i32 {
  if (texts > mostTexts - i32(mostSlots) || arenaUsed > textBytes - mostSlots * longestText) forgetTexts();
  clear();
  const at = overSpace(start, end);
  if (at === end) return ended;
  if (load<u8>(at) !== openBrace) return fail();
  const after = walk(at + 1, end, shape);
  if (after === dropped) return ended;
  if (after === broken || overSpace(usize(after), end) !== end) return fail();
  compare();
  return whole;
}

function fail(): i32 {
  hasBefore = false;
  return doubt;
}

function clear(): void {
  told = 0;
  const none = i8x16.splat(0);
  for (let slot: usize = 0; slot < mostSlots; slot += 16) v128.store(kinds + slot, none);
}

/** Notes which slots differ from the line before, and keeps this line for the next comparison. */
function compare(): void {
  for (let slot: usize = 0; slot < mostSlots; slot += 16) {
    const now = v128.load(kinds + slot);
    const differing = i8x16.bitmask(i8x16.ne(now, v128.load(kindsBefore + slot)));
    v128.store(kindsBefore + slot, now);
    store<u16>(shared + 16 + (slot >> 3), u16(hasBefore ? differing : 0xffff));
  }
  for (let i: usize = 0; i < told; i++) {
    const slot = usize(load<u8>(toldSlots + i));
    const id = slot << 2;
    const number = slot << 3;
    const same = load<i32>(ids + id) === load<i32>(idsBefore + id);
    if (same && load<u64>(numbers + number) === load<u64>(numbersBefore + number)) continue;
    store<i32>(idsBefore + id, load<i32>(ids + id));
    store<u64>(numbersBefore + number, load<u64>(numbers + number));
    const word = shared + 16 + ((slot >> 5) << 2);
    store<u32>(word, load<u32>(word) | (1 << (u32(slot) & 31)));
  }
  hasBefore = true;
  store<i32>(shared + 28, generation);
}

/** Walks the members of an object from inside it; the offset after its brace, `broken` or `dropped`. */
function walk(from: usize, end: usize, node: usize): isize {
  const lengths = load<u64>(node);
  let at = overSpace(from, end);
  if (at < end && load<u8>(at) === closeBrace) return isize(at + 1);
  while (true) {
    if (at >= end || load<u8>(at) !== quote) return broken;
    const key = at + 1;
    const keyEnd = plainEnd(key, end);
    if (keyEnd === end) return broken;
    at = keyEnd + 1;
    if (at < end && load<u8>(at) !== colon) at = overSpace(at, end);
    if (at >= end || load<u8>(at) !== colon) return broken;
    at = overSpace(at + 1, end);
    if (at >= end) return broken;
    const length = keyEnd - key;
    const entry = length < 64 && ((lengths >> u64(length)) & 1) !== 0 ? entryOf(node, key, length) : 0;
    const after = entry === 0 ? isize(valueEnd(at, end)) : take(entry, at, end);
    if (after < 0) return after;
    if (after === 0) return broken;
    at = usize(after);
    if (at < end && load<u8>(at) > comma && load<u8>(at) !== closeBrace) return broken;
    if (at < end && load<u8>(at) < comma) at = overSpace(at, end);
    if (at >= end) return broken;
    const byte = load<u8>(at);
    if (byte === closeBrace) return isize(at + 1);
    if (byte !== comma) return broken;
    at = overSpace(at + 1, end);
  }
}

/**
 * An entry has 32 bytes: the key's first eight bytes, its length, its place, action, slot, further, condition. Those with
 * keys of one length follow one another; `firsts` has for each length the number of the first.
 */
function entryOf(node: usize, key: usize, length: usize): usize {
  // The table and the data both have eight bytes to spare.
  const mask: u64 = length >= 8 ? ~u64(0) : (u64(1) << u64(length << 3)) - 1;
  const head = load<u64>(key) & mask;
  let entry = node + firstEntry + (usize(load<u8>(node + firsts + length)) << 5);
  while (load<u32>(entry + 8) === u32(length)) {
    if (load<u64>(entry) === head && (length <= 8 || sameBytes(key + 8, load<u32>(entry + 12) + 8, length - 8)))
      return entry;
    entry += 32;
  }
  return 0;
}

/** Reads the value at `at` as the entry says; the offset after it, 0 where it has none, `dropped` or `broken`. */
function take(entry: usize, at: usize, end: usize): isize {
  const action = u8(load<u32>(entry + 16));
  const slot = usize(load<u32>(entry + 20));
  const kind = kindAt(at);
  if (action === dropLine) return dropped;
  if (kind === 0) return broken;
  // A member told twice: the later one counts, which what was entered for the first would belie.
  if (action === enter && load<u8>(kinds + slot) !== 0) return broken;
  if (load<u8>(kinds + slot) === 0) {
    store<u8>(toldSlots + told, u8(slot));
    told++;
  }
  store<u8>(kinds + slot, kind);
  store<u32>(froms + (slot << 2), u32(at));
  store<i32>(ids + (slot << 2), 0);
  store<u64>(numbers + (slot << 3), 0);
  if (action === enter && kind === isObject) {
    const after = walk(at + 1, end, load<u32>(entry + 24));
    if (after > 0) store<u32>(tos + (slot << 2), u32(after));
    return after;
  }
  const after = valueEnd(at, end);
  if (after === 0) return 0;
  store<u32>(tos + (slot << 2), u32(after));
  if (kind < isNumber && !isLiteral(kind, at, after)) return broken;
  if (kind === isNumber) {
    const number = action === takeOnce ? NaN : numberOf(at, after);
    store<f64>(numbers + (slot << 3), number);
    if (isNaN(number)) keep(slot, at, after);
  } else if (kind === isText) {
    if (action >= onlyListed && isMet(load<u32>(entry + 28))) {
      if (isListed(load<u32>(entry + 24), at + 1, after - at - 2) !== (action === onlyListed)) return dropped;
    }
    if (action === takeText || action === takeCount || action >= onlyListed) {
      store<i32>(ids + (slot << 2), textNumber(slot, at + 1, after - 1));
    } else {
      if (action === takeInstant) store<f64>(numbers + (slot << 3), instantOf(at + 1, after - 1));
      keep(slot, at, after);
    }
  } else if (kind >= isObject && action !== enter) keep(slot, at, after);
  return isize(after);
}

function isLiteral(kind: u8, at: usize, after: usize): bool {
  if (kind === isFalse) return after - at === 5 && load<u32>(at + 1) === 0x65736c61;
  return after - at === 4 && load<u32>(at) === (kind === isNull ? 0x6c6c756e : 0x65757274);
}

function kindAt(at: usize): u8 {
  const byte = load<u8>(at);
  if (byte === quote) return isText;
  if (byte === openBrace) return isObject;
  if (byte === openBracket) return isArray;
  if (byte === 45 || (byte >= 48 && byte <= 57)) return isNumber;
  if (byte === 116) return isTrue;
  if (byte === 102) return isFalse;
  return byte === 110 ? isNull : 0;
}

/**
 * A number of at most 15 digits without sign and exponent; NaN for any other, which the caller reads. Exact with a
 * fraction too: one division of two numbers that a double holds exactly is rounded as the decimal would be.
 */
function numberOf(from: usize, to: usize): f64 {
  if (to - from > 16) return NaN;
  let value: i64 = 0;
  let scale: f64 = 0;
  let digits = 0;
  for (let at = from; at < to; at++) {
    const digit = load<u8>(at) - 48;
    if (digit <= 9) {
      value = value * 10 + digit;
      scale *= 10;
      digits++;
    } else if (load<u8>(at) === 46 && scale === 0 && at > from && at + 1 < to) scale = 1;
    else return NaN;
  }
  if (digits > 15) return NaN;
  return scale > 1 ? f64(value) / scale : f64(value);
}

/** Whether a condition, if there is one (slot and list), holds of what the line has told so far. */
function isMet(condition: usize): bool {
  if (condition === 0) return true;
  const slot = usize(load<u32>(condition));
  if (load<u8>(kinds + slot) !== isText) return false;
  const from = usize(load<u32>(froms + (slot << 2))) + 1;
  return isListed(load<u32>(condition + 4), from, load<u32>(tos + (slot << 2)) - 1 - from);
}

function isListed(list: usize, from: usize, length: usize): bool {
  const count = load<u32>(list);
  for (let i: u32 = 0; i < count; i++) {
    const item = list + 4 + (i << 3);
    if (load<u32>(item) === u32(length) && sameBytes(from, load<u32>(item + 4), length)) return true;
  }
  return false;
}

function two(at: usize): i32 {
  const high = i32(load<u8>(at)) - 48;
  const low = i32(load<u8>(at + 1)) - 48;
  return high < 0 || high > 9 || low < 0 || low > 9 ? -1 : high * 10 + low;
}

/** `2026-01-31T23:59:59[.9…]Z` only: other forms are rare. */
function instantOf(from: usize, to: usize): f64 {
  const length = to - from;
  // With a point there is a digit after it.
  if (length < 20 || length === 21 || length > 30 || load<u8>(to - 1) !== 90) return NaN;
  if (load<u8>(from + 4) !== 45 || load<u8>(from + 7) !== 45 || load<u8>(from + 10) !== 84) return NaN;
  if (load<u8>(from + 13) !== 58 || load<u8>(from + 16) !== 58) return NaN;
  const century = two(from);
  const years = two(from + 2);
  const month = two(from + 5);
  const day = two(from + 8);
  const hour = two(from + 11);
  const minute = two(from + 14);
  const second = two(from + 17);
  if (century < 0 || years < 0 || month < 1 || month > 12 || day < 1 || day > 28) {
    // The last days of a month need the calendar's rules: the caller's.
    if (century < 0 || years < 0 || month < 1 || month > 12 || day < 1 || day > lengthOf(month, century * 100 + years))
      return NaN;
  }
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return NaN;
  let fraction: i64 = 0;
  if (length > 20) {
    if (load<u8>(from + 19) !== 46) return NaN;
    let scale: i64 = 100;
    for (let at = from + 20; at < to - 1; at++) {
      const digit = load<u8>(at) - 48;
      if (digit > 9) return NaN;
      fraction += i64(digit) * scale;
      scale /= 10;
    }
  }
  const seconds = i64(daysOf(century * 100 + years, month, day)) * 86400 + hour * 3600 + minute * 60 + second;
  return f64(seconds * 1000 + fraction);
}

function lengthOf(month: i32, year: i32): i32 {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days from 1970-01-01 of a Gregorian date, by eras of 400 years that start in March. */
function daysOf(year: i32, month: i32, day: i32): i32 {
  const shifted = month <= 2 ? year - 1 : year;
  const era = shifted / 400;
  const yearOfEra = shifted - era * 400;
  const dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468;
}

/** Keeps a value to see in the next line whether it is the same; its serial rises when it is not. */
function keep(slot: usize, from: usize, to: usize): void {
  const length = to - from;
  const kept = keptBytes + slot * longestKept;
  const known = load<u32>(keptLengths + (slot << 2));
  let serial = load<i32>(serials + (slot << 2));
  if (known !== u32(length) || !sameBytes(from, kept, length)) {
    serial++;
    store<i32>(serials + (slot << 2), serial);
    const fits = length <= longestKept;
    store<u32>(keptLengths + (slot << 2), fits ? u32(length) : u32(-1));
    if (fits) memory.copy(kept, from, length);
  }
  store<i32>(ids + (slot << 2), serial | serialMark);
}

/** The number of a text that repeats; -1 for one too long to keep. */
function textNumber(slot: usize, from: usize, to: usize): i32 {
  const length = to - from;
  if (length > longestText) return -1;
  const last = load<i32>(lastTexts + (slot << 2));
  if (last >= 0 && isEntry(textEntries + usize(last) * 12, from, length)) return last;
  const id = intern(from, length);
  store<i32>(lastTexts + (slot << 2), id);
  return id;
}

function isEntry(entry: usize, from: usize, length: usize): bool {
  return load<u32>(entry + 8) === u32(length) && sameBytes(from, load<u32>(entry + 4), length);
}

function intern(from: usize, length: usize): i32 {
  const hash = hashOf(from, length);
  let place = usize(hash & u32(textSlots - 1));
  while (true) {
    const id = load<i32>(textTable + (place << 2)) - 1;
    if (id < 0) break;
    const entry = textEntries + usize(id) * 12;
    if (load<u32>(entry) === hash && isEntry(entry, from, length)) return id;
    place = (place + 1) & (textSlots - 1);
  }
  const entry = textEntries + usize(texts) * 12;
  const bytes = textArena + arenaUsed;
  memory.copy(bytes, from, length);
  arenaUsed += length;
  store<u32>(entry, hash);
  store<u32>(entry + 4, u32(bytes));
  store<u32>(entry + 8, u32(length));
  store<i32>(textTable + (place << 2), texts + 1);
  return texts++;
}

function hashOf(from: usize, length: usize): u32 {
  let hash: u64 = length;
  let at = from;
  for (const end = from + (length & ~7); at < end; at += 8) hash = mix(hash ^ load<u64>(at));
  if (length & 7) {
    const rest = load<u64>(at) & ((u64(1) << u64((length & 7) << 3)) - 1);
    hash = mix(hash ^ rest);
  }
  return u32(hash ^ (hash >> 32));
}

function mix(value: u64): u64 {
  const mixed = value * 0x9e3779b97f4a7c15;
  return mixed ^ (mixed >> 29);
}

function sameBytes(a: usize, b: usize, length: usize): bool {
  let i: usize = 0;
  for (; i + 8 <= length; i += 8) if (load<u64>(a + i) !== load<u64>(b + i)) return false;
  for (; i < length; i++) if (load<u8>(a + i) !== load<u8>(b + i)) return false;
  return true;
}

function overSpace(from: usize, end: usize): usize {
  let at = from;
  while (at < end) {
    const byte = load<u8>(at);
    if (byte > 32 || (byte !== 32 && byte !== 9 && byte !== 13)) break;
    at++;
  }
  return at;
}

/** The first such byte in [from, to), or `to`. */
function find(from: usize, to: usize, byte: u8): usize {
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
function plainEnd(from: usize, end: usize): usize {
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
function valueEnd(from: usize, end: usize): usize {
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
