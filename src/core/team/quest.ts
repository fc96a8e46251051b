import { addDays, dayOf } from '../day.js';
import type { Told } from './figures.js';
import type { Quest, TeamPolicy } from './policy.js';
import { lastDayOf, type WeekKey } from './week.js';

/** How the team's quest stands. */
export interface QuestState extends Quest {
  /** Percent or members, as they were told of the week that is shown; null: too few, or too little to say. */
  readonly reached: number | null;
  readonly done: boolean;
  /** Days of the month that are left, today not counted; 0 once it is over. */
  readonly daysLeft: number;
}

/** Null where the team has no quest. */
export function questState(
  { quest, zone }: Pick<TeamPolicy, 'quest' | 'zone'>,
  told: Told,
  { week, now }: { readonly week: WeekKey; readonly now: number },
): QuestState | null {
  if (quest === null) return null;
  const inMonth = lastDayOf(week).startsWith(quest.month);
  const reached = inMonth ? (told[week]?.[quest.kind] ?? null) : null;
  return {
    ...quest,
    reached,
    done: reached !== null && reached >= quest.target,
    daysLeft: daysLeft(quest.month, dayOf(now, zone)),
  };
}

function daysLeft(month: string, today: string): number {
  let left = 0;
  for (let day = addDays(today, 1); day.slice(0, 7) <= month; day = addDays(day, 1)) if (day.startsWith(month)) left++;
  return left;
}
