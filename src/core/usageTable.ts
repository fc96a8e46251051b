import type { Cell } from './csv.js';
import type { Dimension, Totals, UsageRow } from './report.js';

/** The columns of an exported table after those it is split by. Documented in README and `export --help`: a contract for scripts. */
export const figureColumns = [
  'requests',
  'input',
  'cacheRead',
  'cacheWrite5m',
  'cacheWrite1h',
  'output',
  'reasoning',
  'total',
  'exact',
  'atLeast',
  'estimate',
  'costUsd',
  'costAtLeast',
] as const;

/** One row a group that was used, in the order of its key; `total` is the sum of the five buckets before `reasoning`. */
export function usageTable(
  rows: readonly UsageRow[],
  by: readonly Dimension[],
): { readonly head: readonly string[]; readonly rows: readonly (readonly Cell[])[] } {
  const used = rows.filter(({ totals }) => totals.total > 0 || totals.requests > 0);
  return {
    head: [...by, ...figureColumns],
    rows: [...used]
      .sort((a, b) => order(a, b, by))
      .map(({ key, totals }) => [...by.map((name) => key[name] ?? ''), ...figures(totals)]),
  };
}

function order(a: UsageRow, b: UsageRow, by: readonly Dimension[]): number {
  for (const name of by) {
    const [left, right] = [a.key[name] ?? '', b.key[name] ?? ''];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

/** In the order of `figureColumns`. Money in dollars, to the micro-dollar; nothing where no price is known. */
function figures(totals: Totals): Cell[] {
  const { precision, costNano } = totals;
  return [
    totals.requests,
    totals.input,
    totals.cacheRead,
    totals.cacheWrite5m,
    totals.cacheWrite1h,
    totals.output,
    totals.reasoning,
    totals.total,
    precision.exact,
    precision.atLeast,
    precision.estimate,
    costNano === null ? null : microDollars(costNano) / 1_000_000,
    totals.costAtLeast,
  ];
}

/** Whole micro-dollars, rounded half up once. */
export function microDollars(nano: number): number {
  return Math.floor((nano + 500) / 1000);
}
