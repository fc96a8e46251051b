import type { Totals } from '../core/report.js';
import { rollupColumns } from './rollup.js';

const total = 'input + cache_read + write_5m + write_1h + output';

/** The sums of a group, from the roll-up or from events; both give the same names. */
export const sumColumns = {
  rollup: `sum(requests) as requests, sum(input) as input, sum(cache_read) as cache_read, sum(write_5m) as write_5m,
    sum(write_1h) as write_1h, sum(output) as output, sum(reasoning) as reasoning, sum(at_least) as at_least,
    sum(estimate) as estimate, sum(cost) as cost, sum(priced) as priced, sum(unpriced) as unpriced, sum(reported) as reported,
    min(quarter) as first_quarter, max(quarter) as last_quarter`,
  event: `sum(requests) as requests, sum(input) as input, sum(cache_read) as cache_read, sum(write_5m) as write_5m,
    sum(write_1h) as write_1h, sum(output) as output, sum(reasoning) as reasoning,
    sum(iif(r.flags & 3 = 1, ${total}, 0)) as at_least, sum(iif(r.flags & 3 = 2, ${total}, 0)) as estimate,
    coalesce(sum(cost), 0) as cost, sum(iif(cost is null, 0, ${total})) as priced, sum(iif(cost is null, ${total}, 0)) as unpriced,
    sum(iif(cost is null, coalesce(reported, 0), 0)) as reported, min(at / 900000) as first_quarter, max(at / 900000) as last_quarter`,
} as const;

export type Sums = Record<(typeof rollupColumns)[number], number> & { unpricedModels: Set<string> };

export function emptySums(): Sums {
  const sums = Object.fromEntries(rollupColumns.map((name) => [name, 0])) as Record<
    (typeof rollupColumns)[number],
    number
  >;
  return { ...sums, unpricedModels: new Set() };
}

/** Adds a row of `sumColumns` with its `model`. */
export function takeRow(sums: Sums, row: Readonly<Record<string, string | number | null>>): void {
  for (const name of rollupColumns) sums[name] += Number(row[name] ?? 0);
  if (Number(row['unpriced']) > 0) sums.unpricedModels.add(String(row['model']));
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
    costNano: sums.unpriced > 0 && sums.priced === 0 ? null : sums.cost,
    costAtLeast: sums.unpriced > 0 || sums.at_least > 0,
    unpricedModels: [...sums.unpricedModels].sort(),
    precision: { exact: total - sums.at_least - sums.estimate, atLeast: sums.at_least, estimate: sums.estimate },
    reportedNano: sums.reported,
  };
}
