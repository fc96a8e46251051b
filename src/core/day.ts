/** Local calendar days. The one place where an instant and a zone become a day. */

/** `2026-01-31`. */
export type DayKey = string;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Minutes, seconds and so on of `instant` in `zone`, read back as if they were UTC. Throws RangeError on an unknown zone. */
function wallClock(instant: number, zone: string): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      era: 'short',
    });
    formats.set(zone, format);
  }
  const parts: Record<string, string> = {};
  for (const part of format.formatToParts(instant)) parts[part.type] = part.value;
  const number = (type: string) => Number(parts[type]);
  const date = new Date(Date.UTC(2000, 0, 1, number('hour'), number('minute'), number('second')));
  // `Date.UTC` takes the years 0 to 99 for those after 1900; a zero time of year 1 is found in logs.
  const year = parts['era'] === 'BC' ? 1 - number('year') : number('year');
  return date.setUTCFullYear(year, number('month') - 1, number('day'));
}

const quarterHour = 900_000;
const offsets = new Map<string, Map<number, number>>();

/** Milliseconds to add to UTC in `zone` at `instant`. Zones change their offset at whole quarter-hours only. */
function offsetAt(instant: number, zone: string): number {
  if (zone === 'UTC') return 0;
  let known = offsets.get(zone);
  if (!known) {
    known = new Map();
    offsets.set(zone, known);
  }
  const quarter = Math.floor(instant / quarterHour);
  let offset = known.get(quarter);
  if (offset === undefined) {
    const start = quarter * quarterHour;
    offset = wallClock(start, zone) - start;
    if (known.size > 20_000) known.clear();
    known.set(quarter, offset);
  }
  return offset;
}

/** The local day of an instant. */
export function dayOf(instant: number, zone: string): DayKey {
  return new Date(instant + offsetAt(instant, zone)).toISOString().slice(0, 10);
}

/** The local hour of a week that an instant lies in: 0 is Monday from midnight, 167 Sunday from 23:00. */
export function hourOfWeek(instant: number, zone: string): number {
  const local = new Date(instant + offsetAt(instant, zone));
  return ((local.getUTCDay() + 6) % 7) * 24 + local.getUTCHours();
}

/** Minutes on the local clock since midnight. */
export function minuteOfDay(instant: number, zone: string): number {
  const local = new Date(instant + offsetAt(instant, zone));
  return local.getUTCHours() * 60 + local.getUTCMinutes();
}

/**
 * The parts of [since, until) that lie in an hour of the local week, counted as `hourOfWeek` does. An hour that clocks skip
 * has none, one that they repeat is twice as long.
 */
export function hoursWithin(
  { since, until }: { readonly since: number; readonly until: number },
  hour: number,
  zone: string,
): readonly { readonly since: number; readonly until: number }[] {
  const parts: { since: number; until: number }[] = [];
  for (let day = dayOf(since, zone); dayStart(day, zone) < until; day = addDays(day, 1)) {
    const [start, end] = [dayStart(day, zone), dayStart(addDays(day, 1), zone)];
    if (Math.floor(hourOfWeek(start, zone) / 24) !== Math.floor(hour / 24)) continue;
    const of: number[] = [];
    for (let at = start; at < end; at += quarterHour) if (hourOfWeek(at, zone) === hour) of.push(at);
    const [first, last] = [of[0], of.at(-1)];
    if (first === undefined || last === undefined) continue;
    const part = { since: Math.max(since, first), until: Math.min(until, last + quarterHour) };
    if (part.since < part.until) parts.push(part);
  }
  return parts;
}

/** Where the days end that are written with four digits of a year; later ones begin with a plus (ISO 8601). */
const afterLastDay = Date.UTC(10_000, 0);

/** First instant of a local day, also where clocks are moved at midnight. */
export function dayStart(day: DayKey, zone: string): number {
  if (day.startsWith('+')) return afterLastDay;
  const utc = Date.parse(`${day}T00:00:00Z`);
  let start = utc - offsetAt(utc - offsetAt(utc, zone), zone);
  while (dayOf(start, zone) < day) start += quarterHour;
  while (dayOf(start - 1, zone) >= day) start -= quarterHour;
  return start;
}

/** Badges ask for the same few thousand again and again; dates are parsed and written slowly. */
const laterDays = new Map<string, DayKey>();

/** `days` days later (earlier when negative). */
export function addDays(day: DayKey, days: number): DayKey {
  const name = `${day}${days}`;
  let known = laterDays.get(name);
  if (known === undefined) {
    known = new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
    if (laterDays.size > 20_000) laterDays.clear();
    laterDays.set(name, known);
  }
  return known;
}

/** Whether a text is a day of the calendar. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && addDays(text, 0) === text;
}

/** Whether the runtime knows the zone. */
export function isZone(zone: string): boolean {
  if (zone === 'UTC') return true;
  try {
    wallClock(0, zone);
    return true;
  } catch {
    return false;
  }
}

/** The zone of this machine. UTC where it has none that is known: an empty `TZ` is one. */
export function machineZone(): string {
  // Undefined where `TZ` names none.
  const zone: string | undefined = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return zone !== undefined && isZone(zone) ? zone : 'UTC';
}

/** The first day of a day's week, which begins on Monday (ISO 8601). */
export function mondayOf(day: DayKey): DayKey {
  return addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
}
