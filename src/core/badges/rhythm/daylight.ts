import { addDays } from '../../day.js';
import { type Badge, unknown } from '../badge.js';
import { atLeast, measured } from '../counting.js';
import { lastOf, ratio, spansOf, sum, within } from '../spans.js';

const share = 0.9;
const spanDays = 28;
const leastDays = 10;

/** Of the quarter-hours with AI use of 28 days so many within hours that a person chose before; today is not over. */
export const daylight = {
  id: 'daylight',
  group: 'rhythm',
  formula: 2,
  tiers: 1,
  rule: [{ share }, { count: spanDays }, { count: leastDays }],
  judge({ hours, today }) {
    if (hours === null) return unknown('hours');
    const last = addDays(today, -1);
    const spans = spansOf(hours, spanDays, last).map((span) => {
      const days = within(hours, span);
      const part = ratio(
        sum(days, (each) => each.within),
        sum(days, (each) => each.used),
      );
      return { day: addDays(span.end, 1), sample: days.length, near: [atLeast(part, share)], days, part };
    });
    const { days, part } = lastOf(spans);
    const missed = days.findLast((each) => each.within < share * each.used);
    return {
      ...measured(spans, { of: leastDays, unit: 'days' }),
      evidence: [
        ...(part === undefined ? [] : [{ key: 'hoursShare' as const, value: part }]),
        { key: 'activeDays', value: days.length },
      ],
      missed: missed ? { day: missed.day, why: 'outsideHours', value: missed.within / missed.used } : null,
      shown: days.length > 0 ? { kind: 'days', ids: days.map(({ day }) => day) } : null,
    };
  },
} as const satisfies Badge;
