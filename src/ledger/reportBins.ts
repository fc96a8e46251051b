import { addDays, type DayKey, dayOf, dayStart, hourOfWeek } from '../core/day.js';
import type { Database } from '../platform/sqlite.js';
import type { DayModelTotal, DayToolTotal, LedgerMethods } from '../protocol/ledger.js';
import { quarterHour } from './rollup.js';

/** What the report draws. Ranges are of whole local days, so whole quarter-hours are summed. */

const sum = 'sum(input + cache_read + write_5m + write_1h + output) as total';

/** Tools by name. */
export function daysByTool(
  database: Database,
  query: Parameters<LedgerMethods['daysByTool']>[0],
): readonly DayToolTotal[] {
  return daysByPart(database, query, 'tool').map(({ day, part, total }) => ({ day, tool: part, total }));
}

/** Models by name. */
export function daysByModel(
  database: Database,
  query: Parameters<LedgerMethods['daysByModel']>[0],
): readonly DayModelTotal[] {
  return daysByPart(database, query, 'model').map(({ day, part, total }) => ({ day, model: part, total }));
}

/** A statement a day over the primary key; names are joined here, for a join costs more than the sums. */
function daysByPart(
  database: Database,
  { since, until, zone, tools }: Parameters<LedgerMethods['daysByModel']>[0],
  column: 'tool' | 'model',
): { readonly day: DayKey; readonly part: string; readonly total: number }[] {
  const buckets = database.prepare(`select id, tool, ${column} as part from bucket`).all();
  const wanted = tools ? buckets.filter((row) => tools.includes(String(row['tool']))) : buckets;
  const parts = new Map(wanted.map((row) => [Number(row['id']), String(row['part'])]));
  const statement = database.prepare(
    `select bucket, ${sum} from rollup where quarter >= ? and quarter < ? group by bucket`,
  );
  const found: { day: DayKey; part: string; total: number }[] = [];
  for (let day: DayKey = dayOf(since, zone); dayStart(day, zone) < until; day = addDays(day, 1)) {
    const [first, end] = [day, addDays(day, 1)].map((of) => Math.floor(dayStart(of, zone) / quarterHour));
    const totals = new Map<string, number>();
    for (const row of statement.all(first ?? 0, end ?? 0)) {
      const part = parts.get(Number(row['bucket']));
      if (part !== undefined) totals.set(part, (totals.get(part) ?? 0) + Number(row['total']));
    }
    const used = [...totals].filter(([, total]) => total > 0).sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [part, total] of used) found.push({ day, part, total });
  }
  return found;
}

/** Tokens by hour of the local week. Quarter-hours come in the order of the primary key: nothing is sorted. */
export function hoursOfWeek(
  database: Database,
  { since, until, zone, tools }: Parameters<LedgerMethods['hoursOfWeek']>[0],
): number[] {
  const only = tools ? ` and bucket in (select id from bucket where tool in (${tools.map(() => '?').join(', ')}))` : '';
  const hours = Array<number>(168).fill(0);
  const rows = database
    .prepare(`select quarter, ${sum} from rollup where quarter >= ? and quarter < ?${only} group by quarter`)
    .all(Math.floor(since / quarterHour), Math.floor(until / quarterHour), ...(tools ?? []));
  for (const row of rows) {
    const hour = hourOfWeek(Number(row['quarter']) * quarterHour, zone);
    hours[hour] = (hours[hour] ?? 0) + Number(row['total']);
  }
  return hours;
}
