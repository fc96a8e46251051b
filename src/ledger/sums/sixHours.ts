import { type Database, prepared } from '../../platform/sqlite.js';

/**
 * Of a large roll-up there are sums by six hours (from 0, 6, 12 and 18 o'clock UTC) × session × bucket in table `six_hours`, of all
 * quarter-hours before `summedTo`: at a million requests a fourth or fifth of its rows. The edges of a local day lie in its night,
 * whatever the zone. None are kept of a small one, which is read as fast: they would be 2 % of its ledger, of a million requests 1 %.
 */
const quarters = 24;

/** Its six hours' first quarter-hour. */
export function sixHoursOf(quarter: number): number {
  return Math.floor(quarter / quarters) * quarters;
}

/** The first quarter-hour of the next six hours. */
export function nextSixHours(quarter: number): number {
  return sixHoursOf(quarter) + quarters;
}

/** The same in SQL, whose division rounds towards nought. */
export const sixHoursSql = `quarter - (quarter % ${quarters} + ${quarters}) % ${quarters}`;

/** Before anything that a log can tell. */
export const nothing = Number.MIN_SAFE_INTEGER;

/** `value`: up to where, and the ledger's revision that it holds for. */
const noted = `select s.value, coalesce(r.value, 0) as revision from meta s left join meta r on r.name = 'revision' where s.name = 'summedTo'`;

/**
 * The quarter-hour before which all are summed by six hours. It only grows: one that was read earlier holds, if of less. Before all where
 * a build that knows nothing of it has written since: it may have had the ledger open when a newer one changed the schema.
 */
export function summedTo(database: Database): number {
  const row = prepared(database, noted).get();
  const [quarter, revision] = String(row?.['value']).split(' ');
  const ahead = Number(revision) - Number(row?.['revision']);
  // One ahead in the midst of a write.
  return ahead === 0 || ahead === 1 ? Number(quarter) : nothing;
}

/** Inside `Ledger.write` only, which makes the next revision. */
export function noteSummedTo(database: Database, quarter: number): void {
  database
    .prepare(`insert or replace into meta (name, value)
      select 'summedTo', ? || ' ' || (coalesce((select value from meta where name = 'revision'), 0) + 1)`)
    .run(String(quarter));
}

/** Where whole six hours begin and end in the quarter-hours of [first, end) before `summed`; without any both are `end`. */
export function wholeSixHours(first: number, end: number, summed: number): readonly [from: number, to: number] {
  const from = sixHoursOf(first + quarters - 1);
  const to = sixHoursOf(Math.min(end, summed));
  return from < to ? [from, to] : [end, end];
}

type Row = Record<string, unknown>;

interface Reading {
  readonly columns: string;
  /** What follows the condition on the quarter-hour. */
  readonly narrowed?: string;
  /** A statement of what is read. */
  readonly of?: (rows: string) => string;
}

/**
 * Reads the roll-up over quarter-hours of [first, end), the sums of whole six hours in place of their rows: what is of one key comes in
 * several rows. In one statement, which sees one state of the ledger.
 */
export function overQuarters(
  database: Database,
  { columns, narrowed = '', of = (rows) => rows }: Reading,
): (first: number, end: number) => readonly Row[] {
  const summed = summedTo(database);
  const part = (table: string, first: number) =>
    `select ${columns} from ${table} where quarter >= ?${first} and quarter < ?${first + 1} ${narrowed}`;
  const prepare = (...parts: readonly string[]) => database.prepare(of(parts.join(' union all ')));
  const plain = prepare(part('rollup', 1));
  if (summed === nothing) return (first, end) => plain.all(first, end);
  const parted = prepare(part('rollup', 1), part('six_hours', 2), part('rollup', 3));
  return (first, end) => {
    const [from, to] = wholeSixHours(first, end, summed);
    return from === end ? plain.all(first, end) : parted.all(first, from, to, end);
  };
}

/** Sums of columns of the roll-up, by name, over quarter-hours of [first, end). */
export function sumsOver(
  database: Database,
  columns: Readonly<Record<string, string>>,
  narrowed = '',
): (first: number, end: number) => Row {
  const total = (of: (name: string) => string) =>
    Object.keys(columns)
      .map((name) => `total(${of(name)}) as ${name}`)
      .join(', ');
  const read = overQuarters(database, {
    columns: total((name) => columns[name] ?? name),
    narrowed,
    of: (rows) => `select ${total((name) => name)} from (${rows})`,
  });
  return (first, end) => read(first, end)[0] as Row;
}
