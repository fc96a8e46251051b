import type { Badge } from '../badge.js';
import { measured } from '../counting.js';
import { activeDays, settled, spansOf, within } from '../spans.js';

const leastDays = 10;
const length = 28;

/** 28 days, so many of them active, without a loop: 100 requests in a row that neither a person nor a changed file stood between. */
export const loopBreaker = {
  id: 'loop-breaker',
  group: 'thrift',
  formula: 1,
  tiers: 1,
  rule: [{ count: length }, { count: leastDays }],
  judge(facts) {
    const days = activeDays(facts);
    const spans = spansOf(days, length, settled(facts))
      .filter(({ first }) => first >= facts.loops.since)
      .map((span) => {
        const [work, loops] = [within(days, span), within(facts.loops.found, span)];
        return { day: span.end, sample: work.length, near: [loops.length === 0 ? 1 : 0], work, loops };
      });
    const now = spans.at(-1);
    const loop = facts.loops.found.at(-1);
    return {
      ...measured(spans, { of: leastDays, unit: 'days' }),
      evidence: [
        { key: 'activeDays', value: now?.work.length ?? 0 },
        { key: 'loops', value: now?.loops.length ?? 0 },
      ],
      missed: loop ? { day: loop.day, why: 'loop', value: loop.turns } : null,
      shown: loop
        ? { kind: 'sessions', ids: [loop.session] }
        : now?.work.length
          ? { kind: 'days', ids: now.work.map(({ day }) => day) }
          : null,
    };
  },
} as const satisfies Badge;
