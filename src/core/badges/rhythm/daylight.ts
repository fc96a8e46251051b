import { type Badge, unknown } from '../badge.js';

/** Nine in ten requests within hours that a person chose. There is no place to choose them yet. */
export const daylight = {
  id: 'daylight',
  group: 'rhythm',
  formula: 1,
  tiers: 1,
  rule: [{ share: 0.9 }],
  judge: () => unknown('hours'),
} as const satisfies Badge;
