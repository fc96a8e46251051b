import { evidenceWords } from '../core/badges/words/standingWords.js';
import type { BadgeAnswer } from '../protocol/badges.js';
import { say } from './badgeWords.js';

/**
 * The documented JSON of `tallyboard badges`, a contract for scripts: a list of all badges. Where it is asked what they follow from, that
 * list beside the commits and reviews that they name and the facts. Field order is part of it.
 */
export function badgesJson({ today, badges, commits, reviews, facts }: BadgeAnswer): object {
  const list = badges.map((row) => {
    const { id, group, formula, tiers, rule, reached, progress, count, missed, shown, lacks } = row;
    const evidence = row.evidence.map((each) => ({ text: evidenceWords([each], say), ...each }));
    const [tier, of] = [reached.length, tiers];
    return { id, group, tier, of, progress, evidence, formula, tiers, rule, reached, count, missed, shown, lacks };
  });
  return facts ? { schema: 1, today, badges: list, commits, reviews, facts } : list;
}
