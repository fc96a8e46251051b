/** The middle value, of an even number the mean of the two in the middle; undefined of none. */
export function median(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  // Of typed arrays, whose order needs no call for each two: a score is of thousands of medians.
  const sorted = new Float64Array(values).sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
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
