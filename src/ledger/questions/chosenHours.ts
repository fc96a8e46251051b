import type { HoursDay } from '../../core/badges/facts.js';
import { type Hours, hoursOf, isIn } from '../../core/badges/hours.js';
import { type DayKey, dayOf, dayStart, minuteOfDay } from '../../core/day.js';
import type { Ledger } from '../ledger.js';
import { named } from '../named.js';
import { quarterHour } from '../sums/rollup.js';

/** Before the local day on which hours were seen first, in the ledger's table of names. Each choice holds from the day after. */
const prefix = 'hours:';

interface Choice {
  readonly day: DayKey;
  readonly text: string;
}

/** The hours that a person wrote are in force on a local day; '' for none. Writes only what is new. */
export function noteHours(ledger: Ledger, day: DayKey, told: string): void {
  const text = hoursOf(told) ? told : '';
  if ((choices(ledger).at(-1)?.text ?? '') !== text) ledger.write(() => ledger.setMeta(prefix + day, text));
}

function choices(ledger: Ledger): readonly Choice[] {
  return named(ledger, prefix).map(({ rest, value }) => ({ day: rest, text: value }));
}

/** Days with use from `since` to `today` on which a choice held, in order; null where none was ever made. */
export function hoursDays(
  ledger: Ledger,
  { since, today, zone }: { readonly since: DayKey; readonly today: DayKey; readonly zone: string },
): readonly HoursDay[] | null {
  const made = choices(ledger);
  const [first] = made;
  if (!first) return null;
  const held = new Map<DayKey, Hours | undefined>();
  const days = new Map<DayKey, { used: number; within: number }>();
  for (const at of usedQuarters(ledger, dayStart(first.day > since ? first.day : since, zone), zone, today)) {
    const day = dayOf(at, zone);
    if (!held.has(day)) held.set(day, hoursOf(made.findLast((choice) => choice.day < day)?.text ?? ''));
    const hours = held.get(day);
    if (!hours) continue;
    const sums = days.get(day) ?? { used: 0, within: 0 };
    sums.used++;
    if (isIn(hours, minuteOfDay(at, zone))) sums.within++;
    days.set(day, sums);
  }
  return [...days].map(([day, sums]) => ({ day, ...sums })).reverse();
}

/** The beginnings of quarter-hours with use, the newest first: a look-up each, whatever was used in them. */
function usedQuarters({ database }: Ledger, since: number, zone: string, today: DayKey): readonly number[] {
  const last = database.prepare(
    'select quarter from rollup where quarter < ? and requests > 0 order by quarter desc limit 1',
  );
  const end = dayStart(today, zone) + 25 * 3_600_000;
  const found: number[] = [];
  for (let before = Math.floor(end / quarterHour); ; ) {
    const quarter = last.get(before)?.['quarter'];
    if (typeof quarter !== 'number' || quarter * quarterHour < since) return found;
    if (dayOf(quarter * quarterHour, zone) <= today) found.push(quarter * quarterHour);
    before = quarter;
  }
}
