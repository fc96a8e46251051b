import { addDays, type DayKey } from '../../day.js';
import { type Badge, unknown } from '../badge.js';
import { counted } from '../counting.js';

const wanted = 3;

/** So many calendar months within the own budget of the month, in any order. */
export const budgetKeeper = {
  id: 'budget-keeper',
  group: 'thrift',
  formula: 2,
  tiers: 1,
  rule: [{ count: wanted }],
  judge({ budgets }) {
    if (!budgets) return unknown('budget');
    const kept = budgets.filter(({ within }) => within).slice(0, wanted);
    const over = budgets.findLast(({ within }) => !within);
    return {
      ...counted(
        kept.map(({ to }) => to),
        wanted,
        'months',
      ),
      evidence: [{ key: 'months', value: kept.length }],
      missed: over ? { day: addDays(over.to, -1), why: 'overBudget' } : null,
      shown: kept.length > 0 ? { kind: 'days', ids: kept.flatMap(({ to }) => monthBefore(to)) } : null,
    };
  },
} as const satisfies Badge;

/** All days of the month that ends before a day. */
function monthBefore(to: DayKey): DayKey[] {
  const days: DayKey[] = [];
  for (let day = `${addDays(to, -1).slice(0, 7)}-01`; day < to; day = addDays(day, 1)) days.push(day);
  return days;
}
