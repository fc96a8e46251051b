import { type HookedUse, hookedTool } from '../../core/hookedUse.js';
import { count, isInstant } from '../../core/json.js';
import type { RequestObservation } from '../../core/observation.js';
import { isWeighed, type LoggedRequest, nearEnough, toldUses, type UseToWeigh } from '../../core/sameUse.js';
import { noTokens } from '../../core/usage.js';
import { type Database, prepared, type Statement } from '../../platform/sqlite.js';
import type { Ledger } from '../ledger.js';
import { quarterHour, type RollupChanges } from '../sums/rollup.js';
import type { StoredEvent } from './eventRow.js';
import type { Events } from './events.js';
import type { NearUses } from './nearUses.js';
import { rowStates } from './row.js';

const active = rowStates.indexOf('active');
const superseded = rowStates.indexOf('superseded');
const paused = rowStates.indexOf('paused');
const shrunk = rowStates.indexOf('shrunk');
const namespace = 'hooked';

const insert = `insert into hooked (event, kind, entrypoint, started, at, logged_by, logged_session, editor_session, outcome,
  accepted, dropped, weighed) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
/** Before and after some instants, how far uses lie that may contend for the same requests. */
const reach = `select (select min(at) from hooked where weighed = 1 and at >= ? and at < ?) as first,
  (select max(at) from hooked where weighed = 1 and at > ? and at <= ?) as last`;
const within = `select h.event, hex(e.key) as key, h.kind, h.logged_by, h.logged_session, h.log, (l.flags >> 3) & 3 as log_state
  from hooked h join event e on e.id = h.event left join event l on l.id = h.log where h.weighed = 1 and h.at >= ? and h.at <= ?`;
/** Requests are found through the sessions that were active then: an index by instant would cost each of them. */
const logged = `select e.id, e.at, s.tool, s.native as session, b.model, e.input + e.cache_read + e.write_5m + e.write_1h as input,
  max(0, e.output - e.reasoning) as text from session_request e join session s on s.id = e.session join facet f on f.id = e.facet
  join bucket b on b.id = f.bucket where e.session in (select session from rollup where quarter >= ? and quarter <= ?)
  and e.at >= ? and e.at <= ? and (e.flags >> 3) & 3 = 0 and not exists (select 1 from hooked where event = e.id)`;

/** Stores use that was seen in the editor. The same id again replaces what was told of it. */
export function recordUses(ledger: Ledger, uses: readonly HookedUse[]): void {
  ledger.write(() => {
    for (const use of uses) ledger.hooked.put(use);
  });
}

/** Tools that use was hooked under. */
export function hookedTools({ database }: Ledger): string[] {
  return database
    .prepare(
      'select distinct s.tool from session s where s.id in (select e.session from hooked h join event e on e.id = h.event)',
    )
    .all()
    .map((row) => String(row['tool']));
}

/** Use that was seen in the editor, beside what the tools' own logs tell. Used inside a write transaction only. */
export class HookedUses {
  readonly #database: Database;
  readonly #events: Events;
  readonly #rollup: RollupChanges;
  readonly #near: NearUses;

  constructor(database: Database, events: Events, rollup: RollupChanges, near: NearUses) {
    this.#database = database;
    this.#events = events;
    this.#rollup = rollup;
    this.#near = near;
  }

  /** Stores a use, or what became of one: its session, folder and branch stay those it began in. */
  put(told: HookedUse): void {
    const earlier = this.#events.byId(namespace, told.id);
    const use = clean(earlier ? { ...told, ...this.#beginning(earlier) } : told);
    if (!use) return;
    const weighed = isWeighed(use);
    if (weighed) this.#near.add(use.at);
    const event = this.#events.replace(requestOf(use));
    if (event === 0) return;
    this.#near.note(use.at);
    if (earlier) this.#near.note(earlier.at);
    if (earlier) this.#statement('delete from hooked where event = ?').run(earlier.id);
    // Of a use in a pause nothing is kept but that it was.
    const counts = this.#events.byNumber(event)?.state !== paused;
    this.#statement(insert).run(
      event,
      use.kind,
      use.entrypoint,
      use.startedAt,
      use.at,
      use.loggedBy ?? null,
      use.loggedSession ?? null,
      use.editorSession,
      use.outcome,
      counts ? use.acceptedTokens : 0,
      counts ? use.droppedTokens : 0,
      Number(weighed),
    );
  }

  /**
   * Weighs again which uses a log tells of, wherever sums near one changed since the last call. The outcome depends on
   * what is stored alone, never on the order in which it came.
   */
  settle(): void {
    const stretches = this.#near.take();
    if (stretches.length === 0) return;
    // Sessions are found by the roll-up.
    this.#rollup.write();
    let done = Number.NEGATIVE_INFINITY;
    for (const { since, until } of stretches) {
      if (until + nearEnough <= done) continue;
      const [first, last] = this.#grown(since - nearEnough, until + nearEnough);
      this.#weigh(first, last);
      done = last;
    }
    // What changed here are the uses' own states.
    this.#near.take();
  }

  #beginning({ id, facet }: StoredEvent): Partial<HookedUse> {
    const row = this.#statement('select editor_session from hooked where event = ?').get(id);
    const { project, branch } = facet;
    return { project, branch, ...(row ? { editorSession: String(row['editor_session']) } : {}) };
  }

  /** Widened until no use beside it shares a request with one in it. */
  #grown(first: number, last: number): readonly [number, number] {
    for (let low = first, high = last; ; ) {
      const row = this.#statement(reach).get(
        low - 2 * nearEnough,
        low,
        high,
        high + 2 * nearEnough,
      ) as unknown as Reach;
      const [lower, higher] = [row.first ?? low, row.last ?? high];
      if (lower === low && higher === high) return [low, high];
      [low, high] = [lower, higher];
    }
  }

  #weigh(first: number, last: number): void {
    const stored = (this.#statement(within).all(first, last) as unknown as StoredUse[]).map((row) => ({
      row,
      event: this.#events.byNumber(row.event),
    }));
    // What is part of sums alone by now can no longer be weighed: it stays as it was.
    const isFixed = ({ row, event }: (typeof stored)[number]) => row.log_state === shrunk || event?.state === shrunk;
    const taken = new Set(stored.filter(isFixed).map(({ row }) => row.log));
    const uses = stored.flatMap(({ row, event }) => (event && !isFixed({ row, event }) ? [toWeigh(row, event)] : []));
    const counted = uses.filter(({ event }) => event.state !== paused);
    const told = toldUses(
      counted,
      this.#logged(first, last).filter(({ number }) => !taken.has(number)),
    );
    for (const use of uses) this.#set(use, told.get(use) as NumberedRequest | undefined);
  }

  #logged(first: number, last: number): NumberedRequest[] {
    const [since, until] = [first - nearEnough, last + nearEnough];
    const quarters = [Math.floor(since / quarterHour), Math.floor(until / quarterHour)] as const;
    const rows = this.#statement(logged).all(...quarters, since, until) as unknown as (Omit<LoggedRequest, 'id'> & {
      id: number;
    })[];
    return rows.map((row) => ({ ...row, number: row.id, id: `${row.tool}:${row.session} ${row.model} ${row.id}` }));
  }

  #set({ event }: WeighedUse, row: NumberedRequest | undefined): void {
    this.#events.setState(event, row ? superseded : active);
    this.#statement('update hooked set log = ? where event = ?').run(row?.number ?? null, event.id);
  }

  #statement(sql: string): Statement {
    return prepared(this.#database, sql);
  }
}

interface Reach {
  readonly first: number | null;
  readonly last: number | null;
}

interface StoredUse {
  readonly event: number;
  readonly key: string;
  readonly kind: HookedUse['kind'];
  readonly logged_by: string | null;
  readonly logged_session: string | null;
  readonly log: number | null;
  readonly log_state: number | null;
}

type WeighedUse = UseToWeigh & { readonly event: StoredEvent };
type NumberedRequest = LoggedRequest & { readonly number: number };

function toWeigh(row: StoredUse, event: StoredEvent): WeighedUse {
  return {
    id: row.key,
    event,
    kind: row.kind,
    at: event.at,
    loggedBy: row.logged_by ?? undefined,
    loggedSession: row.logged_session ?? undefined,
    model: event.facet.model,
    input: event.input,
    output: event.output,
  };
}

/** With counts that are counts; nothing without an instant. What hooks of other extensions report may be anything. */
function clean(use: HookedUse): HookedUse | undefined {
  const [startedAt, at] = [Math.round(use.startedAt), Math.round(use.at)];
  if (!isInstant(at) || use.id === '') return undefined;
  const output = count(use.output);
  const acceptedTokens = Math.min(count(use.acceptedTokens), output);
  return {
    ...use,
    at,
    startedAt: isInstant(startedAt) && startedAt <= at ? startedAt : at,
    input: count(use.input),
    output,
    acceptedTokens,
    droppedTokens: Math.min(count(use.droppedTokens), output - acceptedTokens),
  };
}

/** The use as a request: a tokenizer's count, in a session of the editor. */
function requestOf(use: HookedUse): RequestObservation {
  return {
    ...noTokens,
    kind: 'request',
    namespace,
    id: use.id,
    tool: hookedTool(use),
    store: use.kind,
    rank: 1,
    session: use.editorSession,
    at: use.at,
    copied: false,
    sidechain: false,
    model: use.model,
    provider: use.provider,
    initiator: 'person',
    project: use.project,
    branch: use.branch,
    agent: '',
    entrypoint: use.entrypoint,
    requests: use.kind === 'inline' ? 0 : 1,
    precision: 'estimate',
    input: use.input,
    output: use.output,
    webSearches: 0,
  };
}
