import type { Badge, Standing } from './badge.js';

/** How a badge is drawn: filled, its outline filling, its outline, or that which nothing tells of yet. */
export type BadgeState = 'earned' | 'underWay' | 'notBegun' | 'needs';

export function stateOf({ reached, progress, lacks }: Pick<Standing, 'reached' | 'progress' | 'lacks'>): BadgeState {
  if (reached.length > 0) return 'earned';
  if (progress > 0) return 'underWay';
  return lacks?.kind === 'source' ? 'needs' : 'notBegun';
}

type Near = Pick<Standing, 'reached' | 'progress' | 'lacks'> & Pick<Badge, 'tiers'>;

/** The one that is nearest to its next tier; the first of those that are as near. What cannot be earned yet is no aim. */
export function closest<T extends Near>(rows: readonly T[]): T | undefined {
  const open = rows.filter(({ reached, tiers, lacks }) => reached.length < tiers && lacks?.kind !== 'source');
  return open.reduce<T | undefined>((best, row) => (best && best.progress >= row.progress ? best : row), undefined);
}
