import { type Badge, unknown } from '../badge.js';
import { counted } from '../counting.js';

const wanted = 10;

/** So many commits of others with the own name as who reviewed or helped. */
export const reviewer = {
  id: 'reviewer',
  group: 'team',
  formula: 2,
  tiers: 1,
  rule: [{ count: wanted }],
  judge({ teams, reviews, today }) {
    if (teams.length === 0) return unknown('team');
    const found = reviews.filter(({ day }) => day <= today).slice(0, wanted);
    return {
      ...counted(
        found.map(({ day }) => day),
        wanted,
        'commits',
      ),
      evidence: [{ key: 'commits', value: found.length }],
      missed: null,
      shown: found.length > 0 ? { kind: 'reviews', ids: found.map(({ id }) => id) } : null,
    };
  },
} as const satisfies Badge;
