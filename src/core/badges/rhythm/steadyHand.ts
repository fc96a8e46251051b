import type { Badge } from '../badge.js';
import { inARow } from '../counting.js';
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
    const weeks = wholeWeeks(days[0]?.day, today).map((week) => week.slice(0, 5).filter((day) => used.has(day)));
    const steps = wholeWeeks(days[0]?.day, today).map((week, index) => ({
      day: week.at(-1) ?? today,
      counts: (weeks[index]?.length ?? 0) >= leastDays,
    }));
    const last = weeks.slice(-wanted).flat();
    return {
      ...inARow(steps, wanted, 'weeks'),
      evidence: [{ key: 'activeDays', value: last.length }],
      missed: null,
      shown: last.length > 0 ? { kind: 'days', ids: last } : null,
    };
  },
} as const satisfies Badge;
