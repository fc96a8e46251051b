import type { CommitFact } from '../core/badges/facts.js';
import type { BadgeStanding } from '../core/badges/registry.js';
import type { DayKey } from '../core/day.js';

/** Every badge as it stands, and the commits that they count. */
export interface BadgeAnswer {
  readonly revision: number;
  readonly today: DayKey;
  readonly badges: readonly BadgeStanding[];
  readonly commits: readonly CommitFact[];
}
