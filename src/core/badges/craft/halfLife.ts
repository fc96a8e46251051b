import { addDays } from '../../day.js';
import { lifeDays } from '../../keptWork/linePlaces.js';
import type { Badge } from '../badge.js';
import { atLeast, measured } from '../counting.js';
import { lastOf, ratio, spansOf, sum, within } from '../spans.js';

const leastLines = 500;

/** Half of the AI lines in the commits of 90 days still stood 90 days later: their median life is that long. */
export const halfLife = {
  id: 'half-life',
  group: 'craft',
  formula: 2,
  tiers: 1,
  rule: [{ count: lifeDays }, { count: leastLines }],
  judge({ lives, today }) {
    const spans = spansOf(lives, 90, addDays(today, -lifeDays)).map((span) => {
      const commits = within(lives, span);
      const [lines, lived] = [sum(commits, (each) => each.lines), sum(commits, (each) => each.lived)];
      const share = ratio(lived, lines);
      return { day: addDays(span.end, lifeDays), sample: lines, near: [atLeast(share, 0.5)], commits, share };
    });
    const { commits, share, sample } = lastOf(spans);
    return {
      ...measured(spans, { of: leastLines, unit: 'lines' }),
      evidence:
        share === undefined
          ? []
          : [
              { key: 'livedShare', value: share },
              { key: 'agedLines', value: sample },
            ],
      missed: null,
      shown: commits.length > 0 ? { kind: 'commits', ids: commits.map(({ id }) => id) } : null,
    };
  },
} as const satisfies Badge;
