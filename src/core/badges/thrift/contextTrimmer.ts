import { addDays } from '../../day.js';
import type { Badge } from '../badge.js';
import { atLeast, atMost, measured } from '../counting.js';
import type { BadgeFacts } from '../facts.js';
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

const less = 0.75;
const leastLines = 200;

/**
 * In 28 days the tools were given a quarter less input for each token of output than in the 28 before, and no fewer lines
 * stayed, neither of all nor for each token of output: more output for the same work is no thrift.
 */
export const contextTrimmer = {
  id: 'context-trimmer',
  group: 'thrift',
  formula: 1,
  tiers: 1,
  rule: [{ share: 1 - less }, { count: leastLines }],
  judge(facts) {
    const days = activeDays(facts);
    const spans = spansOf(days, 28, settled(facts)).map((span) => {
      const now = monthOf(facts, days, span);
      const then = monthOf(facts, days, { first: addDays(span.first, -28), end: addDays(span.first, -1) });
      const inputs = now.input === undefined || !then.input ? undefined : now.input / then.input;
      const kept = Math.min(1, atLeast(now.kept, then.kept || 1)) * Math.min(1, atLeast(now.yield, then.yield || 1));
      const near = Math.min(1, atMost(inputs, less)) * kept;
      const sample = Math.min(now.lines, then.lines);
      return { day: addDays(span.end, settleDays), sample, near: [near], now, then };
    });
    const last = lastOf(spans);
    const [input, inputBefore] = [last.now.input, last.then.input];
    return {
      ...measured(spans, { of: leastLines, unit: 'lines' }),
      evidence:
        input === undefined || inputBefore === undefined
          ? []
          : [
              { key: 'inputPerOutput', value: input },
              { key: 'inputPerOutputBefore', value: inputBefore },
            ],
      missed: null,
      shown: last.now.work.length > 0 ? { kind: 'days', ids: last.now.work.map(({ day }) => day) } : null,
    };
  },
} as const satisfies Badge;

function monthOf(facts: BadgeFacts, days: readonly WorkDay[], span: Span) {
  const [work, uses] = [within(days, span), within(facts.days, span)];
  const lines = sum(work, (day) => day.lines);
  const kept = sum(work, (day) => day.kept);
  const output = sum(uses, (use) => use.output);
  const given = sum(uses, ({ input, cacheRead, cacheWrite }) => input + cacheRead + cacheWrite);
  return { work, lines, input: ratio(given, output), kept: ratio(kept, lines), yield: ratio(kept, output) };
}
