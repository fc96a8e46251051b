import { mergeCopies } from '../core/merge.js';
import type { RequestObservation } from '../core/observation.js';
import { requestKey } from '../platform/key.js';
import type { Database, Statement } from '../platform/sqlite.js';
import type { Dimensions, SessionEntry } from './dimensions.js';
import {
  eventValues,
  type RawEvent,
  type StoredEvent,
  storedEvent,
  storedObservation,
  turnNumber,
  type Values,
  withTurnNumber,
} from './eventRow.js';
import { KeyFilter } from './keyFilter.js';
import type { Pauses } from './pauses.js';
import type { Pricing } from './pricing.js';
import type { RollupChanges } from './rollup.js';
import { type EventNumbers, packFlags, precisionCode, rowStates } from './row.js';

const paused = rowStates.indexOf('paused');
const active = rowStates.indexOf('active');

const columns = `session, facet, at, flags, requests, input, cache_read, write_5m, write_1h, output, reasoning, context,
  context_window, turn, searches, cost, reported, credits`;
const insert = `insert into event (key, ${columns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  on conflict (key) do nothing`;
/** Of nearly every request the last columns are empty: each value bound costs 0.1 µs. */
const common =
  'key, session, facet, at, flags, input, cache_read, write_5m, write_1h, output, reasoning, context, cost';
const insertPlain = `insert into event (${common}, requests, searches) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 0)
  on conflict (key) do nothing`;
const insertInTurn = `insert into event (${common}, context_window, turn, requests, searches)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 0) on conflict (key) do nothing`;
const update = `update event set (${columns}) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) where id = ?`;

/** SQLite copies what is bound: one buffer serves all keys. */
const keyBuffer = Buffer.alloc(16);

/** Stores requests, one row an identity, and keeps the roll-up in step. Used inside a write transaction only. */
export class Events {
  readonly #insert: Statement;
  readonly #insertPlain: Statement;
  readonly #insertInTurn: Statement;
  readonly #any: Statement;
  readonly #update: Statement;
  readonly #byKey: Statement;
  readonly #byNames: Statement;
  readonly #setState: Statement;
  readonly #setCost: Statement;
  readonly #ofFacet: Statement;
  readonly #addAlias: Statement;
  readonly #moveAliases: Statement;
  readonly #delete: Statement;
  readonly #ofSession: Statement;
  readonly #nativeOf: Statement;
  readonly #aliasedNow: Statement;
  readonly #addAliased: Statement;
  readonly #dimensions: Dimensions;
  readonly #rollup: RollupChanges;
  readonly #pricing: Pricing;
  readonly #pauses: Pauses;
  /** Sessions whose stores or checkpoints have to be weighed again at the end of the batch. */
  readonly touched = new Set<number>();
  /** Namespaces in which a request has a second name: only there names are looked up twice. */
  readonly #aliased = new Set<string>();
  /** All keys in the ledger, where they are known: it was empty, and nobody else has written since. */
  #keys: KeyFilter | 'not looked' | undefined = 'not looked';

