import { toldOn } from '../../team/week.js';
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
    const days = teams
      .flatMap(({ quests }) => Object.values(quests).map(toldOn))
      .filter((day) => day <= today)
      .sort();
    if (days.length === 0 && !teams.some(({ quest }) => quest)) return unknown('quest');
    return {
      ...counted(days, 1, 'quests'),
      evidence: [{ key: 'quests', value: days.length }],
      missed: null,
      shown: days.length > 0 ? { kind: 'days', ids: [...new Set(days)] } : null,
    };
  },
} as const satisfies Badge;
