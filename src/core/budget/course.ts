import { dayOf } from '../day.js';
import type { LimitRow, Totals } from '../report.js';
import { type Budget, type BudgetCourse, limitOf } from './budget.js';
import { forecast } from './forecast.js';
import { partStarts, periodDays } from './period.js';
import { standing } from './standing.js';

/** The instants at which the parts of the running period begin, and last the one at which it ends. */
export function runningParts({ period }: Budget, now: number, zone: string): readonly number[] {
  return partStarts(period, periodDays(period, dayOf(now, zone)), zone);
}

/**
 * The course of a budget in dollars or tokens. `starts` are those of `runningParts` at `now`, `uses` the use of each part in the
 * budget's unit, `totals` that of the period as a whole.
 */
export function courseOf(
  budget: Budget,
  totals: Pick<Totals, 'total' | 'costNano' | 'costAtLeast' | 'precision' | 'unpricedModels'>,
  {
    starts,
    uses,
    now,
    zone,
  }: Readonly<{ starts: readonly number[]; uses: readonly number[]; now: number; zone: string }>,
): BudgetCourse {
  const inMoney = budget.unit === 'dollars';
  const used = inMoney ? (totals.costNano ?? 0) : totals.total;
  const limit = limitOf(budget);
  const atLeast = inMoney ? totals.costAtLeast : totals.precision.atLeast > 0;
  const parts = starts.length - 1;
  const [first, end] = [starts[0] as number, starts.at(-1) as number];
  const part = starts.filter((start) => start <= now).length;
  const told = forecast(uses.slice(0, part), parts, limit);
  return {
    ...standing(used, limit, atLeast),
    budget,
    used,
    limit,
    from: dayOf(first, zone),
    elapsed: (now - first) / (end - first),
    part,
    parts,
    likely: told?.likely ?? null,
    reachedAt: typeof told?.reachedIn === 'number' ? (starts[told.reachedIn] as number) : null,
    unpriced: inMoney ? totals.unpricedModels.length : 0,
  };
}

const halfHour = 1_800_000;

/** Of all plan windows that run, the one of which most is used; null where no tool tells of any. */
export function windowCourse(budget: Budget, limits: readonly LimitRow[], now: number): BudgetCourse | null {
  const running = limits.filter(({ resetsAt }) => resetsAt === undefined || resetsAt > now);
  const [most] = [...running].sort((a, b) => b.usedPercent - a.usedPercent);
  if (!most) return null;
  const { tool, window, usedPercent, resetsAt } = most;
  const length = lengthOf(window);
  const known = resetsAt !== undefined && length !== null;
  return {
    ...standing(usedPercent, budget.amount, false),
    budget,
    used: usedPercent,
    limit: budget.amount,
    // Tools tell the reset some seconds off from one reading to the next.
    from: resetsAt === undefined ? '' : new Date(Math.round(resetsAt / halfHour) * halfHour).toISOString(),
    elapsed: known ? Math.min(1, Math.max(0, 1 - (resetsAt - now) / length)) : null,
    part: 0,
    parts: 0,
    likely: null,
    reachedAt: null,
    unpriced: 0,
    window: { tool, name: window, resetsAt: resetsAt ?? null },
  };
}

const hour = 3_600_000;

function lengthOf(window: string): number | null {
  if (window === 'weekly') return 168 * hour;
  const span = /^(\d+) ?([hd])$/i.exec(window);
  return span ? Number(span[1]) * (span[2]?.toLowerCase() === 'd' ? 24 : 1) * hour : null;
}
