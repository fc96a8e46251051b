import type { DayKey } from '../../day.js';
import type { Badge } from '../badge.js';
import { inARow } from '../counting.js';
import { lastOf } from '../spans.js';
import { wholeWeeks } from './weeks.js';

const wanted = 4;
const leastDays = 2;

/** So many weeks running with work in them and two days in a row without any AI use. */
export const unplugged = {
  id: 'unplugged',
  group: 'rhythm',
  formula: 1,
  tiers: 1,
  rule: [{ count: wanted }],
  judge({ days, today }) {
    const used = new Set(days.map(({ day }) => day));
    const weeks = wholeWeeks(days[0]?.day, today);
    const steps = weeks.map((week) => ({ day: lastOf(week), counts: isUnplugged(week, used) }));
    const off = weeks.slice(-wanted).flatMap((week) => week.filter((day) => !used.has(day)));
    return {
      ...inARow(steps, wanted, 'weeks'),
      evidence: [{ key: 'weeks', value: steps.filter(({ counts }) => counts).length }],
      missed: null,
      shown: off.length > 0 ? { kind: 'days', ids: off } : null,
    };
  },
} as const satisfies Badge;

/** A week without work is no rest from it. */
function isUnplugged(week: readonly DayKey[], used: ReadonlySet<DayKey>): boolean {
  const free = week.map((day) => !used.has(day));
  return (
    free.filter((each) => !each).length >= leastDays && free.some((each, index) => each && free[index + 1] === true)
  );
}
