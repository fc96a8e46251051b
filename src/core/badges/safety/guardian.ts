import type { Badge } from '../badge.js';
import { counted } from '../counting.js';
import { guardedDays } from './guardedDays.js';

const wanted = 28;

/** So many days with AI use, with the guard and Workspace Trust on. */
export const guardian = {
  id: 'guardian',
  group: 'safety',
  formula: 1,
  tiers: 1,
  rule: [{ count: wanted }],
  judge(facts) {
    const days = guardedDays(facts).slice(0, wanted);
    return {
      ...counted(days, wanted, 'days'),
      evidence: [{ key: 'days', value: days.length }],
      missed: null,
      shown: days.length > 0 ? { kind: 'days', ids: days } : null,
    };
  },
} as const satisfies Badge;
