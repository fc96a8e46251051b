import { Random } from './generate/random.js';

/** Times that were measured right after one another, without and with what is being measured. */
export interface Pair {
  readonly off: readonly number[];
  readonly on: readonly number[];
}

/** How much longer it takes with it, and the interval that holds the truth 98 times of 100. */
export interface Difference {
  readonly by: number;
  readonly low: number;
  readonly high: number;
}

const resamples = 1000;

/**
 * The difference of a quantile. The interval is a percentile bootstrap that draws whole pairs, then times within each:
 * what else the machine did meanwhile slowed both halves of a pair alike.
 */
export function difference(pairs: readonly Pair[], part: number): Difference {
  const random = new Random('compare');
  const again = <T>(list: readonly T[]) => list.map(() => random.pick(list));
  const drawn = Array.from({ length: resamples }, () => {
    const chosen = again(pairs);
    return differ(
      chosen.map(({ off, on }) => ({ off: again(off), on: again(on) })),
      part,
    );
  });
  return { by: differ(pairs, part), low: quantile(drawn, 0.01), high: quantile(drawn, 0.99) };
}

export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

function differ(pairs: readonly Pair[], part: number): number {
  const [off, on] = [pairs.flatMap((pair) => pair.off), pairs.flatMap((pair) => pair.on)];
  return quantile(on, part) - quantile(off, part);
}
