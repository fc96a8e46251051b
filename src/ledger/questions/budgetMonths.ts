import type { BudgetMonth } from '../../core/badges/facts.js';
import { type Budget, limitOf } from '../../core/budget/budget.js';
import { periodDays } from '../../core/budget/period.js';
import { addDays, type DayKey, dayStart } from '../../core/day.js';
import type { Ledger } from '../ledger.js';
import { named } from '../named.js';
import { quarterHour } from '../sums/rollup.js';
import { sumsOver } from '../sums/sixHours.js';
import { billedTokens } from '../sums/sums.js';

/** Before the first day of a month and the unit, in the ledger's table of names. */
const prefix = 'budget:';
/** A budget holds for a month when it was there by then, or in the month before. */
const setBy = 7;

interface Noted {
  /** The least that was set within the month: one that is raised later counts as it was. */
  readonly amount: number;
  /** The first day on which it was seen. */
  readonly since: DayKey;
}

/** A budget of a calendar month for all projects is in force on a local day. Writes only what is new. */
export function noteBudget(ledger: Ledger, { amount, unit, period, ofProject }: Budget, day: DayKey): void {
  if (period !== 'month' || unit === 'planWindow' || ofProject) return;
  const name = `${prefix}${periodDays('month', day).from} ${unit}`;
  const known = ledger.meta(name);
  const before = known === undefined ? null : (JSON.parse(known) as Noted);
  if (before && before.amount <= amount) return;
  ledger.write(() => ledger.setMeta(name, JSON.stringify({ amount, since: before?.since ?? day } satisfies Noted)));
}

/** Months from `since` on that are over and had a budget; null where none was ever seen. */
export function budgetMonths(
  ledger: Ledger,
  { since, today, zone }: { readonly since: DayKey; readonly today: DayKey; readonly zone: string },
): readonly BudgetMonth[] | null {
  const rows = named(ledger, prefix).map(({ rest, value }) => ({ name: rest, ...(JSON.parse(value) as Noted) }));
  const names = new Set(rows.map(({ name }) => name));
  const months = new Map<DayKey, boolean>();
  for (const { name, amount, since: noted } of rows) {
    const [from = '', unit = ''] = name.split(' ');
    const { to } = periodDays('month', from);
    const held = noted < addDays(from, setBy) || names.has(`${periodDays('month', addDays(from, -1)).from} ${unit}`);
    if (to > today || from < since || !held) continue;
    const budget = { amount, unit: unit as 'dollars' | 'tokens', period: 'month', ofProject: false } as const;
    months.set(from, (months.get(from) ?? true) && isWithin(ledger, budget, dayStart(from, zone), dayStart(to, zone)));
  }
  return rows.length === 0 ? null : [...months].map(([from, within]) => ({ to: periodDays('month', from).to, within }));
}

/** What has no price, or is a lower bound, may be more than it seems. */
function isWithin({ database }: Ledger, budget: Budget, since: number, until: number): boolean {
  const columns = { cost: 'cost', unpriced: 'unpriced', at_least: 'at_least', tokens: billedTokens };
  const row = sumsOver(database, columns)(Math.floor(since / quarterHour), Math.floor(until / quarterHour));
  const inMoney = budget.unit === 'dollars';
  const open = Number(row['at_least']) + (inMoney ? Number(row['unpriced']) : 0);
  return open === 0 && Number(row[inMoney ? 'cost' : 'tokens']) <= limitOf(budget);
}
