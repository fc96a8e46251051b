import { dayOf, dayStart } from '../../core/day.js';
import type { Formats } from '../../core/format.js';
import { t } from '../words.js';

/** `2026-01-01 to 2026-01-31`, one day alone; with the time of day where it ends within a day. */
export function spanText(
  { since, until }: { readonly since: number; readonly until: number },
  zone: string,
  formats: Pick<Formats, 'clock'>,
): string {
  const [first, last] = [dayOf(since, zone), dayOf(until - 1, zone)];
  const days = first === last ? first : t('{0} to {1}', first, last);
  const whole = dayStart(dayOf(until, zone), zone) === until;
  return whole ? days : t('{0}, until {1}', days, formats.clock(until));
}
