import { addDays } from '../../day.js';
import type { Badge } from '../badge.js';
import { atLeast, measured } from '../counting.js';
import type { EditFact } from '../facts.js';
import { daily, lastOf, ratio, settleDays, settled, spansOf, sum, within } from '../spans.js';

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
    const days = handDays(facts.edits);
    const spans = spansOf(facts.edits, 28, settled(facts)).map((span) => {
      const all = within(days, span);
      const total = (of: 'edits' | 'changed' | 'kept' | 'lines') => sum(all, (each) => each[of]);
      const [changed, kept] = [ratio(total('changed'), total('edits')), ratio(total('kept'), total('lines'))];
      const commits = within(facts.commits, span);
      const near = Math.min(between(changed), 1) * Math.min(1, atLeast(kept, keptShare));
      return { day: addDays(span.end, settleDays), sample: commits.length, near: [near], changed, kept, commits };
    });
    const now = lastOf(spans);
    return {
      ...measured(spans, { of: leastCommits, unit: 'commits' }),
      evidence:
        now.changed === undefined || now.kept === undefined
          ? []
          : [
              { key: 'editShareByHand', value: now.changed },
              { key: 'keptShare', value: now.kept },
            ],
      missed: null,
      shown: now.commits.length > 0 ? { kind: 'commits', ids: now.commits.map(({ id }) => id) } : null,
    };
  },
} as const satisfies Badge;

/** Of edits of which it is known whether a hand changed them. */
function handDays(edits: readonly EditFact[]) {
  const told = edits.filter(({ byHand }) => byHand !== null);
  return daily(told, {
    edits: () => 1,
    changed: ({ byHand, kept }) => (Number(byHand) > 0 && kept > 0 ? 1 : 0),
    kept: ({ kept }) => kept,
    lines: ({ lines }) => lines,
  });
}

function between(share: number | undefined): number {
  if (share === undefined) return 0;
  return share <= most ? share / least : (1 - share) / (1 - most);
}
