import type { Badge } from '../badge.js';
import { inARow } from '../counting.js';
import { lastOf } from '../spans.js';
import { wholeWeeks } from './weeks.js';

const wanted = 4;
const leastDays = 3;

/** So many weeks running with AI use on at least three days from Monday to Friday. */
export const steadyHand = {
  id: 'steady-hand',
  group: 'rhythm',
  formula: 1,
  tiers: 1,
  rule: [{ count: leastDays }, { count: wanted }],
  judge({ days, today }) {
    const used = new Set(days.map(({ day }) => day));
    const weeks = wholeWeeks(days[0]?.day, today).map((week) => ({
      end: lastOf(week),
      worked: week.slice(0, 5).filter((day) => used.has(day)),
    }));
    const steps = weeks.map(({ end, worked }) => ({ day: end, counts: worked.length >= leastDays }));
    const last = weeks.slice(-wanted).flatMap(({ worked }) => worked);
    return {
      ...inARow(steps, wanted, 'weeks'),
      evidence: [{ key: 'activeDays', value: last.length }],
      missed: null,
      shown: last.length > 0 ? { kind: 'days', ids: last } : null,
    };
  },
} as const satisfies Badge;
