import type { Badge } from '../badge.js';
import { counted } from '../counting.js';

/** A first AI line in a commit, not taken back. */
export const firstLight = {
  id: 'first-light',
  group: 'craft',
  formula: 1,
  tiers: 1,
  rule: [],
  judge({ commits }) {
    const standing = commits.filter(({ undone }) => !undone).slice(0, 1);
    const [first] = standing;
    return {
      ...counted(
        standing.map(({ day }) => day),
        1,
        'commits',
      ),
      evidence: first ? [{ key: 'linesOf', value: first.lines, day: first.day }] : [],
      missed: null,
      shown: first ? { kind: 'commits', ids: [first.id] } : null,
    };
  },
} as const satisfies Badge;
