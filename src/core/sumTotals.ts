import { noTotals, type Totals } from './report.js';
import { addCounts } from './usage.js';

/** Several sums as one, by the rules of the ledger: no price only where nothing that has tokens has one. */
export function sumTotals(parts: readonly Totals[]): Totals {
  const all = parts.reduce(added, noTotals);
  const priced = parts.some(({ costNano, total }) => costNano !== null && total > 0);
  return { ...all, costNano: all.unpricedModels.length > 0 && !priced ? null : all.costNano };
}

function added(a: Totals, b: Totals): Totals {
  return {
    ...addCounts(a, b),
    total: a.total + b.total,
    requests: a.requests + b.requests,
    costNano: (a.costNano ?? 0) + (b.costNano ?? 0),
    costAtLeast: a.costAtLeast || b.costAtLeast,
    unpricedModels: [...new Set([...a.unpricedModels, ...b.unpricedModels])].sort(),
    precision: {
      exact: a.precision.exact + b.precision.exact,
      atLeast: a.precision.atLeast + b.precision.atLeast,
      estimate: a.precision.estimate + b.precision.estimate,
    },
    reportedNano: a.reportedNano + b.reportedNano,
  };
}
