import { addDays } from '../../day.js';
import { median } from '../../keptWork/statistics.js';
import type { Badge } from '../badge.js';
import { atLeast, measured } from '../counting.js';
import { activeDays, lastOf, ratio, settleDays, settled, spansOf, sum, within } from '../spans.js';

const share = 0.4;
const leastLines = 200;

/** In 28 days so many requests went to a small model, and no fewer lines stayed than is usual for the 90 days. */
export const rightSized = {
  id: 'right-sized',
  group: 'thrift',
  formula: 1,
  tiers: 1,
  rule: [{ share }, { count: leastLines }],
  judge(facts) {
    const days = activeDays(facts);
    const spans = spansOf(days, 28, settled(facts)).map((span) => {
      const [work, uses] = [within(days, span), within(facts.days, span)];
      const usual = median(within(days, { first: addDays(span.end, -89), end: span.end }).map(keptShare)) ?? 1;
      const small = ratio(
        sum(uses, (use) => use.smallRequests),
        sum(uses, (use) => use.requests),
      );
      const lines = sum(work, (day) => day.lines);
      const kept = ratio(
        sum(work, (day) => day.kept),
        lines,
      );
      const near = Math.min(1, atLeast(small, share)) * Math.min(1, atLeast(kept, usual));
      return { day: addDays(span.end, settleDays), sample: lines, near: [near], small, kept, usual, work };
    });
    const now = lastOf(spans);
    return {
      ...measured(spans, { of: leastLines, unit: 'lines' }),
      evidence:
        now.small === undefined || now.kept === undefined
          ? []
          : [
              { key: 'smallShare', value: now.small },
              { key: 'keptShare', value: now.kept },
              { key: 'keptShareUsual', value: now.usual },
            ],
      missed: null,
      shown: now.work.length > 0 ? { kind: 'days', ids: now.work.map(({ day }) => day) } : null,
    };
  },
} as const satisfies Badge;

function keptShare({ kept, lines }: { readonly kept: number; readonly lines: number }): number {
  return kept / lines;
}
