import { addDays } from '../../day.js';
import type { Badge } from '../badge.js';
import { atLeast, measured } from '../counting.js';
import { daily, lastOf, ratio, settleDays, settled, spansOf, sum, within } from '../spans.js';

const shares = [0.7, 0.8, 0.9] as const;
const leastLines = 200;

/** Of the AI lines of 28 days so many stayed, in three steps. The share is plain: `leastLines` keep few lines from telling. */
export const keeper = {
  id: 'keeper',
  group: 'craft',
  formula: 1,
  tiers: shares.length,
  rule: [...shares.map((share) => ({ share })), { count: leastLines }],
  judge(facts) {
    const days = daily(facts.edits, { lines: (edit) => edit.lines, kept: (edit) => edit.kept });
    const spans = spansOf(days, 28, settled(facts)).map((span) => {
      const all = within(days, span);
      const [lines, kept] = [sum(all, (each) => each.lines), sum(all, (each) => each.kept)];
      const share = ratio(kept, lines);
      const near = shares.map((wanted) => atLeast(share, wanted));
      return { day: addDays(span.end, settleDays), sample: lines, near, span, kept, share };
    });
    const now = lastOf(spans);
    const edits = within(facts.edits, now.span);
    return {
      ...measured(spans, { of: leastLines, unit: 'lines' }),
      evidence:
        now.share === undefined
          ? []
          : [
              { key: 'keptShare', value: now.share },
              { key: 'keptLines', value: now.kept, of: String(now.sample) },
            ],
      missed: null,
      shown: edits.length > 0 ? { kind: 'sessions', ids: [...new Set(edits.map(({ session }) => session))] } : null,
    };
  },
} as const satisfies Badge;
