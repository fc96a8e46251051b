import { lastDayOf, toldOn } from '../../team/week.js';
import { type Badge, unknown } from '../badge.js';
import { counted } from '../counting.js';

/** Somebody whom one invited reached First Light, and shows it on the board. */
export const welcomeMat = {
  id: 'welcome-mat',
  group: 'team',
  formula: 3,
  tiers: 1,
  rule: [],
  judge({ teams, today }) {
    if (teams.length === 0) return unknown('team');
    const weeks = teams
      .flatMap(({ welcomed }) => welcomed ?? [])
      .filter((week) => toldOn(week) <= today)
      .sort()
      .slice(0, 1);
    return {
      ...counted(weeks.map(toldOn), 1, 'invitees'),
      evidence: [{ key: 'invitees', value: weeks.length }],
      missed: null,
      shown: weeks.length > 0 ? { kind: 'weeks', ids: weeks.map(lastDayOf) } : null,
    };
  },
} as const satisfies Badge;
