import { addDays } from '../../day.js';
import type { Badge } from '../badge.js';
import { atLeast, measured } from '../counting.js';
import { ratio, settleDays, settled, spansOf, sum, within } from '../spans.js';

const [least, most] = [0.3, 0.7] as const;
const keptShare = 0.6;
const leastCommits = 10;

/** Of the AI edits of 28 days between three and seven in ten were changed by hand before they were committed, and most lines stayed. */
export const secondLook = {
  id: 'second-look',
  group: 'craft',
  formula: 1,
  tiers: 1,
  rule: [{ share: least }, { share: most }, { share: keptShare }, { count: leastCommits }],
  judge(facts) {
    const spans = spansOf(facts.edits, 28, settled(facts)).map((span) => {
      const edits = within(facts.edits, span).filter(({ byHand }) => byHand !== null);
      const changed = ratio(edits.filter(({ byHand, kept }) => Number(byHand) > 0 && kept > 0).length, edits.length);
      const kept = ratio(
        sum(edits, (edit) => edit.kept),
        sum(edits, ({ lines }) => lines),
      );
      const commits = within(facts.commits, span);
      const near = Math.min(between(changed), 1) * Math.min(1, atLeast(kept, keptShare));
      return { day: addDays(span.end, settleDays), sample: commits.length, near: [near], changed, kept, commits };
    });
    const now = spans.at(-1);
    return {
      ...measured(spans, { of: leastCommits, unit: 'commits' }),
      evidence:
        now?.changed === undefined || now.kept === undefined
          ? []
          : [
              { key: 'editShareByHand', value: now.changed },
              { key: 'keptShare', value: now.kept },
            ],
      missed: null,
      shown: now?.commits.length ? { kind: 'commits', ids: now.commits.map(({ id }) => id) } : null,
    };
  },
} as const satisfies Badge;

function between(share: number | undefined): number {
  if (share === undefined) return 0;
  return share <= most ? share / least : (1 - share) / (1 - most);
}
