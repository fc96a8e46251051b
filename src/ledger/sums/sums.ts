import type { Totals } from '../../core/report.js';
import { rollupColumns } from './addedSums.js';

/** What is billed, in SQL over the columns of requests and of their sums. */
export const billedTokens = 'input + cache_read + write_5m + write_1h + output';

const counts = `total(requests) as requests, total(input) as input, total(cache_read) as cache_read, total(write_5m) as write_5m,
    total(write_1h) as write_1h, total(output) as output, total(reasoning) as reasoning, total(cost) as cost`;

/** The sums of a group, from the roll-up or from events; both give the same names. By `total`, since what `sum` makes of damaged logs may be no number of JavaScript. */
const ofRollup = `${counts}, total(at_least) as at_least, total(estimate) as estimate, total(unpriced) as unpriced, total(reported) as reported`;

export const sumColumns = {
  bucket_sum: ofRollup,
  six_hours: ofRollup,
  rollup: ofRollup,
  event: `${counts}, total(iif(r.flags & 3 = 1, ${billedTokens}, 0)) as at_least, total(iif(r.flags & 3 = 2, ${billedTokens}, 0)) as estimate,
    total(iif(cost is null, ${billedTokens}, 0)) as unpriced, total(iif(cost is null, coalesce(reported, 0), 0)) as reported`,
} as const;

/** The last quarter-hour of a group. */
export const lastQuarter = {
  bucket_sum: 'null',
  six_hours: 'null',
  rollup: 'max(quarter)',
  event: 'max(at / 900000)',
} as const;

/** Rows whose model has no price. */
export const withoutPrice = {
  bucket_sum: 'unpriced > 0',
  six_hours: 'unpriced > 0',
  rollup: 'unpriced > 0',
  event: `cost is null and ${billedTokens} > 0`,
} as const;

/** What has a price is all but what has none: a column less is a twentieth of a report's sums. */
const summed = rollupColumns.filter((name) => name !== 'priced');

export type Sums = Record<Exclude<(typeof rollupColumns)[number], 'priced'>, number> & { unpricedModels: Set<string> };

export function emptySums(): Sums {
  const sums = Object.fromEntries(summed.map((name) => [name, 0])) as Omit<Sums, 'unpricedModels'>;
  return { ...sums, unpricedModels: new Set() };
}

/** Adds a row of `sumColumns` and `unpriced_models`; what these name is looked at only where something has no price. */
export function takeRow(sums: Sums, row: Readonly<Record<string, string | number | null>>): void {
  for (const name of summed) sums[name] += Number(row[name] ?? 0);
  if (!(Number(row['unpriced']) > 0)) return;
  for (const model of JSON.parse(String(row['unpriced_models'])) as string[]) sums.unpricedModels.add(model);
}

/**
 * The sums as they are shown. The cost is null when nothing of what has tokens has a price, and "at least" when a part
 * has none or when counts themselves are a lower bound.
 */
export function totalsOf(sums: Sums): Totals {
  const total = sums.input + sums.cache_read + sums.write_5m + sums.write_1h + sums.output;
  return {
    input: sums.input,
    cacheRead: sums.cache_read,
    cacheWrite5m: sums.write_5m,
    cacheWrite1h: sums.write_1h,
    output: sums.output,
    reasoning: sums.reasoning,
    total,
    requests: sums.requests,
    costNano: sums.unpriced > 0 && sums.unpriced === total ? null : sums.cost,
    costAtLeast: sums.unpriced > 0 || sums.at_least > 0,
    unpricedModels: [...sums.unpricedModels].sort(),
    precision: { exact: total - sums.at_least - sums.estimate, atLeast: sums.at_least, estimate: sums.estimate },
    reportedNano: sums.reported,
  };
}
