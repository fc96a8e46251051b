import { addDays, type DayKey, dayOf, dayStart } from './day.js';
import { type DaySpan, isSpan, monthBefore, spanOf } from './span.js';

/** Two periods to compare, as instants [since, until). */
export interface Pair {
  readonly now: { readonly since: number; readonly until: number };
  readonly before: { readonly since: number; readonly until: number };
}

/** Those that go on are compared with as much of the one before: to the same day and time of day. */
export const pairNames = ['week', 'lastWeek', 'month', 'lastMonth', '7d', '30d', 'day'] as const;
export type PairName = (typeof pairNames)[number];

export function pairOf(name: PairName, now: number, zone: string): Pair {
  switch (name) {
    case 'week':
      return running(spanOf('thisWeek', now, zone), 7, now, zone);
    case '7d':
      return running(spanOf('7d', now, zone), 7, now, zone);
    case '30d':
      return running(spanOf('30d', now, zone), 30, now, zone);
    case 'day':
      return running(spanOf('today', now, zone), 1, now, zone);
    case 'month':
      return runningMonth(now, zone);
    case 'lastWeek': {
      const last = spanOf('lastWeek', now, zone);
      return pairOfSpans(last, { since: shifted(last.since, -7), until: shifted(last.until, -7) }, zone);
    }
    case 'lastMonth': {
      const last = spanOf('lastMonth', now, zone);
      const since = monthBefore(last.since ?? '');
      return pairOfSpans(last, { since, until: shifted(last.since, -1) }, zone);
    }
  }
}

/** Two periods by the name of the pair, or as days. */
export type PairWish = PairName | readonly [now: DaySpan, before: DaySpan];

/** Undefined of what names no two periods. */
export function pairOfWish(wish: PairWish, now: number, zone: string): Pair | undefined {
  if (typeof wish === 'string') return pairNames.includes(wish) ? pairOf(wish, now, zone) : undefined;
  const [first, second] = wish;
  return isSpan(first) && isSpan(second) ? pairOfSpans(first, second, zone) : undefined;
}

/** Both in whole days; a span without ends is empty. */
export function pairOfSpans(now: DaySpan, before: DaySpan, zone: string): Pair {
  const range = ({ since, until }: DaySpan) => {
    if (since === undefined || until === undefined) return { since: 0, until: 0 };
    return { since: dayStart(since, zone), until: dayStart(addDays(until, 1), zone) };
  };
  return { now: range(now), before: range(before) };
}

/** The span that ends with today, and the same moved back by whole days, ending at this time of its last day. */
function running({ since = '' }: DaySpan, days: number, now: number, zone: string): Pair {
  const today = dayOf(now, zone);
  return {
    now: { since: dayStart(since, zone), until: dayStart(addDays(today, 1), zone) },
    before: { since: dayStart(addDays(since, -days), zone), until: atTimeOf(now, addDays(today, -days), zone) },
  };
}

/** On a 31st the month before is taken whole where it has no such day. */
function runningMonth(now: number, zone: string): Pair {
  const today = dayOf(now, zone);
  const first = `${today.slice(0, 7)}-01`;
  const firstBefore = monthBefore(first);
  const same = `${firstBefore.slice(0, 7)}-${today.slice(8)}`;
  const until = same < first && addDays(same, 0) === same ? atTimeOf(now, same, zone) : dayStart(first, zone);
  return {
    now: { since: dayStart(first, zone), until: dayStart(addDays(today, 1), zone) },
    before: { since: dayStart(firstBefore, zone), until: Math.min(until, dayStart(first, zone)) },
  };
}

/** As long after the day's start as `now` is after that of its own, within the day. */
function atTimeOf(now: number, day: DayKey, zone: string): number {
  const elapsed = now - dayStart(dayOf(now, zone), zone);
  return Math.min(dayStart(day, zone) + elapsed, dayStart(addDays(day, 1), zone));
}

function shifted(day: DayKey | undefined, days: number): DayKey {
  return addDays(day ?? '', days);
}
