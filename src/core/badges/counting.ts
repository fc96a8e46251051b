import type { DayKey } from '../day.js';
import type { Lack, Standing, Unit } from './badge.js';

/** The parts of a standing that say how far it is. */
export type Course = Pick<Standing, 'reached' | 'progress' | 'count' | 'lacks'>;

/** A badge for so many things: reached on the day of the last one. `days` are theirs, in order. */
export function counted(days: readonly DayKey[], of: number, unit: Unit): Course {
  const last = days[of - 1];
  const value = Math.min(days.length, of);
  return { reached: last === undefined ? [] : [last], progress: value / of, count: { value, of, unit }, lacks: null };
}

export interface Step {
  readonly day: DayKey;
  /** It counts, breaks the row, or does neither. */
  readonly counts: boolean;
}

/** So many in a row: reached on the day of the last one; else the row that goes on counts. */
export function inARow(steps: readonly Step[], of: number, unit: Unit): Course {
  let row: DayKey[] = [];
  for (const { day, counts } of steps) {
    row = counts ? [...row, day] : [];
    if (row.length === of) return counted(row, of, unit);
  }
  return counted(row, of, unit);
}

/** What a span of days came to. */
export interface Measure {
  /** The day on which it was known. */
  readonly day: DayKey;
  /** How much there is to say it from, of how much is needed. */
  readonly sample: number;
  /** How near each tier is, 1 and more: reached. */
  readonly near: readonly number[];
}

/**
 * A badge for what spans of days come to, from old to new: a tier is reached in the first with enough to say it from. The
 * last one tells how far the next tier is.
 */
export function measured(
  spans: readonly Measure[],
  { of, unit }: { readonly of: number; readonly unit: Unit },
): Course {
  const now = spans.at(-1);
  const tiers = now?.near.length ?? 1;
  const reached: DayKey[] = [];
  for (const { day, sample, near } of spans)
    while (sample >= of && reached.length < tiers && Number(near[reached.length]) >= 1) reached.push(day);
  const sample = now?.sample ?? 0;
  const lacks: Lack | null = sample < of ? { kind: 'sample', value: sample, of, unit } : null;
  if (now && reached.length === tiers) return { reached, progress: 1, count: null, lacks: null };
  const near = Math.min(1, now?.near[reached.length] ?? 0);
  return { reached, progress: Math.min(1, sample / of) * near, count: null, lacks };
}

/** How near a share that is to be at least some value is; of one that is to be at most, hand in both as they are. */
export function atLeast(value: number | undefined, wanted: number): number {
  return value === undefined ? 0 : value / wanted;
}

export function atMost(value: number | undefined, wanted: number): number {
  if (value === undefined) return 0;
  return value <= wanted ? 1 : wanted / value;
}
