import type { Badge } from '../badge.js';
import { commitsThat } from '../commitList.js';
import { settleDays } from '../spans.js';

const wanted = 5;

/** So many commits with AI lines that change documentation. */
export const docFriend = {
  id: 'doc-friend',
  group: 'craft',
  formula: 1,
  tiers: 1,
  rule: [{ count: wanted }],
  judge: (facts) => commitsThat(facts, { of: wanted, after: settleDays, count: ({ kinds }) => kinds.includes('docs') }),
} as const satisfies Badge;
