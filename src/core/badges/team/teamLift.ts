import { leastGroup } from '../../team/kRule.js';
import { addWeeks, lastDayOf, toldOn, type WeekKey } from '../../team/week.js';
import { type Badge, type Standing, unknown } from '../badge.js';
import { measured } from '../counting.js';
import type { BadgeFacts, TeamFacts } from '../facts.js';
import { further } from './further.js';

/** Percentage points. */
const wanted = 5;
/** A figure is of 28 days: nearer ones would have days in common. */
const leastWeeks = 4;

/** A team's median share of kept lines rose so much within a calendar quarter. */
export const teamLift = {
  id: 'team-lift',
  group: 'team',
  formula: 2,
  tiers: 1,
  rule: [{ count: wanted }, { count: leastWeeks }, { count: leastGroup }],
  judge(facts) {
    const standings = facts.teams.map((team) => liftOf(team, facts));
    return standings.reduce<Standing | undefined>(further, undefined) ?? unknown('team');
  },
} as const satisfies Badge;

function liftOf({ kept }: TeamFacts, { today }: BadgeFacts): Standing {
  const weeks = Object.keys(kept)
    .filter((week) => toldOn(week) <= today)
    .sort();
  const spans = weeks.map((week) => {
    const first = weeks.find((other) => quarterOf(other) === quarterOf(week)) as WeekKey;
    const rise = Math.max(0, Number(kept[week]) - Number(kept[first]));
    return { day: toldOn(week), sample: weeksBetween(first, week), near: [rise / wanted], first, week };
  });
  const course = measured(spans, { of: leastWeeks, unit: 'weeks' });
  const told = spans.find(({ day }) => day === course.reached[0]) ?? spans.at(-1);
  if (told === undefined) return { ...course, evidence: [], missed: null, shown: null };
  const [before, after] = [lastDayOf(told.first), lastDayOf(told.week)];
  const share = (week: WeekKey) => Number(kept[week]) / 100;
  return {
    ...course,
    evidence: [
      { key: 'teamKept', value: share(told.week), day: after },
      { key: 'teamKeptBefore', value: share(told.first), day: before },
    ],
    missed: null,
    shown: { kind: 'weeks', ids: [...new Set([before, after])] },
  };
}

/** `2026-3`: of the day on which a week ends. */
function quarterOf(week: WeekKey): string {
  const day = lastDayOf(week);
  return `${day.slice(0, 4)}-${Math.floor((Number(day.slice(5, 7)) - 1) / 3)}`;
}

function weeksBetween(first: WeekKey, last: WeekKey): number {
  let weeks = 0;
  for (let week = first; week < last; week = addWeeks(week, 1)) weeks++;
  return weeks;
}
