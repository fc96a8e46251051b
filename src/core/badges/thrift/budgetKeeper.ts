import { type Badge, unknown } from '../badge.js';

/** Three months within the own budget. Nothing tells which budget a month that is over had. */
export const budgetKeeper = {
  id: 'budget-keeper',
  group: 'thrift',
  formula: 1,
  tiers: 1,
  rule: [{ count: 3 }],
  judge: () => unknown('budget'),
} as const satisfies Badge;
