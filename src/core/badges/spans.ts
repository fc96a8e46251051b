import { addDays, type DayKey } from '../day.js';
import { median } from '../keptWork/statistics.js';
import type { BadgeFacts, EditFact, UseDay } from './facts.js';

/** G6: what is taken back within a week counts nothing, so nothing younger does. */
export const settleDays = 7;
/** A week to be committed, and 28 days to stay. */
export const ageDays = 35;
/** Fewer AI lines are no active day, as for the score. */
export const activeLines = 10;
const usualDays = 60;

/** `length` days up to `end`. */
export interface Span {
  readonly first: DayKey;
  readonly end: DayKey;
}

/** All spans of so many days that end with a day of which one of `all` tells, or with the last that counts. */
export function spansOf(all: readonly { readonly day: DayKey }[], length: number, last: DayKey): readonly Span[] {
  const ends = [...new Set([...all.map(({ day }) => day).filter((day) => day <= last), last])].sort();
  return ends.map((end) => ({ first: addDays(end, 1 - length), end }));
}

export function within<T extends { readonly day: DayKey }>(all: readonly T[], { first, end }: Span): T[] {
  return all.filter(({ day }) => day >= first && day <= end);
}

/** The last day whose edits and commits count. */
export function settled({ today }: Pick<BadgeFacts, 'today'>): DayKey {
  return addDays(today, -settleDays);
}

export function sum<T>(all: readonly T[], of: (each: T) => number): number {
  return all.reduce((total, each) => total + of(each), 0);
}

/** Undefined of nothing. */
export function ratio(part: number, whole: number): number | undefined {
  return whole > 0 ? part / whole : undefined;
}

/** A day of work with AI lines, and what was used on it. */
export interface WorkDay {
  readonly day: DayKey;
  readonly lines: number;
  readonly kept: number;
  readonly use: UseDay | undefined;
  /** Kept lines a thousand output tokens; undefined where the tools tell none. */
  readonly yield: number | undefined;
}

/** Settled days with enough AI lines, in order. */
export function activeDays(facts: BadgeFacts): readonly WorkDay[] {
  const uses = new Map(facts.days.map((use) => [use.day, use]));
  const byDay = new Map<DayKey, EditFact[]>();
  for (const edit of facts.edits) {
    const same = byDay.get(edit.day);
    if (same) same.push(edit);
    else byDay.set(edit.day, [edit]);
  }
  return [...byDay]
    .map(([day, edits]) => {
      const use = uses.get(day);
      const kept = sum(edits, (edit) => edit.kept);
      return { day, lines: sum(edits, ({ lines }) => lines), kept, use, yield: ratio(kept * 1000, use?.output ?? 0) };
    })
    .filter(({ day, lines }) => lines >= activeLines && day <= settled(facts))
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** Active days of the 60 before a day. */
export function daysBefore(all: readonly WorkDay[], day: DayKey): WorkDay[] {
  const from = addDays(day, -usualDays);
  return all.filter((other) => other.day >= from && other.day < day);
}

/** Median kept lines a thousand output tokens; undefined of days that tell none. */
export function usualYield(days: readonly WorkDay[]): number | undefined {
  return median(days.flatMap((day) => day.yield ?? []));
}
