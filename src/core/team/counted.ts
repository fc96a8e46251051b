import { formulaVersion } from '../keptWork/formulae.js';
import type { MemberRows, WeekRow } from './row.js';
import { addWeeks, type WeekKey } from './week.js';

/** Weeks after which a row is stale: 35 days. */
const staleAfter = 5;

/** A member with the row that counts for a week. */
export interface Counted {
  readonly member: string;
  readonly alias: string;
  readonly row: WeekRow;
}

/** Whether a member's rows can be compared at all. */
export function isComparable({ flag, formula }: MemberRows): boolean {
  return flag === null && formula === formulaVersion;
}

/**
 * The row that stands for a member in a week: the newest up to it. One of an earlier week goes on counting for 35 days, so
 * that nobody can tell from a board who was away. Undefined if there is none, or only a stale one.
 */
export function standingRow({ weeks }: MemberRows, week: WeekKey): WeekRow | undefined {
  const oldest = addWeeks(week, -staleAfter);
  return weeks.reduce<WeekRow | undefined>(
    (best, row) => (row.week <= week && row.week > oldest && row.week > (best?.week ?? '') ? row : best),
    undefined,
  );
}

/** Everyone whose row counts in a week. */
export function countedIn(members: readonly MemberRows[], week: WeekKey): readonly Counted[] {
  return members.filter(isComparable).flatMap((member) => {
    const row = standingRow(member, week);
    return row ? [{ member: member.member, alias: member.alias, row }] : [];
  });
}

/** All that a member shared is older than 35 days. */
export function isStale(member: MemberRows, week: WeekKey): boolean {
  return member.weeks.some((row) => row.week <= week) && standingRow(member, week) === undefined;
}
