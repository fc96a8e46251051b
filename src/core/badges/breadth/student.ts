import { type Badge, unknown } from '../badge.js';

/** Acted on five findings of waste whose figure then fell. There are no findings yet. */
export const student = {
  id: 'student',
  group: 'breadth',
  formula: 1,
  tiers: 1,
  rule: [{ count: 5 }],
  judge: () => unknown('findings'),
} as const satisfies Badge;
