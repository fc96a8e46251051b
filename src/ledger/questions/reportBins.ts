import { addDays, type DayKey, dayOf, dayStart, hourOfWeek, hoursWithin } from '../../core/day.js';
import type { Database } from '../../platform/sqlite.js';
import type { DayModelTotal, DayToolTotal, LedgerMethods } from '../../protocol/ledger.js';
import { quarterHour } from '../sums/rollup.js';
import { overQuarters } from '../sums/sixHours.js';
import { billedTokens } from '../sums/sums.js';

/** What the report draws. Ranges are of whole local days, so whole quarter-hours are summed. */

const sum = `total(${billedTokens}) as total`;

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
  { since, until, zone, hour, ...only }: Parameters<LedgerMethods['daysByModel']>[0],
  column: 'tool' | 'model',
): { readonly day: DayKey; readonly part: string; readonly total: number }[] {
  const { where, values } = onlyBuckets(only);
  const wanted = database.prepare(`select id, ${column} as part from bucket${where}`).all(...values);
  const parts = new Map(wanted.map((row) => [Number(row['id']), String(row['part'])]));
  const read = overQuarters(database, { columns: `bucket, ${sum}`, narrowed: 'group by bucket' });
  const found: { day: DayKey; part: string; total: number }[] = [];
  for (let day: DayKey = dayOf(since, zone); dayStart(day, zone) < until; day = addDays(day, 1)) {
    const totals = new Map<string, number>();
    for (const [first, end] of quartersOf(day, zone, hour))
      for (const row of read(first, end)) {
        const part = parts.get(Number(row['bucket']));
        if (part !== undefined) totals.set(part, (totals.get(part) ?? 0) + Number(row['total']));
      }
    const used = [...totals].filter(([, total]) => total > 0).sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [part, total] of used) found.push({ day, part, total });
  }
  return found;
}

/** The quarter-hours of a local day, or of an hour of the week in it, as [first, end). */
export function quartersOf(
  day: DayKey,
  zone: string,
  hour: number | undefined,
): readonly (readonly [number, number])[] {
  const whole = { since: dayStart(day, zone), until: dayStart(addDays(day, 1), zone) };
  const ranges = hour === undefined ? [whole] : hoursWithin(whole, hour, zone);
  return ranges.map(({ since, until }) => [Math.floor(since / quarterHour), Math.floor(until / quarterHour)]);
}

/** The buckets of some tools and models; '' for all. */
export function onlyBuckets({
  tools,
  models,
}: {
  tools?: readonly string[] | undefined;
  models?: readonly string[] | undefined;
}): {
  readonly where: string;
  readonly values: readonly string[];
} {
  const isOneOf = (column: string, names: readonly string[]) => `${column} in (${names.map(() => '?').join(', ')})`;
  const parts = [...(tools ? [isOneOf('tool', tools)] : []), ...(models ? [isOneOf('model', models)] : [])];
  const values = [...(tools ?? []), ...(models ?? [])];
  return { where: parts.length === 0 ? '' : ` where ${parts.join(' and ')}`, values };
}

/** Tokens by hour of the local week. Quarter-hours come in the order of the primary key: nothing is sorted. */
export function hoursOfWeek(
  database: Database,
  { since, until, zone, hour: wanted, ...of }: Parameters<LedgerMethods['hoursOfWeek']>[0],
): number[] {
  const { where, values } = onlyBuckets(of);
  const only = where === '' ? '' : ` and bucket in (select id from bucket${where})`;
  const hours = Array<number>(168).fill(0);
  const rows = database
    .prepare(`select quarter, ${sum} from rollup where quarter >= ? and quarter < ?${only} group by quarter`)
    .all(Math.floor(since / quarterHour), Math.floor(until / quarterHour), ...values);
  for (const row of rows) {
    const hour = hourOfWeek(Number(row['quarter']) * quarterHour, zone);
    if (wanted === undefined || hour === wanted) hours[hour] = (hours[hour] ?? 0) + Number(row['total']);
  }
  return hours;
}
