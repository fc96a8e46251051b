import { addDays } from '../../day.js';
import type { Badge } from '../badge.js';
import { atLeast, measured } from '../counting.js';
import { ageDays, daily, lastOf, ratio, spansOf, sum, within } from '../spans.js';

const share = 0.75;
const leastLines = 200;

/** Of the committed AI lines of 90 days so many were still there 28 days later (S28/SC). */
export const survivor = {
  id: 'survivor',
  group: 'craft',
  formula: 1,
  tiers: 1,
  rule: [{ share }, { count: leastLines }],
  judge(facts) {
    const days = daily(facts.edits, { aged: (edit) => edit.aged, survived: (edit) => edit.survived });
    const spans = spansOf(days, 90, addDays(facts.today, -ageDays)).map((span) => {
      const all = within(days, span);
      const [aged, survived] = [sum(all, (each) => each.aged), sum(all, (each) => each.survived)];
      const stayed = ratio(survived, aged);
      return { day: addDays(span.end, ageDays), sample: aged, near: [atLeast(stayed, share)], span, stayed };
    });
    const now = lastOf(spans);
    const edits = within(facts.edits, now.span).filter(({ aged }) => aged > 0);
    return {
      ...measured(spans, { of: leastLines, unit: 'lines' }),
      evidence:
        now.stayed === undefined
          ? []
          : [
              { key: 'survivedShare', value: now.stayed },
              { key: 'agedLines', value: now.sample },
            ],
      missed: null,
      shown: edits.length > 0 ? { kind: 'sessions', ids: [...new Set(edits.map(({ session }) => session))] } : null,
    };
  },
} as const satisfies Badge;
