import { addDays, dayOf, dayStart, hoursWithin } from '../../core/day.js';
import type { Dimension, LimitRow, SessionRow, Totals, UsageRow } from '../../core/report.js';
import { prepared, type Statement } from '../../platform/sqlite.js';
import type { Range, SessionsQuery, UsageAnswer, UsageQuery } from '../../protocol/ledger.js';
import type { Ledger } from '../ledger.js';
import { contextWindows } from '../reading/toldStatus.js';
import { earliest, latest, piecesOf, quartersOfUse, wholeFirst } from '../sums/rangePieces.js';
import { quarterHour } from '../sums/rollup.js';
import { summedTo, wholeSixHours } from '../sums/sixHours.js';
import { emptySums, lastQuarter, type Sums, sumColumns, takeRow, totalsOf, withoutPrice } from '../sums/sums.js';
import { type Filter, filters } from './filters.js';
import { limitRows } from './limitRows.js';
import { UsageGroups } from './usageGroups.js';
import { sessionsOfWindow } from './windowUse.js';

/** SQL that names each dimension but the day, which needs a zone. */
const dimensionSql: Record<Exclude<Dimension, 'day'>, string> = {
  tool: 'b.tool',
  model: 'b.model',
  session: "s.tool || ':' || s.native",
  project: 'p.path',
  branch: 'b.branch',
};

type Row = Record<string, string | number | null>;

/** Where sums are read from: those of all time, of six hours, of quarter-hours, or the events of a part of one. */
type SumsFrom = 'bucket_sum' | 'six_hours' | 'rollup' | 'event';

const withinBounds: Record<SumsFrom, string> = {
  bucket_sum: 'true',
  six_hours: 'r.quarter >= ? and r.quarter < ?',
  rollup: 'r.quarter >= ? and r.quarter < ?',
  event:
    'r.at >= ? and r.at < ? and (r.flags >> 3) & 3 = 0 and r.session in (select session from rollup where quarter = ?)',
};

/** As `r`, and the number of its bucket. */
function tableOf(from: SumsFrom): { readonly table: string; readonly bucket: string } {
  if (from === 'event') return { table: 'session_request r join facet f on f.id = r.facet', bucket: 'f.bucket' };
  return { table: `${from} r`, bucket: 'r.bucket' };
}

/** What a row of sums is of: of all, of each bucket, or of each session and bucket. */
type Grouping = '' | 'bucket' | 'session';

/** Answers questions about usage from the roll-up; the edges of a range that cut a quarter-hour from the events. */
export class Queries {
  readonly #ledger: Ledger;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** Answers several questions from one state of the ledger. */
  together<T>(work: () => T): T {
    return this.#ledger.read(work);
  }

