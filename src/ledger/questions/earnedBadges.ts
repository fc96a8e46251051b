import type { DayKey } from '../../core/day.js';
import type { Ledger } from '../ledger.js';
import { named } from '../named.js';

/** Before a badge's id, in the ledger's table of names: the days on which its tiers were reached, and the formula that said so. */
const prefix = 'badge:';

export interface EarnedBadge {
  readonly formula: number;
  readonly reached: readonly DayKey[];
}

/** Kept once earned: what the facts no longer go back to is not lost with them. */
export function keepEarned(ledger: Ledger, earned: Readonly<Record<string, EarnedBadge>>): void {
  const told = Object.entries(earned).map(([id, badge]) => [prefix + id, JSON.stringify(badge)] as const);
  const news = told.filter(([name, value]) => ledger.meta(name) !== value);
  if (news.length > 0) ledger.write(() => news.forEach(([name, value]) => void ledger.setMeta(name, value)));
}

export function earnedBadges(ledger: Ledger): Readonly<Record<string, EarnedBadge>> {
  return Object.fromEntries(named(ledger, prefix).map(({ rest, value }) => [rest, JSON.parse(value) as EarnedBadge]));
}
