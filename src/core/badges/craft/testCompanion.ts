import { addDays } from '../../day.js';
import type { Badge } from '../badge.js';
import { atLeast, measured } from '../counting.js';
import type { CommitFact } from '../facts.js';
import { lastOf, ratio, settleDays, settled, spansOf, within } from '../spans.js';

const share = 0.5;
const leastCommits = 10;

/** Of the commits of 90 days that bring AI lines and change sources, so many change tests too. */
export const testCompanion = {
  id: 'test-companion',
  group: 'craft',
  formula: 1,
  tiers: 1,
  rule: [{ share }, { count: leastCommits }],
  judge(facts) {
    const commits = facts.commits.filter(({ kinds, undone }) => kinds.includes('source') && !undone);
    const spans = spansOf(commits, 90, settled(facts)).map((span) => {
      const all = within(commits, span);
      const tested = ratio(all.filter(withTests).length, all.length);
      return { day: addDays(span.end, settleDays), sample: all.length, near: [atLeast(tested, share)], all };
    });
    const { all } = lastOf(spans);
    const missed = all.findLast((commit) => !withTests(commit));
    return {
      ...measured(spans, { of: leastCommits, unit: 'commits' }),
      evidence: [
        { key: 'commits', value: all.length },
        { key: 'commitsWithTests', value: all.filter(withTests).length },
      ],
      missed: missed ? { day: missed.day, why: 'noTests', value: missed.lines } : null,
      shown: all.length > 0 ? { kind: 'commits', ids: all.map(({ id }) => id) } : null,
    };
  },
} as const satisfies Badge;

function withTests({ kinds }: CommitFact): boolean {
  return kinds.includes('test');
}
