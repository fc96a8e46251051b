import type { TeamFacts } from '../badges/facts.js';
import { isDay } from '../day.js';
import { record } from '../json.js';
import type { Board, BoardRow } from './board.js';
import { isWhole } from './checks.js';
import type { Told } from './figures.js';
import type { TeamPolicy } from './policy.js';
import { addWeeks, isWeek, type WeekKey } from './week.js';

/** So far back as badges look: over 400 days. */
const weeksNoted = 60;

interface Around {
  readonly policy: TeamPolicy;
  readonly told: Told;
  /** As the board shows them, and as nobody else is shown: aliases of those whom this machine invited. */
  readonly invited?: readonly string[];
}

export const noTeamFacts: TeamFacts = { quest: false, quests: {}, kept: {}, recounts: {} };

/** With what a board told who looks at it. What was told once stays, whoever joins or leaves later. */
export function factsShown(
  before: TeamFacts,
  { quest, figures, week, rows }: Pick<Board, 'quest' | 'figures' | 'week' | 'rows'>,
  { policy, told, invited = [] }: Around,
): TeamFacts {
  const isNew = quest?.done === true && before.quests[quest.month] === undefined;
  const kept = Object.values(told).flatMap((each) => (each.kept === null ? [] : [[each.week, each.kept] as const]));
  const oldest = addWeeks(week, -weeksNoted);
  const since = (of: WeekKey) => of > oldest;
  const all = Object.entries({ ...(figures === null ? {} : Object.fromEntries(kept)), ...before.kept });
  return {
    ...before,
    ...(before.welcomed === undefined && rows.some((row) => isWelcomed(row, invited)) ? { welcomed: week } : {}),
    quest: policy.quest !== null,
    quests: isNew ? { ...before.quests, [quest.month]: week } : before.quests,
    kept: Object.fromEntries(all.filter(([of]) => since(of))),
    recounts: Object.fromEntries(Object.entries(before.recounts).filter(([of]) => since(of))),
  };
}

function isWelcomed({ alias, badges }: BoardRow, invited: readonly string[]): boolean {
  return badges.includes('first-light') && invited.includes(alias);
}

/** Facts as a file has them; undefined for anything else. */
export function readTeamFacts(value: unknown): TeamFacts | undefined {
  const { quest, quests, kept, recounts, welcomed, opened } = record(value) ?? {};
  const [months, weeks, verdicts] = [record(quests), record(kept), record(recounts)];
  if (typeof quest !== 'boolean' || months === undefined || weeks === undefined || verdicts === undefined)
    return undefined;
  if (!Object.values(months).every(isWeekText)) return undefined;
  if (welcomed !== undefined && !isWeekText(welcomed)) return undefined;
  if (opened !== undefined && !(typeof opened === 'string' && isDay(opened))) return undefined;
  if (!Object.entries(weeks).every(([week, share]) => isWeek(week) && isWhole(share, 0, 100))) return undefined;
  if (!Object.entries(verdicts).every(([week, same]) => isWeek(week) && typeof same === 'boolean')) return undefined;
  return value as TeamFacts;
}

function isWeekText(value: unknown): value is WeekKey {
  return typeof value === 'string' && isWeek(value);
}
