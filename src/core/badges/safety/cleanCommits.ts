import type { Badge } from '../badge.js';
import { commitsThat } from '../commitList.js';

export const cleanWanted = 20;

/** So many commits with AI lines in which the guard found no secret of a known provider. It looks at as many as it takes. */
export const cleanCommits = {
  id: 'clean-commits',
  group: 'safety',
  formula: 2,
  tiers: 1,
  rule: [{ count: cleanWanted }],
  judge(facts) {
    const found = facts.commits.findLast(({ secrets }) => Number(secrets) > 0);
    return {
      ...commitsThat(facts, { of: cleanWanted, after: 7, count: ({ secrets }) => secrets === 0 }),
      missed: found ? { day: found.day, why: 'secretCommitted', value: Number(found.secrets) } : null,
    };
  },
} as const satisfies Badge;
