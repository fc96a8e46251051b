import type { Badge } from '../badge.js';
import { counted } from '../counting.js';

/** A first secret that was taken out of a text before it was sent. */
export const goodCatch = {
  id: 'good-catch',
  group: 'safety',
  formula: 1,
  tiers: 1,
  rule: [],
  judge({ secrets }) {
    const days = secrets.filter(({ removed }) => removed > 0);
    return {
      ...counted(
        days.map(({ day }) => day),
        1,
        'secrets',
      ),
      evidence: [{ key: 'secretsRemoved', value: days.reduce((all, { removed }) => all + removed, 0) }],
      missed: null,
      shown: days.length > 0 ? { kind: 'days', ids: days.map(({ day }) => day) } : null,
    };
  },
} as const satisfies Badge;
