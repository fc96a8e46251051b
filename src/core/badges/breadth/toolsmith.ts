import type { Badge } from '../badge.js';
import { keptBy } from '../keptBy.js';

const wanted = 3;
const leastLines = 10;

/** Kept lines from so many tools. */
export const toolsmith = {
  id: 'toolsmith',
  group: 'breadth',
  formula: 1,
  tiers: 1,
  rule: [{ count: wanted }, { count: leastLines }],
  judge: (facts) => keptBy(facts, ({ tool }) => tool, { of: wanted, lines: leastLines, unit: 'tools' }),
} as const satisfies Badge;
