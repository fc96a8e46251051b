import { addDays, type DayKey, dayOf, dayStart } from '../core/day.js';
import type { Database } from '../platform/sqlite.js';
import type { DayTotal, LedgerMethods } from '../protocol/ledger.js';
import { onlyBuckets, quartersOf } from './reportBins.js';
import { quarterHour } from './rollup.js';

const sums =
  'total(input + cache_read + write_5m + write_1h + output) as total, total(at_least) as at_least, total(estimate) as estimate';

/**
 * All use of each local day in [since, until), days without use left out. `since` and `until` are starts of days: only
 * whole quarter-hours are summed. A statement a day over the primary key takes 11 ms for 30 weeks at a million requests;
 * one statement that groups by day sorts first and takes 33 ms.
 */
export function dayTotals(database: Database, query: Parameters<LedgerMethods['days']>[0]): DayTotal[] {
  const { since, until, zone, hour } = query;
  const { where, values } = onlyBuckets(query);
  const only = where === '' ? '' : ` and bucket in (select id from bucket${where})`;
  const statement = database.prepare(`select ${sums} from rollup where quarter >= ? and quarter < ?${only}`);
  const found: DayTotal[] = [];
  for (let day: DayKey = dayOf(since, zone); dayStart(day, zone) < until; day = addDays(day, 1)) {
    const rows = quartersOf(day, zone, hour).map(([first, end]) => statement.get(first, end, ...values));
    const of = (name: string) => rows.reduce((all, row) => all + Number(row?.[name] ?? 0), 0);
    const total = of('total');
    if (total === 0) continue;
    const [atLeast, estimate] = [of('at_least'), of('estimate')];
    found.push({ day, total, precision: { exact: total - atLeast - estimate, atLeast, estimate } });
  }
  return found;
}

/** Start of the quarter-hour of the first use ever; undefined without any. */
export function firstUse(database: Database): number | undefined {
  const first = database.prepare('select min(quarter) as first from rollup').get()?.['first'];
  return typeof first === 'number' ? first * quarterHour : undefined;
}
