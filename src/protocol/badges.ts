import type { Badge } from '../core/badges/badge.js';
import type { CommitFact } from '../core/badges/facts.js';
import type { BadgeStanding } from '../core/badges/registry.js';
import type { BadgeState } from '../core/badges/state.js';
import type { DayKey } from '../core/day.js';

/** A badge with how it stands. */
export interface BadgeRow extends BadgeStanding, Pick<Badge, 'group' | 'formula' | 'tiers' | 'rule'> {
  readonly state: BadgeState;
}

/** Every badge as it stands, in the order in which they are shown, and the commits that they count. */
export interface BadgeAnswer {
  readonly revision: number;
  readonly today: DayKey;
  readonly badges: readonly BadgeRow[];
  readonly commits: readonly CommitFact[];
}
