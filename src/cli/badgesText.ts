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
    state: Math.max(...badges.map((row) => stateWords(row).length).filter((length) => length <= widestState)),
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

/** A longer state pushes its rule aside, not those of all others. */
const widestState = 36;
/** Characters that a rule needs to be read. */
const leastRule = 30;

/** The rule in lines of what the terminal has left; where that is too little, without it. */
function line(row: BadgeRow, widths: Widths, columns = Number.POSITIVE_INFINITY): string {
  const start = `  ${nameWords(row.id, say).padEnd(widths.name)}  `;
  const state = stateWords(row);
  const indent = start.length + widths.state + 2;
  const room = columns - indent;
  if (room < leastRule) return start + state;
  const rule = wrapped(ruleWords(row, say), room).join(`\n${' '.repeat(indent)}`);
  const apart = state.length > widths.state && columns < Number.POSITIVE_INFINITY;
  return `${start}${state.padEnd(widths.state)}${apart ? `\n${' '.repeat(indent)}` : '  '}${rule}`;
}

function wrapped(text: string, width: number): string[] {
  return [...text.matchAll(new RegExp(`(.{1,${Math.min(width, text.length)}})(?: |$)`, 'g'))].map(
    ([, part = '']) => part,
  );
}

function stateWords(row: BadgeRow): string {
  const { reached, tiers } = row;
  const last = reached.at(-1);
  const earned = last === undefined ? [] : [tiers === 1 ? `earned ${last}` : `${reached.length} of ${tiers}, ${last}`];
  return [...earned, ...(reached.length === tiers ? [] : [progressWords(row, say)])].join(' · ');
}
