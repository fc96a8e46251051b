import type { Badge } from '../badge.js';
import { keptBy } from '../keptBy.js';

const wanted = 3;
const leastLines = 100;

/** Enough kept lines from each of so many models. */
export const modelTaster = {
  id: 'model-taster',
  group: 'breadth',
  formula: 1,
  tiers: 1,
  rule: [{ count: leastLines }, { count: wanted }],
  judge: (facts) => keptBy(facts, ({ model }) => model, { of: wanted, lines: leastLines, unit: 'models' }),
} as const satisfies Badge;
