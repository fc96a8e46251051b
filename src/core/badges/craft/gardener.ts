import type { Badge } from '../badge.js';
import { commitsThat } from '../commitList.js';
import { settleDays } from '../spans.js';

const wanted = 5;

/** So many commits with AI lines that leave fewer lines than before, and still do after 7 days. */
export const gardener = {
  id: 'gardener',
  group: 'craft',
  formula: 1,
  tiers: 1,
  rule: [{ count: wanted }],
  judge: (facts) =>
    commitsThat(facts, { of: wanted, after: settleDays, count: ({ added, removed }) => removed > added }),
} as const satisfies Badge;
