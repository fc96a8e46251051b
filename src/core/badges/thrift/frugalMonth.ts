import { addDays } from '../../day.js';
import type { Badge } from '../badge.js';
import { atLeast, atMost, measured } from '../counting.js';
import type { UseDay } from '../facts.js';
import {
  activeDays,
  lastOf,
  ratio,
  type Span,
  settleDays,
  settled,
  spansOf,
  sum,
  type WorkDay,
  within,
} from '../spans.js';

const less = 0.8;
const leastKept = 0.5;
const leastLines = 200;

/** In 28 days a kept line cost a fifth less than in the 28 before, with at least half as many kept lines. */
export const frugalMonth = {
  id: 'frugal-month',
  group: 'thrift',
  formula: 1,
  tiers: 1,
  rule: [{ share: 1 - less }, { share: leastKept }, { count: leastLines }],
  judge(facts) {
    const days = activeDays(facts);
    const spans = spansOf(days, 28, settled(facts)).map((span) => {
      const before = { first: addDays(span.first, -28), end: addDays(span.first, -1) };
      const of = (each: Span) => monthOf(within(days, each), within(facts.days, each));
      const [now, then] = [of(span), of(before)];
      return { day: addDays(span.end, settleDays), ...compared(now, then), now, then, work: within(days, span) };
    });
    const last = lastOf(spans);
    const [cost, costBefore] = [last.now.perLine, last.then.perLine];
    return {
      ...measured(spans, { of: leastLines, unit: 'lines' }),
      evidence:
        cost === undefined || costBefore === undefined
          ? []
          : [
              { key: 'costPerLine', value: Math.round(cost) },
              { key: 'costPerLineBefore', value: Math.round(costBefore) },
            ],
      missed: null,
      shown: last.work.length > 0 ? { kind: 'days', ids: last.work.map(({ day }) => day) } : null,
    };
  },
} as const satisfies Badge;

interface Month {
  readonly lines: number;
  readonly kept: number;
  /** Nano-dollars; undefined without a price of all of it, or without a kept line. */
  readonly perLine: number | undefined;
}

function monthOf(work: readonly WorkDay[], uses: readonly UseDay[]): Month {
  const kept = sum(work, (day) => day.kept);
  const known = uses.every(({ costNano }) => costNano !== null);
  const perLine = known
    ? ratio(
        sum(uses, ({ costNano }) => Number(costNano)),
        kept,
      )
    : undefined;
  return { lines: sum(work, (day) => day.lines), kept, perLine };
}

function compared(now: Month, then: Month): { sample: number; near: readonly number[] } {
  const costs = now.perLine === undefined || !then.perLine ? undefined : now.perLine / then.perLine;
  const kept = ratio(now.kept, then.kept);
  const near = Math.min(1, atMost(costs, less)) * Math.min(1, atLeast(kept, leastKept));
  return { sample: Math.min(now.lines, then.lines), near: [near] };
}