  usage(query: UsageQuery): UsageAnswer {
    return this.together(() => this.#usage(query));
  }

  #usage(asked: UsageQuery): UsageAnswer {
    const query = this.narrowed(asked);
    const groups = new UsageGroups(query.by);
    const all = emptySums();
    this.#visit(query, query.by, query.zone, (key, row) => {
      groups.take(key, row);
      takeRow(all, row);
    });
    return { revision: this.#ledger.revision, totals: totalsOf(all), rows: groups.rows() };
  }

  /**
   * The sum of a range, and by each of several dimensions alone. The roll-up is read once for all but the day, and once by
   * day: by both at once, a year has thirty times the rows.
   */
  usageByEach(query: UsageQuery): { readonly totals: Totals; readonly by: ReadonlyMap<Dimension, UsageRow[]> } {
    return this.together(() => {
      const narrowed = this.narrowed(query);
      const groups = new Map(query.by.map((name) => [name, new UsageGroups([name])]));
      const all = emptySums();
      const named = query.by.filter((name) => name !== 'day');
      this.#visit(narrowed, named, query.zone, (key, row) => {
        for (const name of named) groups.get(name)?.take(key, row);
        takeRow(all, row);
      });
      const days = groups.get('day');
      if (days) this.#visit(narrowed, ['day'], query.zone, (key, row) => days.take(key, row));
      return { totals: totalsOf(all), by: new Map(query.by.map((name) => [name, groups.get(name)?.rows() ?? []])) };
    });
  }

  /** Sessions asked for are short: their own first and last request narrow the range, and their numbers replace their names. */
  narrowed<Q extends UsageQuery | SessionsQuery>(asked: Q): Q & Filter {
    const { editorSession } = asked;
    const query = {
      ...asked,
      ...(asked.branches ? { bucketIds: this.#buckets(asked) } : {}),
      ...(editorSession === undefined ? {} : { windowIds: sessionsOfWindow(this.#ledger.database, editorSession) }),
    } as Q & Filter;
    if (!query.sessions) return query;
    const sessionIds = query.sessions.flatMap((text) => this.sessionNumber(text) ?? []);
    const span = this.#statement('select min(at) as first, max(at) as last from session_request where session = ?');
    const spans = sessionIds.map((id) => span.get(id) as { first: number | null; last: number | null });
    const since = Math.min(...spans.map(({ first }) => first ?? Number.POSITIVE_INFINITY));
    const until = Math.max(...spans.map(({ last }) => (last === null ? Number.NEGATIVE_INFINITY : last + 1)));
    return {
      ...query,
      sessionIds,
      since: Math.max(query.since ?? earliest, Number.isFinite(since) ? since : latest),
      until: Math.min(query.until ?? latest, Number.isFinite(until) ? until : earliest),
    } as Q & Filter;
  }

  /** The number of a session that is told as `tool:nativeId`; a tool's name may have a colon too. */
  sessionNumber(text: string): number | undefined {
    const find = this.#statement('select id from session where tool = ? and native = ?');
    for (let at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) {
      const row = find.get(text.slice(0, at), text.slice(at + 1));
      if (row) return Number(row['id']);
    }
    return undefined;
  }

  /** A branch of any time: its few buckets are found first, or each row of the roll-up would be joined. */
  #buckets(query: UsageQuery | SessionsQuery): readonly number[] {
    const branches = query.branches ?? [];
    const values: (string | number)[] = [...branches];
    const where = [
      `b.branch in (${branches.map(() => '?').join(', ')})`,
      ...filters({ folders: query.folders }, values),
    ];
    const sql = `select b.id from bucket b join project p on p.id = b.project where ${where.join(' and ')}`;
    return this.#statement(sql)
      .all(...values)
      .map((row) => Number(row['id']));
  }

  #statement(sql: string): Statement {
    return prepared(this.#ledger.database, sql);
  }

  sessions(query: SessionsQuery): SessionRow[] {
    return this.together(() => this.#sessions(this.narrowed(query)));
  }

  #sessions(query: SessionsQuery & Filter): SessionRow[] {
    const found = new Map<
      string,
      {
        tool: string;
        sums: Sums;
        models: Set<string>;
        projects: Map<string, number>;
        id: number;
      }
    >();
    const columns = `s.tool || ':' || s.native as session, b.tool as tool, b.model as model, p.path as project, b.branch as branch`;
    const { limit, hour } = query;
    const few = limit === undefined || hour !== undefined ? {} : { sessionIds: this.#lastSessions(query, limit) };
    for (const row of this.#rows({ ...query, ...few }, columns, 'session')) {
      const id = String(row['session']);
      const entry = found.get(id) ?? {
        tool: String(row['tool']),
        sums: emptySums(),
        models: new Set<string>(),
        projects: new Map<string, number>(),
        id: Number(row['session_id']),
      };
      found.set(id, entry);
      takeRow(entry.sums, row);
      entry.models.add(String(row['model']));
      const place = JSON.stringify([row['project'], row['branch']]);
      entry.projects.set(place, (entry.projects.get(place) ?? 0) + Number(row['last_quarter']));
    }
    const windows = contextWindows(this.#ledger);
    const told = [...found].map(([id, entry]) => ({ id, entry, span: this.#span(entry.id, query) }));
    const last = told.sort((a, b) => b.span.end - a.span.end || b.entry.id - a.entry.id).slice(0, limit ?? told.length);
    return last.map(({ id, entry, span }) => {
      const [place = '[]'] = [...entry.projects].sort((a, b) => b[1] - a[1]).map(([text]) => text);
      const [project = '', branch = ''] = JSON.parse(place) as string[];
      return {
        id,
        tool: entry.tool,
        project,
        branch,
        models: [...entry.models].sort(),
        totals: totalsOf(entry.sums),
        ...span,
        ...this.#context(entry.id, query, windows.get(id)),
      };
    });
  }

  /**
   * The sessions that were used last, and all others of the quarter-hour that the first of them was used in: few rows tell them,
   * and the sums of the rest need not be told.
   */
  #lastSessions(query: Filter, most: number): readonly number[] {
    const found = new Set<number>();
    let lastQuarter: number | undefined;
    for (const { from, bounds } of piecesOf(query.since ?? earliest, query.until ?? latest).toReversed()) {
      const values: (string | number)[] = [...bounds];
      const { table, bucket } = tableOf(from);
      const where = [withinBounds[from], ...filters(query, values, bucket)].join(' and ');
      const [quarter, order] = from === 'event' ? [bounds[2], 'r.session'] : ['r.quarter', 'r.quarter desc'];
      const sql = `select r.session, ${quarter} as quarter from ${table} ${joinsFor(where, bucket)} where ${where} order by ${order}`;
      for (const row of this.#ledger.database.prepare(sql).iterate(...values)) {
        if (found.size >= most && row['quarter'] !== lastQuarter) return [...found];
        if (found.size < most) lastQuarter = Number(row['quarter']);
        found.add(Number(row['session']));
      }
    }
    return [...found];
  }

  /** First and last request of a session of those that a question means. */
  #span(session: number, { sessionIds: _all, ...query }: Filter): Pick<SessionRow, 'start' | 'end'> {
    const values: (string | number)[] = [session, query.since ?? earliest, query.until ?? latest];
    const own = filters(query, values, 'f.bucket').join(' and ');
    const joins = own === '' ? '' : `join facet f on f.id = r.facet ${joinsFor(own, 'f.bucket')}`;
    const where = `r.session = ? and r.at >= ? and r.at < ? and (r.flags >> 3) & 3 in (0, 3)${own && ` and ${own}`}`;
    const row = this.#statement(
      `select min(r.at) as start, max(r.at) as last from session_request r ${joins} where ${where}`,
    ).get(...values);
    return { start: Number(row?.['start'] ?? 0), end: Number(row?.['last'] ?? 0) };
  }

  /** A session's context at the last request that told it; `window` is its context window where the log tells none. */
  #context(session: number, range: Range, window: number | undefined): Pick<SessionRow, 'context' | 'contextWindow'> {
    const context =
      this.#statement(`select e.context, f.context_window from session_request e join facet f on f.id = e.facet
        where e.session = ? and e.context is not null and f.sidechain = 0 and f.agent = '' and e.at >= ? and e.at < ?
        order by e.at desc limit 1`).get(session, range.since ?? earliest, range.until ?? latest) as
        | { context: number; context_window: number | null }
        | undefined;
    const size = context?.context_window ?? window;
    return {
      ...(context ? { context: context.context } : {}),
      ...(context && size ? { contextWindow: size } : {}),
    };
  }

  /** The last figure of each plan window that has not been reset since. */
  limits(now: number): LimitRow[] {
    return limitRows(this.#ledger.database, now);
  }

  /** Sum of the last local day with use before `before`, or null. */
  lastUse(before: number, zone: string): { day: string; total: number } | null {
    const row = this.#ledger.database
      .prepare('select max(quarter) as quarter from rollup where quarter < ? and requests > 0')
      .get(Math.floor(before / quarterHour)) as { quarter: number | null };
    if (row.quarter === null) return null;
    const day = dayOf(row.quarter * quarterHour, zone);
    const { totals } = this.usage({ zone, by: [], since: dayStart(day, zone), until: dayStart(addDays(day, 1), zone) });
    return { day, total: totals.total };
  }

  #visit(
    query: UsageQuery & Filter,
    by: readonly Dimension[],
    zone: string,
    take: (key: Partial<Record<Dimension, string>>, row: Row) => void,
  ): void {
    const named = by.filter((name): name is Exclude<Dimension, 'day'> => name !== 'day');
    const columns = named.map((name) => `${dimensionSql[name]} as ${name}`).join(', ');
    const grouped = named.length === 0 ? '' : named.includes('session') ? 'session' : 'bucket';
    const keyOf = (row: Row, day: string | undefined) => {
      const key: Partial<Record<Dimension, string>> = {};
      for (const name of by) key[name] = name === 'day' ? (day ?? '') : String(row[name] ?? '');
      return key;
    };
    if (!by.includes('day')) {
      for (const row of this.#rows(query, columns, grouped)) take(keyOf(row, undefined), row);
      return;
    }
    for (const { day, since, until } of this.#days(query, zone)) {
      for (const row of this.#rows({ ...query, since, until }, columns, grouped)) take(keyOf(row, day), row);
    }
  }

  /** The local days that the range and the data share. */
  *#days(range: Range, zone: string): Iterable<{ day: string; since: number; until: number }> {
    const ends = quartersOfUse(this.#ledger.database);
    if (!ends) return;
    const since = Math.max(range.since ?? earliest, ends.first * quarterHour);
    const until = Math.min(range.until ?? latest, (ends.last + 1) * quarterHour);
    const next = this.#statement('select min(quarter) as quarter from rollup where quarter >= ?');
    for (let at = since; at < until; ) {
      const day = dayOf(at, zone);
      const end = dayStart(addDays(day, 1), zone);
      yield { day, since: at, until: Math.min(until, end) };
      // A single wrong clock must not cost a query for every day of a thousand years.
      const quarter = next.get(Math.floor(end / quarterHour))?.['quarter'] ?? null;
      if (quarter === null) return;
      at = Math.max(end, Number(quarter) * quarterHour);
    }
  }

  /**
   * Sums by `grouped`, or of all rows if there are any, over [since, until): from whole quarter-hours, then from events at cut
   * edges. Of all time from the buckets' sums.
   */
  *#rows({ hour, ...query }: Filter, columns: string, grouped: Grouping): Iterable<Row> {
    if (hour === undefined) return yield* this.#within(query, columns, grouped);
    const zone = query.zone ?? '';
    for (const day of this.#days(query, zone))
      for (const range of hoursWithin(day, hour, zone)) yield* this.#within({ ...query, ...range }, columns, grouped);
  }

  *#within(query: Filter, columns: string, grouped: Grouping): Iterable<Row> {
    const since = query.since ?? earliest;
    const until = query.until ?? latest;
    const ofSessions = grouped === 'session' || query.sessionIds !== undefined || (query.windowIds?.length ?? 0) > 0;
    if (since === earliest && until === latest && !ofSessions)
      return yield* this.#sum('bucket_sum', query, columns, grouped, []);
    for (const { from, bounds } of wholeFirst(piecesOf(since, until))) {
      const [first = 0, last = 0] = bounds;
      if (from === 'rollup') yield* this.#quarters(query, columns, grouped, first, last);
      else yield* this.#sum('event', query, columns, grouped, bounds);
    }
  }

  /** Of sessions, whose last quarter-hour is asked for, from the roll-up itself. */
  *#quarters(query: Filter, columns: string, grouped: Grouping, first: number, last: number): Iterable<Row> {
    const summed = grouped === 'session' ? first : summedTo(this.#ledger.database);
    const [from, to] = wholeSixHours(first, last, summed);
    if (from < to) yield* this.#sum('six_hours', query, columns, grouped, [from, to]);
    if (first < from) yield* this.#sum('rollup', query, columns, grouped, [first, from]);
    if (to < last) yield* this.#sum('rollup', query, columns, grouped, [to, last]);
  }

  /** By number first: what belongs to a number is joined to its sum, which costs a third less than to sort every row with it. */
  #sum(from: SumsFrom, query: Filter, columns: string, grouped: Grouping, bounds: readonly number[]): Row[] {
    const values: (string | number)[] = [...bounds];
    const { table, bucket } = tableOf(from);
    const where = [withinBounds[from], ...filters(query, values, bucket)].join(' and ');
    if (grouped === '') {
      const rows = `from ${table} ${joinsFor(where, bucket)} where ${where}`;
      const sums = this.#statement(`select ${sumColumns[from]} ${rows} having count(*) > 0`).all(...values) as Row[];
      return sums.map((row) => {
        if (!(Number(row['unpriced']) > 0)) return row;
        const named = `from ${table} ${joinsFor(`b. ${where}`, bucket)} where ${where} and ${withoutPrice[from]}`;
        const models = this.#statement(`select json_group_array(distinct b.model) as unpriced_models ${named}`);
        return { ...row, ...models.get(...values) } as Row;
      });
    }
    const keys = grouped === 'session' ? `r.session, ${bucket}` : bucket;
    const ofSession = `r.session as session_id, ${lastQuarter[from]} as last_quarter, `;
    const named = `${grouped === 'session' ? ofSession : ''}${bucket} as bucket_id`;
    const sums = `select ${named}, ${sumColumns[from]} from ${table} ${joinsFor(where, bucket)} where ${where} group by ${keys}`;
    const sql = `select ${columns}, json_array(b.model) as unpriced_models, r.* from (${sums}) r ${joinsFor(`b. ${columns}`, 'r.bucket_id', 'r.session_id')}`;
    return this.#statement(sql).all(...values) as Row[];
  }
}

/** Joins for what `sql` names: `b`, the bucket; `s`, the session; `p`, the bucket's project. */
function joinsFor(sql: string, bucket: string, session = 'r.session'): string {
  const names = (table: string) => new RegExp(`\\b${table}\\.`).test(sql);
  return [
    names('b') || names('p') ? `cross join bucket b on b.id = ${bucket}` : '',
    names('s') ? `cross join session s on s.id = ${session}` : '',
    names('p') ? 'cross join project p on p.id = b.project' : '',
  ].join(' ');
}
