import type { BadgeGroup } from '../badges/badge.js';

/** A badge as a row names it: its id, and behind a dash the tier of one that has several. */
type BadgeName = string;

interface EarnedBadge {
  readonly id: string;
  readonly group: BadgeGroup;
  readonly tiers: number;
  readonly reached: readonly unknown[];
}

/** Names of those that a person can show to a team: earned, and none that tells when he works. */
export function namesToShow(all: readonly EarnedBadge[]): readonly BadgeName[] {
  return all
    .filter(({ group, reached }) => group !== 'rhythm' && reached.length > 0)
    .map(({ id, tiers, reached }) => (tiers > 1 ? `${id}-${reached.length}` : id));
}
