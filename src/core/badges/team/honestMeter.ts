import { addDays, type DayKey } from '../../day.js';
import { lastDayOf, type WeekKey } from '../../team/week.js';
import { type Badge, type Standing, unknown } from '../badge.js';
import { inARow } from '../counting.js';
import type { TeamFacts } from '../facts.js';
import { further } from './further.js';

/** 91 days. */
const wanted = 13;
const recountAfter = 28;

/** So many weeks in a row, weeks without use apart, whose published shares a count of four weeks later found again. */
export const honestMeter = {
  id: 'honest-meter',
  group: 'team',
  formula: 2,
  tiers: 1,
  rule: [{ count: wanted }, { count: recountAfter }],
  judge({ teams, today }) {
    const standings = teams.map((team) => standingIn(team, today));
    return standings.reduce<Standing | undefined>(further, undefined) ?? unknown('team');
  },
} as const satisfies Badge;

function standingIn({ recounts }: TeamFacts, today: DayKey): Standing {
  const dayOf = (week: WeekKey) => addDays(lastDayOf(week), recountAfter);
  const weeks = Object.keys(recounts)
    .filter((week) => dayOf(week) <= today)
    .sort();
  const steps = weeks.map((week) => ({ day: dayOf(week), counts: recounts[week] === true }));
  const other = weeks.findLast((week) => recounts[week] === false);
  const row = weeks.slice(other === undefined ? 0 : weeks.indexOf(other) + 1).slice(-wanted);
  return {
    ...inARow(steps, wanted, 'weeks'),
    evidence: [{ key: 'weeksRecounted', value: weeks.length }],
    missed: other === undefined ? null : { day: lastDayOf(other), why: 'recount' },
    shown: row.length > 0 ? { kind: 'weeks', ids: row.map(lastDayOf) } : null,
  };
}
