import { sameBytes } from './scan';
import { mostSlots } from './slots';

export const longestText: usize = 1024;
const mostTexts: i32 = 16384;
const textSlots: usize = 65536;
const textBytes: usize = 4 << 20;

/** A table of texts by hash: number + 1, or 0. Each text has hash, offset and length. */
const textTable = memory.data(262144, 16);
const textEntries = memory.data(196620, 16);
const textArena = memory.data(4194304, 16);
/** Of each text member the number of the last one. */
const lastTexts = memory.data(384, 16);

let texts: i32 = 0;
let arenaUsed: usize = 0;
/** How often all texts were forgotten: a number means its text in its own generation alone. */
export let generation: i32 = 0;

/** Whether so many more texts, of so many bytes together, can be kept. */
export function hasRoom(more: i32, bytes: usize): bool {
  return texts <= mostTexts - more && arenaUsed <= textBytes - bytes;
}

export function forgetTexts(): void {
  memory.fill(textTable, 0, textSlots * 4);
  texts = 0;
  arenaUsed = 0;
  generation++;
  forgetLastTexts();
}

export function forgetLastTexts(): void {
  for (let slot: usize = 0; slot < mostSlots; slot++) store<i32>(lastTexts + (slot << 2), -1);
}

/** The number of a text that repeats; -1 for one too long to keep. */
export function textNumber(slot: usize, from: usize, to: usize): i32 {
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
