import { type Badge, unknown } from '../badge.js';
import { counted } from '../counting.js';

/**
 * The own share was opened with the stock `age` program, which `tallyboard team open` and a command of the editor run on the bytes that lie at the team's place. All that is inside
 * a share stands in its preview and in the log of what left: that a person opened it elsewhere, nothing that he could tell would prove.
 */
export const openBook = {
  id: 'open-book',
  group: 'team',
  formula: 3,
  tiers: 1,
  rule: [],
  judge({ teams, today }) {
    if (teams.length === 0) return unknown('team');
    const days = teams
      .flatMap(({ opened }) => opened ?? [])
      .filter((day) => day <= today)
      .sort()
      .slice(0, 1);
    return {
      ...counted(days, 1, 'days'),
      evidence: days.map((day) => ({ key: 'opened', value: 1, day })),
      missed: null,
      shown: days.length > 0 ? { kind: 'days', ids: days } : null,
    };
  },
} as const satisfies Badge;
