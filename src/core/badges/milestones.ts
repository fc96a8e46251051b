import type { DayKey } from '../day.js';

/** Round sums of tokens, for the person's own view alone: no badge, never shared. */
export interface Milestones {
  /** All tokens ever counted. */
  readonly total: number;
  /** Those that were passed, the smallest first, each with its day. */
  readonly reached: readonly { readonly tokens: number; readonly day: DayKey }[];
  readonly next: number;
}

const first = 1_000_000;

/** Ten times as many each time. `days`: all with use, in order. */
export function milestonesOf(days: readonly { readonly day: DayKey; readonly total: number }[]): Milestones {
  const reached: { tokens: number; day: DayKey }[] = [];
  let [total, next] = [0, first];
  for (const each of days) {
    total += each.total;
    for (; total >= next; next *= 10) reached.push({ tokens: next, day: each.day });
  }
  return { total, reached, next };
}
