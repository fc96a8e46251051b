import { addDays, type DayKey, dayOf, dayStart, isDay, mondayOf } from './day.js';

/** Local days, both ends included; open where an end is absent. */
export interface DaySpan {
  readonly since?: DayKey | undefined;
  readonly until?: DayKey | undefined;
}

/** Spans with a name, of the days around now. Weeks begin on Monday (ISO 8601). */
export const spanNames = [
  'today',
  'yesterday',
  '7d',
  '30d',
  'thisWeek',
  'lastWeek',
  'thisMonth',
  'lastMonth',
  'all',
] as const;
export type SpanName = (typeof spanNames)[number];

/** A span that goes on ends with today. */
export function spanOf(name: SpanName, now: number, zone: string): DaySpan {
  const today = dayOf(now, zone);
  const monday = mondayOf(today);
  const first = `${today.slice(0, 7)}-01`;
  switch (name) {
    case 'today':
      return { since: today, until: today };
    case 'yesterday':
      return { since: addDays(today, -1), until: addDays(today, -1) };
    case '7d':
      return { since: addDays(today, -6), until: today };
    case '30d':
      return { since: addDays(today, -29), until: today };
    case 'thisWeek':
      return { since: monday, until: today };
    case 'lastWeek':
      return { since: addDays(monday, -7), until: addDays(monday, -1) };
    case 'thisMonth':
      return { since: first, until: today };
    case 'lastMonth':
      return { since: monthBefore(first), until: addDays(first, -1) };
    case 'all':
      return {};
  }
}

/** Whether both ends are days of the calendar or open, the first not after the last. */
export function isSpan({ since, until }: DaySpan): boolean {
  const days = [since, until].filter((day) => day !== undefined);
  return days.every((day) => typeof day === 'string' && isDay(day)) && !(since && until && since > until);
}

/** First day of the month before that of `day`. */
export function monthBefore(day: DayKey): DayKey {
  return `${addDays(`${day.slice(0, 7)}-01`, -1).slice(0, 7)}-01`;
}

/** First instant of the first day, and first instant after the last. */
export function instants(span: DaySpan & { readonly zone: string }): { since?: number; until?: number } {
  return {
    ...(span.since ? { since: dayStart(span.since, span.zone) } : {}),
    ...(span.until ? { until: dayStart(addDays(span.until, 1), span.zone) } : {}),
  };
}
