/**
 * The lines of a log have the same members in the same order, mostly: each key is first compared with the one that stood there in the
 * line before. Where it is the same, neither its end nor what is wanted of it is looked for.
 */

/** Members of an object that are expected, keys of so many bytes with quotes and colon, and objects of shapes. */
const mostSteps: usize = 48;
const longestKey: usize = 32;
const mostPaths: usize = 96;

/** A step: a mask for the first eight bytes, these, the next eight twice, the last eight, then the length and what is wanted. */
export const stepBytes: usize = 48;
const pathBytes: usize = mostSteps * stepBytes;
const paths = memory.data(221184, 16);
let pathsUsed: usize = 0;

/** Where an object's steps are kept; 0 where there is no more room. */
export function newPath(): usize {
  if (pathsUsed === mostPaths) return 0;
  return paths + pathsUsed++ * pathBytes;
}

export function pathEnd(path: usize): usize {
  return path === 0 ? 0 : path + pathBytes;
}

/** How many bytes at `at` are the key that is expected, with its quotes and the colon; 0 where it is another. */
export function expectedLength(step: usize, at: usize): usize {
  const mask = load<u64>(step);
  if (((load<u64>(at) ^ load<u64>(step, 8)) & mask) !== 0) return 0;
  const length = usize(load<u32>(step, 40));
  if (length <= 8) return length;
  if (load<u64>(at + length - 8) !== load<u64>(step, 32)) return 0;
  if (length <= 16) return length;
  if (load<u64>(at, 8) !== load<u64>(step, 16)) return 0;
  return length <= 24 || load<u64>(at, 16) === load<u64>(step, 24) ? length : 0;
}

export function expectedEntry(step: usize): usize {
  return usize(load<u32>(step, 44));
}

/** The next line is expected to have this key here. */
export function expect(step: usize, from: usize, to: usize, entry: usize): void {
  const length = to - from;
  if (length > longestKey) {
    store<u32>(step, 0, 40);
    return;
  }
  const mask: u64 = length >= 8 ? ~u64(0) : (u64(1) << u64(length << 3)) - 1;
  store<u64>(step, mask);
  store<u64>(step, load<u64>(from) & mask, 8);
  store<u64>(step, load<u64>(from, 8), 16);
  store<u64>(step, load<u64>(from, 16), 24);
  if (length > 8) store<u64>(step, load<u64>(to - 8), 32);
  store<u32>(step, u32(length), 40);
  store<u32>(step, u32(entry), 44);
}
