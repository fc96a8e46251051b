import { addDays } from '../../day.js';
import type { Badge } from '../badge.js';
import { inARow } from '../counting.js';
import { settleDays, settled } from '../spans.js';

const wanted = 10;

/** So many commits with AI lines in a row, none of them taken back within 7 days. */
export const cleanLanding = {
  id: 'clean-landing',
  group: 'craft',
  formula: 1,
  tiers: 1,
  rule: [{ count: wanted }],
  judge(facts) {
    const commits = facts.commits.filter(({ day }) => day <= settled(facts));
    const undone = commits.findLast((commit) => commit.undone);
    const steps = commits.map((commit) => ({ day: addDays(commit.day, settleDays), counts: !commit.undone }));
    const course = inARow(steps, wanted, 'commits');
    const row = commits.slice(undone ? commits.indexOf(undone) + 1 : 0);
    return {
      ...course,
      evidence: [
        { key: 'commits', value: commits.length },
        { key: 'commitsUndone', value: commits.filter((commit) => commit.undone).length },
      ],
      missed: undone ? { day: undone.day, why: 'undone', value: undone.lines } : null,
      shown: row.length > 0 ? { kind: 'commits', ids: row.slice(-wanted).map(({ id }) => id) } : null,
    };
  },
} as const satisfies Badge;
