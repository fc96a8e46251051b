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

/** The last of a list that is never empty, such as that of spans. */
export function lastOf<T>(all: readonly T[]): T {
  return all.at(-1) as T;
}

/** Those of a span, of all that are in order. */
export function within<T extends { readonly day: DayKey }>(all: readonly T[], { first, end }: Span): T[] {
  return all.slice(countBefore(all, first, false), countBefore(all, end, true));
}

/** How many are before a day, or up to it. */
function countBefore(all: readonly { readonly day: DayKey }[], day: DayKey, itself: boolean): number {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const { day: other } = all[middle] as { readonly day: DayKey };
    if (other < day || (itself && other === day)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Sums of each day, of all that are in order. A span of days is then summed over days: a year has a hundred times as many
 * edits, and each of them lies in up to 90 spans.
 */
export function daily<T extends { readonly day: DayKey }, K extends string>(
  all: readonly T[],
  of: Readonly<Record<K, (each: T) => number>>,
): readonly ({ readonly day: DayKey } & Readonly<Record<K, number>>)[] {
  const names = Object.keys(of) as K[];
  const days = new Map<DayKey, Record<K, number>>();
  for (const each of all) {
    const sums = days.get(each.day) ?? (Object.fromEntries(names.map((name) => [name, 0])) as Record<K, number>);
    for (const name of names) sums[name] += of[name](each);
    days.set(each.day, sums);
  }
  return [...days].map(([day, sums]) => ({ day, ...sums }));
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

const activeDaysOf = new WeakMap<BadgeFacts, readonly WorkDay[]>();

/** Settled days with enough AI lines, in order. Found once for all badges that ask. */
export function activeDays(facts: BadgeFacts): readonly WorkDay[] {
  const known = activeDaysOf.get(facts) ?? findActiveDays(facts);
  activeDaysOf.set(facts, known);
  return known;
}

function findActiveDays(facts: BadgeFacts): readonly WorkDay[] {
  const last = settled(facts);
  const uses = new Map(facts.days.map((use) => [use.day, use]));
  return daily<EditFact, 'lines' | 'kept'>(facts.edits, { lines: ({ lines }) => lines, kept: ({ kept }) => kept })
    .filter(({ day, lines }) => lines >= activeLines && day <= last)
    .map(({ day, lines, kept }) => {
      const use = uses.get(day);
      return { day, lines, kept, use, yield: ratio(kept * 1000, use?.output ?? 0) };
    });
}

/** Active days of the 60 before a day. */
export function daysBefore(all: readonly WorkDay[], day: DayKey): WorkDay[] {
  return within(all, { first: addDays(day, -usualDays), end: addDays(day, -1) });
}

/** Median kept lines a thousand output tokens; undefined of days that tell none. */
export function usualYield(days: readonly WorkDay[]): number | undefined {
  return median(days.flatMap((day) => day.yield ?? []));
}
