/**
 * AssemblyScript, compiled to `dist/projector.wasm`: finds the lines of a log and reads the wanted members of each
 * JSON object among them, without making text or objects of the rest. It knows no tool: what is wanted is a shape
 * (`src/core/shape.ts`), laid out in memory by `src/platform/projector.ts`, which is this file's only caller and has the
 * same numbers as constants.
 *
 * It is exact, or says so: whatever is not plainly JSON, and every key with an escape, is answered with `doubt`, and the
 * caller parses that line. What it passes over is checked only as far as brackets and quotes go.
 */

import { expect, expectedEntry, expectedLength, newPath, pathEnd, stepBytes } from './expected';
import { closeBrace, colon, comma, lineEnd, openBrace, overSpace, plainEnd, quote, sameBytes, valueEnd } from './scan';
import {
  clear,
  compare,
  compareWithNothing,
  froms,
  ids,
  keep,
  kinds,
  mostSlots,
  numbers,
  shared,
  tell,
  tos,
} from './slots';
import { forgetLastTexts, forgetTexts, generation, hasRoom, longestText, textNumber } from './texts';
import { instantOf, isCount, isLiteral, isNumber, isObject, isText, kindAt, numberOf, readCount } from './values';

export { digestAt, hashTextAt, sha256 } from './sha256';

/** Answers of `next`. */
const ended = 0;
const whole = 1;
const doubt = 2;

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

/** Where a node has its numbers of first entries, its path, and its entries. */
const firsts: usize = 8;
const pathPlace: usize = 72;
const firstEntry: usize = 80;

const shapes = memory.data(65536, 16);

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
  compareWithNothing();
  forgetLastTexts();
  if (!hasRoom(4096, 1 << 20)) forgetTexts();
}

/**
 * Goes on to the next line of [from, to) that is not dropped, and reads it with the shape. `ended`: no further line end;
 * `shared` has where the last, open line starts.
 */
export function next(from: usize, to: usize, shape: usize): i32 {
  let start = from;
  while (true) {
    const after = lineEnd(start, to);
    if (after === to) {
      store<usize>(shared, start);
      return ended;
    }
    let end = after;
    if (end > start && load<u8>(end - 1) === 13) end--;
    if (end > start) {
      const answer = readLine(start, end, shape);
      if (answer !== ended) {
        store<usize>(shared, start);
        store<usize>(shared + 4, end);
        store<usize>(shared + 8, after + 1);
        return answer;
      }
    }
    start = after + 1;
  }
}

/** Whether the beginning of a line, [start, end), already proves that the line is dropped. */
export function drops(start: usize, end: usize, shape: usize): bool {
  clear();
  compareWithNothing();
  const at = overSpace(start, end);
  return at < end && load<u8>(at) === openBrace && walk(at + 1, end, shape) === dropped;
}

/** `ended` for a line that is dropped. */
function readLine(start: usize, end: usize, shape: usize): i32 {
  if (!hasRoom(i32(mostSlots), mostSlots * longestText)) {
    forgetTexts();
    compareWithNothing();
  }
  clear();
  const at = overSpace(start, end);
  if (at === end) return ended;
  if (load<u8>(at) !== openBrace) return fail();
  const after = walk(at + 1, end, shape);
  if (after === dropped) return ended;
  if (after === broken || overSpace(usize(after), end) !== end) return fail();
  compare(generation);
  return whole;
}

function fail(): i32 {
  compareWithNothing();
  return doubt;
}

/** Walks the members of an object from inside it; the offset after its brace, `broken` or `dropped`. */
function walk(from: usize, end: usize, node: usize): isize {
  let at = overSpace(from, end);
  if (at < end && load<u8>(at) === closeBrace) return isize(at + 1);
  let step = pathOf(node);
  const lastStep = pathEnd(step);
  while (true) {
    let entry: usize;
    const expected = step < lastStep ? expectedLength(step, at) : 0;
    if (expected !== 0) {
      at += expected;
      entry = expectedEntry(step);
    } else {
      if (at >= end || load<u8>(at) !== quote) return broken;
      const key = at + 1;
      const keyEnd = plainEnd(key, end);
      if (keyEnd === end) return broken;
      at = keyEnd + 1;
      if (at < end && load<u8>(at) !== colon) at = overSpace(at, end);
      if (at >= end || load<u8>(at) !== colon) return broken;
      at++;
      entry = entryOf(node, key, keyEnd - key);
      if (step < lastStep && at === keyEnd + 2) expect(step, key - 1, at, entry);
    }
    step += stepBytes;
    if (load<u8>(at) <= 32) at = overSpace(at, end);
    if (at >= end) return broken;
    const after = entry === 0 ? isize(valueEnd(at, end)) : take(entry, at, end);
    if (after < 0) return after;
    if (after === 0) return broken;
    at = usize(after);
    let byte = load<u8>(at);
    if (byte <= 32) {
      at = overSpace(at, end);
      byte = load<u8>(at);
    }
    if (at >= end) return broken;
    if (byte === closeBrace) return isize(at + 1);
    if (byte !== comma) return broken;
    at++;
    if (load<u8>(at) <= 32) at = overSpace(at, end);
  }
}

/** The steps that a walk of this node is expected to take; 0 where there is no room for them. */
function pathOf(node: usize): usize {
  const known = usize(load<u32>(node + pathPlace));
  if (known !== 0) return known;
  const path = newPath();
  store<u32>(node + pathPlace, u32(path));
  return path;
}

/**
 * An entry has 32 bytes: the key's first eight bytes, its length, its place, action, slot, further, condition. Those with
 * keys of one length follow one another; `firsts` has for each length the number of the first.
 */
function entryOf(node: usize, key: usize, length: usize): usize {
  if (length >= 64 || ((load<u64>(node) >> u64(length)) & 1) === 0) return 0;
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
  // Of a member told twice the later one counts, which what was entered for the first would belie.
  if (action === enter && load<u8>(kinds + slot) !== 0) return broken;
  tell(slot, kind, at);
  if (action === enter && kind === isObject) {
    const after = walk(at + 1, end, load<u32>(entry + 24));
    if (after > 0) store<u32>(tos + (slot << 2), u32(after));
    return after;
  }
  if (kind === isNumber && action !== takeOnce) {
    const after = readCount(at, end, ids + (slot << 2));
    if (after !== 0) {
      store<u8>(kinds + slot, isCount);
      store<u32>(tos + (slot << 2), u32(after));
      return isize(after);
    }
  }
  const after = valueEnd(at, end);
  if (after === 0) return 0;
  store<u32>(tos + (slot << 2), u32(after));
  if (kind < isNumber && !isLiteral(kind, at, after)) return broken;
  if (kind === isNumber) {
    takeNumber(slot, action === takeOnce ? NaN : numberOf(at, after), at, after);
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

function takeNumber(slot: usize, number: f64, from: usize, to: usize): void {
  if (number < 2147483648 && f64(i32(number)) === number) {
    store<u8>(kinds + slot, isCount);
    store<i32>(ids + (slot << 2), i32(number));
    return;
  }
  store<f64>(numbers + (slot << 3), number);
  if (isNaN(number)) keep(slot, from, to);
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
