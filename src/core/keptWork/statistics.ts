/** A score is of thousands of medians: each sorts here, so that none makes a list. */
let sorted = new Float64Array(64);
/** Up to so many values are sorted in half the time that the engine's own order takes. */
const few = 64;

/** The middle value, of an even number the mean of the two in the middle; undefined of none. */
export function median(values: readonly number[]): number | undefined {
  const { length } = values;
  if (length === 0) return undefined;
  if (length > sorted.length) sorted = new Float64Array(2 * length);
  if (length <= few) insertAll(values);
  else sortAll(values);
  const middle = length >> 1;
  const upper = sorted[middle] as number;
  return length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}

function insertAll(values: readonly number[]): void {
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    let at = index;
    for (; at > 0 && (sorted[at - 1] as number) > value; at--) sorted[at] = sorted[at - 1] as number;
    sorted[at] = value;
  }
}

function sortAll(values: readonly number[]): void {
  sorted.set(values);
  sorted.subarray(0, values.length).sort();
}

/** Median of the distances from the median: how far values lie apart, whatever single ones do; 0 of none. */
export function medianDistance(values: readonly number[]): number {
  const middle = median(values) ?? 0;
  return median(values.map((value) => Math.abs(value - middle))) ?? 0;
}

/** Standard deviation over mean; 0 of values that are all 0 or none. */
export function variation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  if (mean === 0) return 0;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / values.length) / mean;
}
