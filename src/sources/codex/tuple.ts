/**
 * Counters as Codex logs them, in this order: input (cached and cache-write parts inside), cached, cache write, output
 * (reasoning inside), reasoning, total. `absent` where the log has no such key: builds before 0.14x know no cache writes.
 */
export type Tuple = readonly number[];

export const tupleKeys = [
  'input_tokens',
  'cached_input_tokens',
  'cache_write_input_tokens',
  'output_tokens',
  'reasoning_output_tokens',
  'total_tokens',
] as const;

export const absent = -1;
export const noCounts: Tuple = [0, 0, 0, 0, 0, 0];

/** The counters that are billed; the sixth, `total_tokens`, is also set to estimates and window sizes. */
const billed = 5;

/** Both are written out: every request passes here, a closure a counter is a tenth of its cost, and minus one times none is no small integer. */
export function plus(a: Tuple, b: Tuple): Tuple {
  const sum = [0, 0, 0, 0, 0, 0];
  for (let index = 0; index < 6; index++) sum[index] = (a[index] ?? 0) + Math.max(0, b[index] ?? 0);
  return sum;
}

/** May hold negative numbers. */
export function minus(a: Tuple, b: Tuple): Tuple {
  const rest = [0, 0, 0, 0, 0, 0];
  for (let index = 0; index < 6; index++) rest[index] = (a[index] ?? 0) - Math.max(0, b[index] ?? 0);
  return rest;
}

export function equal(a: Tuple, b: Tuple): boolean {
  return a[5] === b[5] && sameBilled(a, b);
}

export function sameBilled(a: Tuple, b: Tuple): boolean {
  return a[0] === b[0] && a[1] === b[1] && a[2] === b[2] && a[3] === b[3] && a[4] === b[4];
}

export function isBilled(tuple: Tuple): boolean {
  for (let index = 0; index < billed; index++) if ((tuple[index] ?? 0) > 0) return true;
  return false;
}

/** No billed counter of `a` is below that of `b`. */
export function atLeast(a: Tuple, b: Tuple): boolean {
  for (let index = 0; index < billed; index++) if ((a[index] ?? 0) < (b[index] ?? 0)) return false;
  return true;
}

/**
 * Puts the last known value where the log has no such key, so that an older build's line is no step back; zeros where
 * it tells no billed counter at all.
 */
export function filled(tuple: Tuple, before: Tuple): Tuple {
  if (!tuple.includes(absent)) return tuple;
  let told = false;
  for (let index = 0; index < billed; index++) told ||= tuple[index] !== absent;
  const whole = [0, 0, 0, 0, 0, 0];
  for (let index = 0; index < 6; index++) {
    const value = tuple[index] as number;
    whole[index] = value !== absent ? value : told ? (before[index] ?? 0) : 0;
  }
  return whole;
}

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_';
export const hashLength = 6;

/** 36 bits of a tuple as `hashLength` characters: two of 10,000 totals of a file collide once in 1,400 files. */
export function hashOf(tuple: Tuple): string {
  let low = 0x9e3779b9;
  let high = 0x85ebca6b;
  for (let index = 0; index < tuple.length; index++) {
    const value = tuple[index] as number;
    low = Math.imul(low ^ (value >>> 0) ^ Math.floor(value / 0x100000000), 0x2c1b3c6d);
    low ^= low >>> 15;
    high = Math.imul((high ^ low) + value, 0x297a2d39);
    high ^= high >>> 16;
  }
  return String.fromCharCode(
    digit(low),
    digit(low >>> 6),
    digit(low >>> 12),
    digit(high),
    digit(high >>> 6),
    digit(high >>> 12),
  );
}

function digit(bits: number): number {
  return digits.charCodeAt(bits & 63);
}

/** Whether a list of hashes, one after the other, holds one. */
export function hasHash(list: string, hash: string): boolean {
  for (let at = list.indexOf(hash); at >= 0; at = list.indexOf(hash, at + 1)) {
    if (at % hashLength === 0) return true;
  }
  return false;
}
