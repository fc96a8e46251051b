import type { HookedKind } from '../../core/hookedUse.js';
import { type Precision, precisions } from '../../core/usage.js';
import type { LedgerMethods, TimelineRow } from '../../protocol/ledger.js';
import type { Ledger } from '../ledger.js';
import { precisionOf } from '../requests/row.js';
import { quarterHour } from '../sums/rollup.js';
import { filters } from './filters.js';
import type { Queries } from './queries.js';

type Query = Parameters<LedgerMethods['timeline']>[0];

interface Row {
  readonly at: number;
  readonly started: number | null;
  readonly tool: string;
  readonly model: string;
  readonly agent: string;
  readonly kind: HookedKind | null;
  readonly entrypoint: string | null;
  readonly requests: number;
  readonly total: number;
  readonly cost: number | null;
  readonly flags: number;
}

/** Requests looked at, newest first: a session of days has more than a person reads. */
const mostRequests = 5_000;
/** Requests of one kind that follow one another within this time are one row. */
const pause = 5 * 60_000;

/** What counts, by time: a use that was hooked has a row of its own, a tool's requests in a run share one. */
export function timeline(ledger: Ledger, queries: Queries, query: Query): ReturnType<LedgerMethods['timeline']> {
  const rows = joined(readRows(ledger, queries, query));
  return { rows: rows.slice(-query.limit), earlier: Math.max(0, rows.length - query.limit) };
}

function readRows(ledger: Ledger, queries: Queries, asked: Query): Row[] {
  const query = queries.narrowed(asked);
  const since = query.since ?? 0;
  const values: (string | number)[] = [Math.floor(since / quarterHour), since, query.until ?? Number.MAX_SAFE_INTEGER];
  const where = [
    'r.session in (select session from rollup where quarter >= ?)',
    'r.at >= ? and r.at < ? and (r.flags >> 3) & 3 = 0',
    ...filters(query, values, 'f.bucket'),
  ];
  const sql = `select r.at, h.started, b.tool, b.model, f.agent, h.kind, h.entrypoint, r.requests, r.cost, r.flags,
    r.input + r.cache_read + r.write_5m + r.write_1h + r.output as total from session_request r join facet f on f.id = r.facet
    join bucket b on b.id = f.bucket join project p on p.id = b.project left join hooked h on h.event = r.id
    where ${where.join(' and ')} order by r.at desc, r.id desc limit ${mostRequests}`;
  const rows = ledger.read(() => ledger.database.prepare(sql).all(...values)) as unknown as Row[];
  return rows.reverse();
}

function joined(rows: readonly Row[]): TimelineRow[] {
  const found: TimelineRow[] = [];
  for (const each of rows.map(rowOf)) {
    const last = found.at(-1);
    if (last && isRun(last, each)) found[found.length - 1] = together(last, each);
    else found.push(each);
  }
  return found;
}

function rowOf({ at, started, tool, model, agent, kind, entrypoint, requests, total, cost, flags }: Row): TimelineRow {
  const what = kind ?? (agent === '' ? 'requests' : 'subAgent');
  const precision = precisions[precisionOf(flags)] ?? 'exact';
  return {
    start: started ?? at,
    end: at,
    tool,
    model,
    what,
    entrypoint: entrypoint ?? '',
    requests,
    total,
    costNano: cost,
    precision,
  };
}

function isRun(a: TimelineRow, b: TimelineRow): boolean {
  const plain = b.what === 'requests' || b.what === 'subAgent';
  return plain && a.what === b.what && a.tool === b.tool && a.model === b.model && b.start - a.end <= pause;
}

function together(a: TimelineRow, b: TimelineRow): TimelineRow {
  const costNano = a.costNano === null || b.costNano === null ? null : a.costNano + b.costNano;
  return {
    ...a,
    end: b.end,
    requests: a.requests + b.requests,
    total: a.total + b.total,
    costNano,
    precision: worst(a, b),
  };
}

function worst(a: TimelineRow, b: TimelineRow): Precision {
  return precisions[Math.max(precisions.indexOf(a.precision), precisions.indexOf(b.precision))] ?? a.precision;
}
