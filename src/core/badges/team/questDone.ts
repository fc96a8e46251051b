import { lastDayOf, toldOn } from '../../team/week.js';
import { type Badge, unknown } from '../badge.js';
import { counted } from '../counting.js';

/** A month's quest was reached, by a team in which one shares. */
export const questDone = {
  id: 'quest-done',
  group: 'team',
  formula: 2,
  tiers: 1,
  rule: [],
  judge({ teams, today }) {
    if (teams.length === 0) return unknown('team');
    const weeks = teams
      .flatMap(({ quests }) => Object.values(quests))
      .filter((week) => toldOn(week) <= today)
      .sort();
    if (weeks.length === 0 && !teams.some(({ quest }) => quest)) return unknown('quest');
    return {
      ...counted(weeks.map(toldOn), 1, 'quests'),
      evidence: [{ key: 'quests', value: weeks.length }],
      missed: null,
      shown: weeks.length > 0 ? { kind: 'weeks', ids: [...new Set(weeks.map(lastDayOf))] } : null,
    };
  },
} as const satisfies Badge;
