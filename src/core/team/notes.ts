import { addDays, type DayKey } from '../day.js';
import type { Member } from './bodies.js';
import { type Heard, memberRows } from './heard.js';
import type { Note } from './note.js';
import { byText } from './order.js';
import type { WeekKey } from './week.js';

/** With who said it. */
export interface NoteSaid extends Note {
  readonly member: string;
  /** As he wrote it: hostile, as is `text`. */
  readonly alias: string;
}

/** All that members say now, oldest first; nothing of who left. */
export function notesSaid(members: readonly Member[], heard: Heard): readonly NoteSaid[] {
  const aliases = new Map(memberRows(members, heard, {}).map(({ member, alias }) => [member, alias]));
  return Object.values(heard)
    .flatMap(({ member, notes = [] }) => {
      const alias = aliases.get(member);
      return alias === undefined ? [] : notes.map((note) => ({ ...note, member, alias }));
    })
    .sort((a, b) => byText(a.day, b.day) || byText(a.member, b.member) || byText(a.text, b.text));
}

/** Members who object to a version of the policy. */
export function objectors(notes: readonly NoteSaid[], version: number): number {
  const own = notes.filter(({ kind, of }) => kind === 'policy' && of === String(version));
  return new Set(own.map(({ member }) => member)).size;
}

const holdDays = 7;

/** The last day on which a week's digest waits, from the first who wanted that: nobody makes it longer. Null: it goes out. */
export function heldUntil(notes: readonly NoteSaid[], week: WeekKey, today: DayKey): DayKey | null {
  const first = notes.find(({ kind, of }) => kind === 'digest' && of === week);
  const last = first && addDays(first.day, holdDays - 1);
  return last !== undefined && last >= today ? last : null;
}
