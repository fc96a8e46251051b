import { type Badge, unknown } from '../badge.js';

/** Twenty commits with AI lines without a finding of the guard. It does not look at commits yet. */
export const cleanCommits = {
  id: 'clean-commits',
  group: 'safety',
  formula: 1,
  tiers: 1,
  rule: [{ count: 20 }],
  judge: () => unknown('commitChecks'),
} as const satisfies Badge;
