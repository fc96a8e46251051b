import { type BadgeGroup, badgeGroups } from '../core/badges/badge.js';
import { type BadgeStanding, badgeOf } from '../core/badges/registry.js';
import type { BadgeAnswer } from '../protocol/badges.js';
import { badgeWords, lackWords, ruleWords, unitWords } from './badgeWords.js';

const groups: Readonly<Record<BadgeGroup, string>> = {
  craft: 'Craft',
  thrift: 'Thrift',
  breadth: 'Breadth',
  safety: 'Safety',
  rhythm: 'Rhythm',
  team: 'Team',
};

/** Every badge, by group: how it stands, and its rule. */
export function badgesText({ badges }: BadgeAnswer, columns?: number): string {
  const earned = badges.filter(({ reached }) => reached.length > 0).length;
  const widest = Math.max(...badges.map((standing) => stateWords(standing).length));
  const parts = badgeGroups.map((group) => {
    const rows = badges.filter(({ id }) => badgeOf(id).group === group);
    return [groups[group], ...rows.map((standing) => line(standing, widest, columns))].join('\n');
  });
  return [`${earned} of ${badges.length} badges.`, ...parts].join('\n\n');
}

const nameWidth = Math.max(...Object.values(badgeWords).map(([name]) => name.length));

/** Where the terminal is too narrow for the rule, without it. */
function line(standing: BadgeStanding, widest: number, columns: number | undefined): string {
  const { id } = standing;
  const start = `  ${badgeWords[id][0].padEnd(nameWidth)}  `;
  const state = stateWords(standing);
  const whole = `${start}${state.padEnd(widest)}  ${ruleWords(id, badgeOf(id).rule)}`;
  return columns === undefined || whole.length <= columns ? whole : start + state;
}

function stateWords({ id, reached, progress, count, lacks }: BadgeStanding): string {
  const { tiers } = badgeOf(id);
  const last = reached.at(-1);
  const earned = last === undefined ? [] : [tiers === 1 ? `earned ${last}` : `${reached.length} of ${tiers}, ${last}`];
  if (reached.length === tiers) return earned.join('');
  const next = lacks
    ? lackWords(lacks)
    : count
      ? `${count.value} of ${count.of} ${unitWords(count.of, count.unit)}`
      : `${Math.floor(progress * 100)}% of the way`;
  return [...earned, next].join('; ');
}
