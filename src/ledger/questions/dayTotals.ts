import { addDays, type DayKey, dayOf, dayStart } from '../../core/day.js';
import type { Database } from '../../platform/sqlite.js';
import type { DayTotal, LedgerMethods } from '../../protocol/ledger.js';
import { quarterHour } from '../sums/rollup.js';
import { sumsOver } from '../sums/sixHours.js';
import { billedTokens } from '../sums/sums.js';
import { onlyBuckets, quartersOf } from './reportBins.js';

const sums = {
  total: billedTokens,
  at_least: 'at_least',
  estimate: 'estimate',
};

/**
 * All use of each local day in [since, until), days without use left out. `since` and `until` are starts of days: only
 * whole quarter-hours are summed. A statement a day over the primary key takes 5 ms for 30 weeks at a million requests;
 * one statement that groups by day would sort first.
 */
export function dayTotals(database: Database, query: Parameters<LedgerMethods['days']>[0]): DayTotal[] {
  const { since, until, zone, hour } = query;
  const { where, values } = onlyBuckets(query);
  const buckets = where === '' ? [] : database.prepare(`select id from bucket${where}`).all(...values);
  const narrowed = where === '' ? '' : `and bucket in (${buckets.map(({ id }) => Number(id)).join(', ')})`;
  const read = sumsOver(database, sums, narrowed);
  const found: DayTotal[] = [];
  for (let day: DayKey = dayOf(since, zone); dayStart(day, zone) < until; day = addDays(day, 1)) {
    const rows = quartersOf(day, zone, hour).map(([first, end]) => read(first, end));
    const of = (name: keyof typeof sums) => rows.reduce((all, row) => all + Number(row[name]), 0);
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
