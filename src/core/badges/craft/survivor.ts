import { addDays } from '../../day.js';
import type { Badge } from '../badge.js';
import { atLeast, measured } from '../counting.js';
import { ageDays, ratio, spansOf, sum, within } from '../spans.js';

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
    const spans = spansOf(facts.edits, 90, addDays(facts.today, -ageDays)).map((span) => {
      const edits = within(facts.edits, span).filter(({ aged }) => aged > 0);
      const [aged, survived] = [sum(edits, (edit) => edit.aged), sum(edits, (edit) => edit.survived)];
      const stayed = ratio(survived, aged);
      return { day: addDays(span.end, ageDays), sample: aged, near: [atLeast(stayed, share)], edits, stayed };
    });
    const now = spans.at(-1);
    return {
      ...measured(spans, { of: leastLines, unit: 'lines' }),
      evidence:
        now?.stayed === undefined
          ? []
          : [
              { key: 'survivedShare', value: now.stayed },
              { key: 'agedLines', value: now.sample },
            ],
      missed: null,
      shown: now?.edits.length
        ? { kind: 'sessions', ids: [...new Set(now.edits.map(({ session }) => session))] }
        : null,
    };
  },
} as const satisfies Badge;
