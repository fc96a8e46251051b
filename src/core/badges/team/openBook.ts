import { type Badge, unknown } from '../badge.js';

/**
 * The own share was opened with the stock `age` program. All that is inside a share stands in its preview and in the log of what left, so nothing that
 * a person could tell of it proves that he opened it; a share would have to carry something that this machine forgets.
 */
export const openBook = {
  id: 'open-book',
  group: 'team',
  formula: 2,
  tiers: 1,
  rule: [],
  judge: ({ teams }) => unknown(teams.length === 0 ? 'team' : 'proof'),
} as const satisfies Badge;
