import { addDays } from '../../day.js';
import type { Badge } from '../badge.js';
import { counted } from '../counting.js';
import { activeDays, daysBefore, settleDays, type WorkDay } from '../spans.js';

const best = 0.9;
const leastBefore = 10;
const wanted = 5;

/** On so many days more lines were kept per token than on nine in ten of the active days before. */
export const lightTouch = {
  id: 'light-touch',
  group: 'thrift',
  formula: 1,
  tiers: 1,
  rule: [{ count: wanted }, { count: leastBefore }],
  judge(facts) {
    const days = activeDays(facts).filter((day) => day.yield !== undefined);
    const good = days.filter((day) => isBest(day, daysBefore(days, day.day)));
    const last = good.at(-1);
    const course = counted(
      good.map(({ day }) => addDays(day, settleDays)),
      wanted,
      'days',
    );
    const tooFew = good.length === 0 && days.length <= leastBefore;
    return {
      ...course,
      lacks: tooFew ? { kind: 'sample', value: days.length, of: leastBefore + 1, unit: 'days' } : null,
      evidence: last ? [{ key: 'yield', value: Number(last.yield), day: last.day }] : [],
      missed: null,
      shown: good.length > 0 ? { kind: 'days', ids: good.map(({ day }) => day) } : null,
    };
  },
} as const satisfies Badge;

function isBest(day: WorkDay, before: readonly WorkDay[]): boolean {
  const below = before.filter((other) => Number(other.yield) < Number(day.yield));
  return before.length >= leastBefore && below.length >= best * before.length;
}
