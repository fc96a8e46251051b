import { closest } from '../../src/core/badges/state.js';
import type { BadgesData, BadgeView, PageBadge } from '../../src/protocol/badges.js';

/** What the page makes of badges and of what the person has seen of them. */

export const nothingSeen: BadgeView = { hidden: [], seen: {}, greeted: null };

/** Those that the person did not hide. */
export function shownBadges({ badges }: BadgesData, { hidden }: BadgeView): readonly PageBadge[] {
  return badges.filter(({ id }) => !hidden.includes(id));
}

/** Those with a tier that was not seen yet. */
export function newBadges(data: BadgesData | null, view: BadgeView): readonly PageBadge[] {
  return data ? shownBadges(data, view).filter(({ id, reached }) => reached.length > (view.seen[id] ?? 0)) : [];
}

/** All of it seen now. */
export function seenNow({ badges, today }: BadgesData, view: BadgeView): BadgeView {
  const seen = Object.fromEntries(
    badges.flatMap(({ id, reached }) => (reached.length > 0 ? [[id, reached.length]] : [])),
  );
  return { ...view, seen, greeted: today };
}

const nearFrom = 0.5;

/** The nearest one, from half way on: less is not near. */
export function nearlyThere(data: BadgesData | null, view: BadgeView): PageBadge | undefined {
  const near = data ? closest(shownBadges(data, view)) : undefined;
  return near && near.progress >= nearFrom ? near : undefined;
}

/** Newest first. */
export function earnedBadges(badges: readonly PageBadge[]): readonly PageBadge[] {
  const last = ({ reached }: PageBadge) => reached.at(-1) ?? '';
  return badges
    .filter(({ state }) => state === 'earned')
    .sort((a, b) => (last(a) < last(b) ? 1 : last(a) > last(b) ? -1 : 0));
}
