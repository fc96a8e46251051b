import type { WasteDay } from '../../core/badges/facts.js';
import { addDays, type DayKey, dayOf } from '../../core/day.js';
import type { Finding } from '../../core/insights/facts.js';
import type { Ledger } from '../ledger.js';
import { named } from '../named.js';

/** Before the local day, in the ledger's table of names: tokens of its findings by kind. A day without any has a row too. */
const prefix = 'waste:';
/** So many days are kept. */
const keptDays = 400;

type Ended = Pick<Finding, 'kind' | 'tokens'> & { readonly end: number };

/** Keeps what was found on the days from `since` that are over, by the day on which it ended. Writes only what is new. */
export function noteWaste(
  ledger: Ledger,
  found: readonly Ended[],
  { since, today, zone }: { readonly since: DayKey; readonly today: DayKey; readonly zone: string },
): void {
  const days = new Map<DayKey, Record<string, number>>();
  for (let day = since; day < today; day = addDays(day, 1)) days.set(day, {});
  for (const { kind, tokens, end } of found) {
    const sums = days.get(dayOf(end, zone));
    if (sums) sums[kind] = (sums[kind] ?? 0) + tokens;
  }
  const told = [...days].map(([day, sums]) => [prefix + day, textOf(sums)] as const);
  const news = told.filter(([name, value]) => ledger.meta(name) !== value);
  if (news.length === 0) return;
  ledger.write(() => {
    for (const [name, value] of news) ledger.setMeta(name, value);
    ledger.database
      .prepare(`delete from meta where name >= ? and name < ?`)
      .run(prefix, prefix + addDays(today, -keptDays));
  });
}

/** Another order of the same is no news. */
function textOf(sums: Readonly<Record<string, number>>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(sums).sort(([a], [b]) => (a < b ? -1 : 1))));
}

/** Days of which it is known what need not have been used, from one on, in order. */
export function wasteDays(ledger: Ledger, since: DayKey): readonly WasteDay[] {
  return named(ledger, prefix, since).map(({ rest, value }) => ({ day: rest, tokens: JSON.parse(value) }));
}
