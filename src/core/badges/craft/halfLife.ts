import { type Badge, unknown } from '../badge.js';

/** Half of the AI lines live 90 days or longer. Lines are followed for 28: nothing tells of longer lives. */
export const halfLife = {
  id: 'half-life',
  group: 'craft',
  formula: 1,
  tiers: 1,
  rule: [{ count: 90 }, { count: 500 }],
  judge: () => unknown('longLife'),
} as const satisfies Badge;
