import { evidenceWords } from '../core/badges/words/standingWords.js';
import type { BadgeAnswer } from '../protocol/badges.js';
import { say } from './badgeWords.js';

/** The documented JSON of `tallyboard badges`: a contract for scripts. Field order is part of it. */
export function badgesJson({ today, badges, commits, reviews, facts }: BadgeAnswer): object {
  return {
    schema: 1,
    today,
    badges: badges.map((row) => {
      const { id, group, formula, tiers, rule, reached, progress, count, missed, shown, lacks } = row;
      const evidence = row.evidence.map((each) => ({ text: evidenceWords([each], say), ...each }));
      const [tier, of] = [reached.length, tiers];
      return { id, group, tier, of, formula, tiers, rule, reached, progress, count, evidence, missed, shown, lacks };
    }),
    commits,
    reviews,
    ...(facts ? { facts } : {}),
  };
}
