import { badgeGroups } from '../core/badges/badge.js';
import { groupWords, nameWords, ruleWords } from '../core/badges/words/badgeWords.js';
import { progressWords } from '../core/badges/words/standingWords.js';
import type { BadgeAnswer, BadgeRow } from '../protocol/badges.js';
import { say } from './badgeWords.js';

/** Every badge, by group: how it stands, and its rule. */
export function badgesText({ badges }: BadgeAnswer, columns?: number): string {
  const earned = badges.filter(({ state }) => state === 'earned').length;
  const widths = {
    name: Math.max(...badges.map(({ id }) => nameWords(id, say).length)),
    state: Math.max(...badges.map((row) => stateWords(row).length)),
  };
  const parts = badgeGroups.map((group) => {
    const rows = badges.filter((row) => row.group === group);
    return [groupWords(group, say), ...rows.map((row) => line(row, widths, columns))].join('\n');
  });
  return [`${earned} of ${badges.length} badges.`, ...parts].join('\n\n');
}

interface Widths {
  readonly name: number;
  readonly state: number;
}

/** Where the terminal is too narrow for the rule, without it. */
function line(row: BadgeRow, widths: Widths, columns: number | undefined): string {
  const start = `  ${nameWords(row.id, say).padEnd(widths.name)}  `;
  const state = stateWords(row);
  const whole = `${start}${state.padEnd(widths.state)}  ${ruleWords(row, say)}`;
  return columns === undefined || whole.length <= columns ? whole : start + state;
}

function stateWords(row: BadgeRow): string {
  const { reached, tiers } = row;
  const last = reached.at(-1);
  const earned = last === undefined ? [] : [tiers === 1 ? `earned ${last}` : `${reached.length} of ${tiers}, ${last}`];
  return [...earned, ...(reached.length === tiers ? [] : [progressWords(row, say)])].join(' · ');
}
