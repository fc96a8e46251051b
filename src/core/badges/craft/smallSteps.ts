import { addDays } from '../../day.js';
import { median } from '../../keptWork/statistics.js';
import type { Badge } from '../badge.js';
import { atMost, measured } from '../counting.js';
import type { CommitFact } from '../facts.js';
import { lastOf, settleDays, settled, spansOf, within } from '../spans.js';

const mostLines = 150;
const leastCommits = 10;

/** The commit in the middle of those with AI lines of 90 days changes no more lines than that. */
export const smallSteps = {
  id: 'small-steps',
  group: 'craft',
  formula: 1,
  tiers: 1,
  rule: [{ count: mostLines }, { count: leastCommits }],
  judge(facts) {
    const spans = spansOf(facts.commits, 90, settled(facts)).map((span) => {
      const commits = within(facts.commits, span);
      const middle = median(commits.map(sizeOf));
      const near = [atMost(middle, mostLines)];
      return { day: addDays(span.end, settleDays), sample: commits.length, near, commits, middle };
    });
    const { commits, middle } = lastOf(spans);
    const large = commits.findLast((commit) => sizeOf(commit) > mostLines);
    return {
      ...measured(spans, { of: leastCommits, unit: 'commits' }),
      evidence:
        middle === undefined
          ? []
          : [
              { key: 'medianCommit', value: middle },
              { key: 'commits', value: commits.length },
            ],
      missed: large ? { day: large.day, why: 'large', value: sizeOf(large) } : null,
      shown: commits.length > 0 ? { kind: 'commits', ids: commits.map(({ id }) => id) } : null,
    };
  },
} as const satisfies Badge;

function sizeOf({ added, removed }: CommitFact): number {
  return added + removed;
}
