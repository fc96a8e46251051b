import type { BudgetCourse } from '../../core/budget/budget.js';
import { courseOf, runningParts, windowCourse } from '../../core/budget/course.js';
import { type BudgetPath, pathOf } from '../../core/budget/path.js';
import type { BudgetQuery, UsageQuery } from '../../protocol/ledger.js';
import type { Ledger } from '../ledger.js';
import { quarterHour } from '../sums/rollup.js';
import { filters } from './filters.js';
import type { Queries } from './queries.js';

/** How a budget stands now; null for one of a plan window where no tool tells of any. */
export function budgetCourse(ledger: Ledger, queries: Queries, query: BudgetQuery): BudgetCourse | null {
  const { budget, now } = query;
  if (budget.unit === 'planWindow') return windowCourse(budget, queries.limits(now), now);
  return runningCourse(ledger, queries, query).course;
}

/** How a budget came to where it stands, part by part; null for one of a plan window. */
export function budgetPath(ledger: Ledger, queries: Queries, query: BudgetQuery): BudgetPath | null {
  if (query.budget.unit === 'planWindow') return null;
  const { course, starts, uses } = runningCourse(ledger, queries, query);
  return pathOf(course, starts, uses);
}

function runningCourse(ledger: Ledger, queries: Queries, { budget, now, zone, folders }: BudgetQuery) {
  return queries.together(() => {
    const starts = runningParts(budget, now, zone);
    const of = budget.ofProject ? { folders } : {};
    const { totals } = queries.usage({ since: starts[0], until: starts.at(-1), zone, by: [], ...of });
    const uses = usesOf(ledger, starts, of, budget.unit === 'dollars' ? 'cost' : 'tokens');
    return { course: courseOf(budget, totals, { starts, uses, now, zone }), starts, uses };
  });
}

const sums = {
  cost: 'total(r.cost)',
  tokens: 'total(r.input + r.cache_read + r.write_5m + r.write_1h + r.output)',
} as const;

/** The use of each part. Zones are off by whole quarter-hours, so that no part cuts a cell of the roll-up. */
function usesOf(
  ledger: Ledger,
  starts: readonly number[],
  of: Pick<UsageQuery, 'folders'>,
  unit: keyof typeof sums,
): readonly number[] {
  const values: (string | number)[] = [];
  const where = ['r.quarter >= ? and r.quarter < ?', ...filters(of, values)];
  const joins = of.folders ? 'join bucket b on b.id = r.bucket join project p on p.id = b.project' : '';
  const statement = ledger.database.prepare(
    `select ${sums[unit]} as used from rollup r ${joins} where ${where.join(' and ')}`,
  );
  const quarters = starts.map((start) => Math.floor(start / quarterHour));
  return quarters.slice(1).map((end, index) => Number(statement.get(quarters[index] ?? end, end, ...values)?.['used']));
}
