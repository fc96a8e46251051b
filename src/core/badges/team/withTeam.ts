import { type Badge, unknown } from '../badge.js';
import { questDone } from './questDone.js';
import { reviewer } from './reviewer.js';
import { teamLift } from './teamLift.js';

/** Badges that take a team: each gets its rule, and a file of its own, with what a team shares. */
function withTeam<const Id extends string>(id: Id) {
  return { id, group: 'team', formula: 1, tiers: 1, rule: [], judge: () => unknown('team') } as const satisfies Badge;
}

export const teamBadges = [
  teamLift,
  questDone,
  withTeam('welcome-mat'),
  reviewer,
  withTeam('open-book'),
  withTeam('honest-meter'),
] as const;
