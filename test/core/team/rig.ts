import { formulaVersion } from '../../../src/core/keptWork/formulae.js';
import type { Viewer } from '../../../src/core/team/board.js';
import { firstPolicy, type TeamPolicy } from '../../../src/core/team/policy.js';
import type { MemberRows, WeekRow } from '../../../src/core/team/row.js';

/** Thu 19 Nov 2026, 15:42 in Berlin: the figures of week 46 are taken since Tuesday. */
export const now = Date.UTC(2026, 10, 19, 14, 42);
export const week = '2026-W46';

export const policy: TeamPolicy = firstPolicy({ name: 'Harbour', zone: 'Europe/Berlin', admins: ['m1'] });

export function member(id: string, row: Partial<WeekRow> | null, more: Partial<MemberRows> = {}): MemberRows {
  const weeks = row === null ? [] : [{ week, ...row }];
  return { member: id, alias: `Alias ${id}`, formula: formulaVersion, weeks, flag: null, ...more };
}

/** Members m1, m2 … with these rows. */
export function team(rows: readonly (Partial<WeekRow> | null)[]): readonly MemberRows[] {
  return rows.map((row, index) => member(`m${index + 1}`, row));
}

export function viewer(id: string, more: Partial<Viewer> = {}): Viewer {
  return { member: id, sharing: true, board: 'kept', told: {}, ...more };
}