  constructor(database: Database, dimensions: Dimensions, rollup: RollupChanges, pricing: Pricing, pauses: Pauses) {
    this.#insert = database.prepare(insert);
    this.#insertPlain = database.prepare(insertPlain);
    this.#insertInTurn = database.prepare(insertInTurn);
    this.#any = database.prepare('select 1 from event limit 1');
    this.#update = database.prepare(update);
    this.#byKey = database.prepare('select * from event where key = ?');
    this.#byNames = database.prepare(`select * from event where id in (select id from event where key in (?1, ?2)
      union all select event from alias where key in (?1, ?2)) order by id`);
    this.#setCost = database.prepare('update event set cost = ? where id = ?');
    this.#ofFacet = database.prepare('select * from event where facet = ?');
    this.#setState = database.prepare('update event set flags = (flags & ~?) | ? where id = ?');
    this.#addAlias = database.prepare('insert or replace into alias (key, event) values (?, ?)');
    this.#moveAliases = database.prepare('update alias set event = ? where event = ?');
    this.#delete = database.prepare('delete from event where id = ?');
    this.#ofSession = database.prepare('select * from event where session = ?');
    this.#nativeOf = database.prepare('select tool, native from session where id = ?');
    this.#dimensions = dimensions;
    this.#rollup = rollup;
    this.#pricing = pricing;
    this.#pauses = pauses;
    this.#aliasedNow = database.prepare('select name from aliased');
    this.#addAliased = database.prepare('insert into aliased (name) values (?) on conflict do nothing');
    this.#readAliased();
  }

  /** After a rollback: what was named in it is not. */
  forgetAll(): void {
    this.#aliased.clear();
    this.touched.clear();
    this.#readAliased();
  }

  /** Another process may have written requests, and named one twice, since. */
  forget(): void {
    this.#keys = 'not looked';
    this.#readAliased();
  }

  #readAliased(): void {
    for (const row of this.#aliasedNow.all()) this.#aliased.add(String(row['name']));
  }

  /** Stores one observation: a new row, or the join with the row or rows that tell of the same request. */
  put(observation: RequestObservation): void {
    const key = requestKey(observation.namespace, observation.id, keyBuffer);
    const aliases = observation.aliases;
    if ((aliases && aliases.length > 0) || this.#aliased.has(observation.namespace)) {
      this.#putAliased(observation, Buffer.from(key), aliases ?? []);
      return;
    }
    const row = this.#numbers(observation);
    if (this.#insertRow(key, row, observation) > 0) this.#noteNew(row, observation);
    else this.#join(this.#rawByKey(key), observation);
  }

  /** Ids are looked up under every name; rows that turn out to be one request become one row. */
  #putAliased(observation: RequestObservation, key: Buffer, aliases: readonly string[]): void {
    this.#noteAliased(observation.namespace);
    const keys = [key];
    for (const alias of aliases) keys.push(requestKey(observation.namespace, alias));
    const [first, ...others] = this.#mayHold(keys) ? this.#found(keys) : nothingFound;
    if (!first) {
      const row = this.#numbers(observation);
      const id = this.#insertRow(key, row, observation);
      this.#noteNew(row, observation);
      for (let i = 1; i < keys.length; i++) this.#name(keys[i] as Buffer, id);
      return;
    }
    let merged = observation;
    for (const other of others) merged = mergeCopies(merged, this.#absorb(other, first.id));
    this.#join(first, merged);
    for (const each of keys) if (Buffer.compare(each, first.key) !== 0) this.#name(each, first.id);
  }

  #name(key: Uint8Array, event: number): void {
    this.#addAlias.run(key, event);
    this.#filter()?.add(key);
  }

  #mayHold(keys: readonly Buffer[]): boolean {
    const filter = this.#filter();
    if (!filter) return true;
    for (const key of keys) if (filter.mayHold(key)) return true;
    return false;
  }

  /** Looked for inside a write transaction only: nobody else can write between the look and what follows. */
  #filter(): KeyFilter | undefined {
    if (this.#keys === 'not looked') this.#keys = this.#any.get() ? undefined : new KeyFilter();
    return this.#keys;
  }

  /** Rows known under any of the names, oldest first. */
  #found(keys: readonly Buffer[]): RawEvent[] {
    const [a, b] = keys;
    if (keys.length === 2) return this.#byNames.all(a as Buffer, b as Buffer) as unknown as RawEvent[];
    const found = new Map<number, RawEvent>();
    for (const key of keys) {
      for (const raw of this.#byNames.all(key, key) as unknown as RawEvent[]) found.set(raw.id, raw);
    }
    return [...found.values()].sort((one, other) => one.id - other.id);
  }

  #noteAliased(namespace: string): void {
    if (this.#aliased.has(namespace)) return;
    this.#aliased.add(namespace);
    this.#addAliased.run(namespace);
  }

  #absorb(other: RawEvent, into: number): RequestObservation {
    const told = this.#observation(other);
    this.#rollup.add(this.#stored(other), -1);
    this.#delete.run(other.id);
    this.#moveAliases.run(into, other.id);
    this.#name(other.key, into);
    this.touched.add(other.session);
    return told;
  }

  #noteNew(row: EventNumbers, observation: RequestObservation): void {
    this.#rollup.add(row, 1);
    this.#touch(this.#dimensions.session(observation.tool, observation.session));
  }

  #touch(entry: SessionEntry): void {
    if (entry.checkpoints || (entry.ranks & (entry.ranks - 1)) !== 0) this.touched.add(entry.id);
  }

  #join(raw: RawEvent, observation: RequestObservation): void {
    const before = this.#observation(raw);
    const after = mergeCopies(before, withTurnNumber(observation));
    if (after === before) return;
    const old = this.#stored(raw);
    const row = this.#numbers(after);
    this.#rollup.add(old, -1);
    this.#rollup.add(row, 1);
    this.#update.run(...this.#values(row, after), raw.id);
    this.touched.add(old.session);
    this.#touch(this.#dimensions.session(after.tool, after.session));
  }

  /** Works out the cost of a facet's rows again; the number of rows that changed. */
  reprice(facet: number): number {
    let changed = 0;
    for (const raw of this.#ofFacet.all(facet) as unknown as RawEvent[]) {
      const old = this.#stored(raw);
      if (old.state === paused) continue;
      const cost = this.#pricing.cost(old.facet, old, old.at, old.webSearches, old.requests);
      if (cost === old.cost) continue;
      this.#rollup.add(old, -1);
      this.#rollup.add({ ...old, cost }, 1);
      this.#setCost.run(cost, raw.id);
      changed++;
    }
    return changed;
  }

  /** Marks a stored row as counting or not. */
  setState(event: StoredEvent, state: number): void {
    if (event.state === state || event.state === paused) return;
    this.#rollup.add(event, -1);
    this.#rollup.add({ ...event, state }, 1);
    this.#setState.run(3 << 3, state << 3, event.id);
  }

  #rawByKey(key: Buffer): RawEvent {
    return this.#byKey.get(key) as unknown as RawEvent;
  }

  ofSession(session: number): StoredEvent[] {
    return (this.#ofSession.all(session) as unknown as RawEvent[]).map((raw) => this.#stored(raw));
  }

  remove(event: StoredEvent): void {
    this.#rollup.add(event, -1);
    this.#delete.run(event.id);
  }

  /** The number of the new row, or 0 when the key is known. */
  #insertRow(key: Buffer, row: EventNumbers, observation: RequestObservation): number {
    const filter = this.#filter();
    const { changes, lastInsertRowid } = this.#runInsert(key, row, observation);
    filter?.add(key);
    return changes === 1 ? Number(lastInsertRowid) : 0;
  }

  #runInsert(key: Buffer, row: EventNumbers, o: RequestObservation): ReturnType<Statement['run']> {
    const { session, at, input, cacheRead, cacheWrite5m, cacheWrite1h, output, reasoning, cost } = row;
    if (row.requests !== 1 || o.webSearches !== 0 || row.reported !== null || o.credits !== undefined)
      return this.#insert.run(key, ...this.#values(row, o));
    const facet = this.#dimensions.facet(o).id;
    const flags = packFlags(row.precision, o.copied, row.state);
    const context = o.context ?? null;
    // biome-ignore format: one line for what both have in common
    if (o.turn === undefined && o.contextWindow === undefined)
      return this.#insertPlain.run(key, session, facet, at, flags, input, cacheRead, cacheWrite5m, cacheWrite1h, output, reasoning, context, cost);
    const turn = o.turn === undefined ? null : turnNumber(o.turn);
    // biome-ignore format: see above
    return this.#insertInTurn.run(key, session, facet, at, flags, input, cacheRead, cacheWrite5m, cacheWrite1h, output, reasoning, context, cost, o.contextWindow ?? null, turn);
  }

  #numbers(o: RequestObservation): EventNumbers {
    const session = this.#dimensions.session(o.tool, o.session);
    const facet = this.#dimensions.facet(o);
    this.#dimensions.noteRank(session, o.rank);
    const off = this.#pauses.contains(o.at);
    return {
      at: o.at,
      session: session.id,
      bucket: facet.bucket,
      state: off ? paused : active,
      precision: precisionCode(o),
      requests: o.requests,
      input: off ? 0 : o.input,
      cacheRead: off ? 0 : o.cacheRead,
      cacheWrite5m: off ? 0 : o.cacheWrite5m,
      cacheWrite1h: off ? 0 : o.cacheWrite1h,
      output: off ? 0 : o.output,
      reasoning: off ? 0 : o.reasoning,
      cost: off ? 0 : this.#pricing.cost(facet, o, o.at, o.webSearches, o.requests),
      reported: off ? null : (o.reportedCost ?? null),
    };
  }

  #values(row: EventNumbers, o: RequestObservation): Values {
    return eventValues(row, o, this.#dimensions.facet(o).id);
  }

  #stored(raw: RawEvent): StoredEvent {
    return storedEvent(raw, this.#dimensions.facetById(raw.facet));
  }

  #observation(raw: RawEvent): RequestObservation {
    const session = this.#nativeOf.get(raw.session) as { tool: string; native: string };
    return storedObservation(raw, this.#dimensions.facetById(raw.facet), session);
  }
}

const nothingFound: readonly RawEvent[] = [];
