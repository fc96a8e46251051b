import { addDays, dayOf } from '../day.js';
import { type Counted, countedIn } from './counted.js';
import type { Told } from './figures.js';
import { leastGroup } from './kRule.js';
import type { Quest, TeamPolicy } from './policy.js';
import type { MemberRows } from './row.js';
import { lastDayOf, type WeekKey } from './week.js';

/** How the team's quest stands. */
export interface QuestState extends Quest {
  /** Percent or members; null: fewer than five, or too little to say. */
  readonly reached: number | null;
  readonly done: boolean;
  /** Days of the month that are left, today not counted; 0 once it is over. */
  readonly daysLeft: number;
}

/** Null where the team has no quest. */
export function questState(
  members: readonly MemberRows[],
  { quest, zone }: TeamPolicy,
  told: Told,
  { week, now }: { readonly week: WeekKey; readonly now: number },
): QuestState | null {
  if (quest === null) return null;
  const inMonth = lastDayOf(week).startsWith(quest.month);
  const reached = quest.kind === 'kept' ? (told[week]?.kept ?? null) : activeOf(countedIn(members, week));
  const counts = inMonth ? reached : null;
  return {
    ...quest,
    reached: counts,
    done: counts !== null && counts >= quest.target,
    daysLeft: daysLeft(quest.month, dayOf(now, zone)),
  };
}

function activeOf(counted: readonly Counted[]): number | null {
  const active = counted.filter(({ row }) => row.quest).length;
  return active < leastGroup ? null : active;
}

function daysLeft(month: string, today: string): number {
  let left = 0;
  for (let day = addDays(today, 1); day.slice(0, 7) <= month; day = addDays(day, 1)) if (day.startsWith(month)) left++;
  return left;
}
