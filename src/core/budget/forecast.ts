export interface Forecast {
  /** Use at the end of the period, at the pace so far. */
  readonly likely: number;
  /** Four of five periods end between them; `low` is never less than what is used already. */
  readonly low: number;
  readonly high: number;
  /** The part of the period, from 0, in which the limit is reached at this pace; null where it lasts. */
  readonly reachedIn: number | null;
}

/** With fewer parts a pace says nothing. */
export const leastParts = 3;
/** Standard deviations either side that hold 80 % of a normal distribution. */
const deviations = 1.2816;

/**
 * Where a period is going. `parts` is the use of each part since its start (days of a month, say), the running one last and
 * counted as a whole one; `whole` is how many the period has. Null with fewer than `leastParts`, or without use.
 *
 * With n parts so far, r to come, mean m and sample deviation s: likely = used + r·m, and the range is
 * likely ± 1.2816 · s · √(r + r²/n): the spread of r parts to come, and that of a mean of n.
 */
export function forecast(parts: readonly number[], whole: number, limit: number): Forecast | null {
  const used = parts.reduce((sum, part) => sum + part, 0);
  const count = parts.length;
  if (count < leastParts || used <= 0) return null;
  const rest = Math.max(0, whole - count);
  const mean = used / count;
  const variance = parts.reduce((sum, part) => sum + (part - mean) ** 2, 0) / (count - 1);
  const margin = deviations * Math.sqrt(variance * (rest + rest ** 2 / count));
  const likely = used + rest * mean;
  return { likely, low: Math.max(used, likely - margin), high: likely + margin, reachedIn: reached() };

  function reached(): number | null {
    if (likely < limit) return null;
    let sum = 0;
    for (const [index, part] of parts.entries()) {
      sum += part;
      if (sum >= limit) return index;
    }
    return Math.min(whole - 1, count - 1 + Math.ceil((limit - used) / mean));
  }
}
