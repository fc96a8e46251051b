import type { DayKey } from '../day.js';
import type { Badge, Standing } from './badge.js';

type Stood = Pick<Standing, 'reached' | 'progress'> & Pick<Badge, 'tiers'> & { readonly id: string };

/** What came of badges in some days. */
export interface Moved<T> {
  /** Tiers that were reached on one of the days, in order of time. */
  readonly earned: readonly { readonly badge: T; readonly tier: number; readonly day: DayKey }[];
  /** Those that came nearer to their next tier, by shares of the way; the one that moved most first. */
  readonly nearer: readonly { readonly badge: T; readonly from: number; readonly to: number }[];
}

/** Less is a rounding error of its evidence. */
const leastMove = 0.01;

/** From how badges stood before `since` to how they stand at the end of `until`, both local days. */
export function movedBadges<T extends Stood>(
  before: readonly T[],
  now: readonly T[],
  { since, until }: { readonly since: DayKey; readonly until: DayKey },
): Moved<T> {
  const old = new Map(before.map((badge) => [badge.id, badge]));
  const earned = now.flatMap((badge) =>
    badge.reached.flatMap((day, index) => (day >= since && day <= until ? [{ badge, tier: index + 1, day }] : [])),
  );
  const nearer = now.flatMap((badge) => {
    const { reached, progress: from } = old.get(badge.id) ?? { reached: [], progress: 0 };
    const open = badge.reached.length < badge.tiers && badge.reached.length === reached.length;
    return open && badge.progress - from >= leastMove ? [{ badge, from, to: badge.progress }] : [];
  });
  return {
    earned: earned.sort((a, b) => (a.day < b.day ? -1 : Number(a.day > b.day))),
    nearer: nearer.sort((a, b) => b.to - b.from - (a.to - a.from)),
  };
}
