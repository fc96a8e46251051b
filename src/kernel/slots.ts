import { sameBytes } from './scan';

/** What the line at hand tells, a slot for each wanted member, and what the line before told. */
export const mostSlots: usize = 96;
const longestKept: usize = 2048;
/** Tells the serials of changing values from the numbers of texts. */
const serialMark: i32 = 1 << 30;

export const kinds = memory.data(96, 16);
export const froms = memory.data(384, 16);
export const tos = memory.data(384, 16);
/** Of texts their number; of counts what they count; of members read once, a number that rises with every new value. */
export const ids = memory.data(384, 16);
export const numbers = memory.data(768, 16);
/** Shared with the caller: where the line starts and ends, which slots differ from the line before. */
export const shared = memory.data(32, 16);
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

let hasBefore: bool = false;
let told: usize = 0;

/** The next line has none before it: all that it tells differs. */
export function compareWithNothing(): void {
  hasBefore = false;
}

export function clear(): void {
  told = 0;
  const none = i8x16.splat(0);
  for (let slot: usize = 0; slot < mostSlots; slot += 16) v128.store(kinds + slot, none);
}

/** The line tells a slot's value, which begins at `at`. A member told twice: the later one counts. */
export function tell(slot: usize, kind: u8, at: usize): void {
  if (load<u8>(kinds + slot) === 0) {
    store<u8>(toldSlots + told, u8(slot));
    told++;
  }
  store<u8>(kinds + slot, kind);
  store<u32>(froms + (slot << 2), u32(at));
  store<i32>(ids + (slot << 2), 0);
  store<u64>(numbers + (slot << 3), 0);
}

/** Notes which slots differ from the line before, and keeps this line for the next comparison. `generation`: of its texts. */
export function compare(generation: i32): void {
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

/** Keeps a value to see in the next line whether it is the same; its serial rises when it is not. */
export function keep(slot: usize, from: usize, to: usize): void {
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
