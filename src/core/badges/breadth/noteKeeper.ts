import type { Badge } from '../badge.js';
import { commitsThat } from '../commitList.js';
import { ageDays } from '../spans.js';

const wanted = 5;

/** So many commits with AI lines in instructions for agents, of which some are still there after 28 days. */
export const noteKeeper = {
  id: 'note-keeper',
  group: 'breadth',
  formula: 1,
  tiers: 1,
  rule: [{ count: wanted }],
  judge: (facts) =>
    commitsThat(facts, {
      of: wanted,
      after: ageDays,
      count: ({ instructionsStayed }) => Number(instructionsStayed) > 0,
    }),
} as const satisfies Badge;
