import { type Badge, unknown } from '../badge.js';

/**
 * Somebody whom one invited reached First Light. A row has room for badges, but neither the tab nor the command lets a member choose which he shows:
 * no row tells it.
 */
export const welcomeMat = {
  id: 'welcome-mat',
  group: 'team',
  formula: 2,
  tiers: 1,
  rule: [],
  judge: ({ teams }) => unknown(teams.length === 0 ? 'team' : 'shownBadges'),
} as const satisfies Badge;
