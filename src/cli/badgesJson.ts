import type { BadgeAnswer } from '../protocol/badges.js';

/** The documented JSON of `tallyboard badges`: a contract for scripts. Field order is part of it. */
export function badgesJson({ today, badges, commits, reviews, facts }: BadgeAnswer): object {
  return {
    schema: 1,
    today,
    badges: badges.map((row) => {
      const { id, group, formula, tiers, rule, reached, progress, count, evidence, missed, shown, lacks } = row;
      return { id, group, formula, tiers, rule, reached, progress, count, evidence, missed, shown, lacks };
    }),
    commits,
    reviews,
    ...(facts ? { facts } : {}),
  };
}
