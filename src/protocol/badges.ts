import type { Badge, Shown } from '../core/badges/badge.js';
import type { BadgeFacts, CommitFact } from '../core/badges/facts.js';
import type { Milestones } from '../core/badges/milestones.js';
import type { BadgeStanding } from '../core/badges/registry.js';
import type { BadgeState } from '../core/badges/state.js';
import type { DayKey } from '../core/day.js';
import type { Review } from '../core/keptWork/review.js';

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
  readonly reviews: readonly Review[];
  readonly milestones: Milestones;
  /** Where they were asked for. */
  readonly facts?: BadgeFacts;
}

/** A badge as the page shows it. What it counts is shown elsewhere: here is only how much that is. */
export interface PageBadge extends Omit<BadgeRow, 'formula' | 'shown'> {
  readonly shown: { readonly kind: Shown['kind']; readonly count: number } | null;
}

/** What the tab Badges shows. */
export interface BadgesData extends Pick<BadgeAnswer, 'revision' | 'today' | 'milestones'> {
  readonly badges: readonly PageBadge[];
}

/** What the person has seen of badges, and does not want to see. */
export interface BadgeView {
  readonly hidden: readonly string[];
  /** Tiers of each badge that were seen. */
  readonly seen: Readonly<Record<string, number>>;
  /** The last day on which a new one was drawn as such. */
  readonly greeted: DayKey | null;
}
