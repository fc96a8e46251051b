import { addDays } from '../../day.js';
import type { Badge } from '../badge.js';
import { atLeast, measured } from '../counting.js';
import { daily, lastOf, ratio, settleDays, settled, spansOf, sum, within } from '../spans.js';

const share = 0.6;
const leastEdits = 50;

/** Of the AI edits of 28 days so many were right at once: no tool took away one of their lines within 15 minutes. */
export const oneShot = {
  id: 'one-shot',
  group: 'thrift',
  formula: 1,
  tiers: 1,
  rule: [{ share }, { count: leastEdits }],
  judge(facts) {
    const edits = facts.edits.filter(({ redone }) => redone !== null);
    const days = daily(edits, { edits: () => 1, once: ({ redone }) => (redone ? 0 : 1) });
    const spans = spansOf(days, 28, settled(facts)).map((span) => {
      const some = within(days, span);
      const sample = sum(some, (each) => each.edits);
      const first = ratio(
        sum(some, ({ once }) => once),
        sample,
      );
      return { day: addDays(span.end, settleDays), sample, near: [atLeast(first, share)], span, first };
    });
    const { span, first } = lastOf(spans);
    const all = within(edits, span);
    const redone = all.findLast((edit) => edit.redone);
    return {
      ...measured(spans, { of: leastEdits, unit: 'edits' }),
      evidence:
        first === undefined
          ? []
          : [
              { key: 'firstTimeShare', value: first },
              { key: 'edits', value: all.length },
            ],
      missed: redone ? { day: redone.day, why: 'redone' } : null,
      shown: all.length > 0 ? { kind: 'sessions', ids: [...new Set(all.map(({ session }) => session))] } : null,
    };
  },
} as const satisfies Badge;
