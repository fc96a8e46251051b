import { addDays, type DayKey, dayStart, mondayOf } from '../day.js';

export const budgetPeriods = ['day', 'week', 'month'] as const;
export type BudgetPeriod = (typeof budgetPeriods)[number];

/** Local days; `to` is the first day after it. Periods follow each other without a gap. */
export interface PeriodDays {
  readonly from: DayKey;
  readonly to: DayKey;
}

/** The day, the week from its Monday, or the calendar month that a local day lies in. */
export function periodDays(period: BudgetPeriod, day: DayKey): PeriodDays {
  if (period === 'day') return { from: day, to: addDays(day, 1) };
  if (period === 'week') {
    const from = mondayOf(day);
    return { from, to: addDays(from, 7) };
  }
  const from = `${day.slice(0, 7)}-01`;
  return { from, to: `${addDays(from, 31).slice(0, 7)}-01` };
}

const hour = 3_600_000;

/**
 * The instants at which the parts of a period begin, and last the one at which it ends: hours of a day (23 or 25 where
 * clocks are moved), days of a week or month.
 */
export function partStarts(period: BudgetPeriod, { from, to }: PeriodDays, zone: string): readonly number[] {
  const starts: number[] = [];
  const end = dayStart(to, zone);
  if (period === 'day') for (let at = dayStart(from, zone); at < end; at += hour) starts.push(at);
  else for (let day = from; day < to; day = addDays(day, 1)) starts.push(dayStart(day, zone));
  return [...starts, end];
}
