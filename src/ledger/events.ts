import { mergeCopies } from '../core/merge.js';
import type { RequestObservation } from '../core/observation.js';
import { noTokens } from '../core/usage.js';
import { keyBytes, requestKey } from '../platform/key.js';
import type { Database, Statement } from '../platform/sqlite.js';
import type { Dimensions, Origin, SessionEntry } from './dimensions.js';
import { observationOf, type RawEvent, rowOf, type StoredEvent, storedEvent } from './eventRow.js';
import { KeyFilter } from './keyFilter.js';
import type { Pauses } from './pauses.js';
import type { Pricing } from './pricing.js';
import type { RollupChanges } from './rollup.js';
import { type EventRow, type Facet, isKey, packContext, packFlags, packMore, rowStates, stateOf } from './row.js';
import { SessionBlocks } from './sessionBlocks.js';

const paused = rowStates.indexOf('paused');
const shrunk = rowStates.indexOf('shrunk');

const columns = `session, facet, at, flags, input, cache_read, write_5m, write_1h, output, reasoning, context, cost, turn, more`;
const insert = `insert into event (key, ${columns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
/** Most requests wrote no cache for an hour and tell nothing more; many have no turn. Each value bound costs 0.1 µs. */
const insertPlain = `insert into event (key, session, facet, at, flags, input, cache_read, write_5m, write_1h, output, reasoning,
  context, cost) values (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?)`;
const insertTurn = `insert into event (key, session, facet, at, flags, input, cache_read, write_5m, write_1h, output, reasoning,
  context, cost, turn) values (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?)`;
const update = `update event set (${columns}) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) where id = ?`;
/** Stores requests, one row an identity, and keeps the roll-up in step. Used inside a write transaction only. */
export class Events {
  readonly #insert: Statement;
  readonly #insertPlain: Statement;
  readonly #insertTurn: Statement;
  readonly #lastNumber: Statement;
  readonly #any: Statement;
  readonly #update: Statement;
  readonly #byKey: Statement;
  readonly #byNames: Statement;
  readonly #byNumber: Statement;
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
  readonly #nameBuffers: Buffer[] = [];
  readonly #dimensions: Dimensions;
  readonly #rollup: RollupChanges;
  readonly #pricing: Pricing;
  readonly #pauses: Pauses;
  readonly blocks: SessionBlocks;
  /** Sessions whose stores or checkpoints have to be weighed again at the end of the batch. */
  readonly touched = new Set<number>();
  /** Namespaces in which a request has a second name: only there names are looked up twice. */
  readonly #aliased = new Set<string>();
  /** The number of the last row inserted: SQLite gives the next row the next number while none is deleted. 0 where it is not known. */
  #lastId = 0;
  /** All keys in the ledger, where they are known: it was empty, and nobody else has written since. */
  #keys: KeyFilter | 'not looked' | undefined = 'not looked';

  constructor(database: Database, dimensions: Dimensions, rollup: RollupChanges, pricing: Pricing, pauses: Pauses) {
    this.#insert = database.prepare(insert);
    this.#insertPlain = database.prepare(insertPlain);
    this.#insertTurn = database.prepare(insertTurn);
    this.#lastNumber = database.prepare('select last_insert_rowid() as id');
    this.#any = database.prepare('select 1 from event limit 1');
    this.#update = database.prepare(update);
    this.#byKey = database.prepare(`select * from request where ${isKey('?1')}`);
    this.#byNames = database.prepare(`select * from request where id in (select id from event where ${isKey('?1')}
      union all select id from event where ${isKey('?2')} union all select event from alias where key in (?1, ?2)) order by id`);
    this.#byNumber = database.prepare('select * from request where id = ?');
    this.#setCost = database.prepare('update event set cost = ? where id = ?');
    this.#ofFacet = database.prepare('select * from request where facet = ?');
    this.#setState = database.prepare('update event set flags = (flags & ~?) | ? where id = ?');
    this.#addAlias = database.prepare('insert or replace into alias (key, event) values (?, ?)');
    this.#moveAliases = database.prepare('update alias set event = ? where event = ?');
    this.#delete = database.prepare('delete from event where id = ?');
    this.#ofSession = database.prepare('select * from session_request where session = ?');
    this.#nativeOf = database.prepare('select tool, native from session where id = ?');
    this.#dimensions = dimensions;
    this.#rollup = rollup;
    this.#pricing = pricing;
    this.#pauses = pauses;
    this.blocks = new SessionBlocks(database);
    this.#aliasedNow = database.prepare('select name from aliased');
    this.#addAliased = database.prepare('insert into aliased (name) values (?) on conflict do nothing');
    this.#readAliased();
  }

  /** After a rollback: what was named in it is not. */
  forgetAll(): void {
    this.#aliased.clear();
    this.touched.clear();
    this.#lastId = 0;
    this.blocks.forget();
    this.#readAliased();
  }

  /** Another process may have written requests, and named one twice, since. */
  forget(): void {
    this.#keys = 'not looked';
    this.#lastId = 0;
    this.blocks.forget();
    this.#readAliased();
  }

  #readAliased(): void {
    for (const row of this.#aliasedNow.all()) this.#aliased.add(String(row['name']));
  }

  /** Stores one observation: a new row, or the join with the row or rows that tell of the same request. */
  put(observation: RequestObservation): void {
    const origin = this.#dimensions.origin(observation);
    const key = requestKey(observation.namespace, observation.id);
    this.putRow(key, rowOf(observation, origin), origin, observation.aliases ?? []);
  }

  /** The same for an observation that is a row already. The key is only lent. */
  putRow(key: Buffer, row: EventRow, origin: Origin, names: readonly string[]): void {
    if (names.length > 0 || this.#aliased.has(origin.namespace)) {
      this.#putNamed(key, row, origin, names);
      return;
    }
    const known = this.#filter()?.mayHold(key) === false ? undefined : this.#rawByKey(key);
    if (known) this.#join(known, observationOf(row, origin.observation));
    else this.#insertRow(key, row, origin);
  }

  /**
   * Stores an observation in the place of an earlier one of the same id, whatever that told. The number of the new row;
   * 0 when the earlier one is part of sums alone by now, and stays.
   */
  replace(observation: RequestObservation): number {
    const key = requestKey(observation.namespace, observation.id);
    const earlier = this.#rawByKey(key);
    if (earlier && stateOf(earlier.flags) === shrunk) return 0;
    if (earlier) this.remove(this.#stored(earlier));
    const origin = this.#dimensions.origin(observation);
    this.#insertRow(key, rowOf(observation, origin), origin);
    return this.#lastId;
  }

  /** The stored row of an id. */
  byId(namespace: string, id: string): StoredEvent | undefined {
    const raw = this.#rawByKey(requestKey(namespace, id));
    return raw && this.#stored(raw);
  }

  byNumber(number: number): StoredEvent | undefined {
    const raw = this.#byNumber.get(number) as RawEvent | undefined;
    return raw && this.#stored(raw);
  }

  /** Ids are looked up under every name; rows that turn out to be one request become one row. */
  #putNamed(key: Buffer, row: EventRow, origin: Origin, names: readonly string[]): void {
    this.#noteAliased(origin.namespace);
    const keys = [key];
    for (let i = 0; i < names.length; i++)
      keys.push(requestKey(origin.namespace, names[i] as string, this.#nameBuffer(i)));
    const found = this.#mayHold(keys) ? this.#found(keys) : nothingFound;
    const first = found[0];
    if (!first) {
      this.#insertRow(key, row, origin);
      for (let i = 1; i < keys.length; i++) this.#name(keys[i] as Buffer, this.#lastId);
      return;
    }
    let merged = observationOf(row, origin.observation);
    for (const other of found.slice(1)) merged = mergeCopies(merged, this.#absorb(other, first.id));
    this.#join(first, merged);
    for (const each of keys) if (Buffer.compare(each, first.key) !== 0) this.#name(each, first.id);
  }

  /** SQLite copies what is bound: the same few buffers serve all names. */
  #nameBuffer(index: number): Buffer {
    this.#nameBuffers[index] ??= Buffer.alloc(keyBytes);
    return this.#nameBuffers[index];
  }

  #name(key: Uint8Array, event: number): void {
    this.#addAlias.get(key, event);
    this.#filter()?.add(key);
  }

  #mayHold(keys: readonly Buffer[]): boolean {
    const filter = this.#filter();
    if (!filter) return true;
    for (let i = 0; i < keys.length; i++) if (filter.mayHold(keys[i] as Buffer)) return true;
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
    this.#deleteRow(other.id);
    this.#moveAliases.run(into, other.id);
    this.#name(other.key, into);
    this.touched.add(other.session);
    return told;
  }

  #touch(entry: SessionEntry): void {
    if (entry.checkpoints || (entry.ranks & (entry.ranks - 1)) !== 0) this.touched.add(entry.id);
  }

  #join(raw: RawEvent, observation: RequestObservation): void {
    if (((raw.flags >> 3) & 3) === shrunk) return;
    const before = this.#observation(raw);
    const after = mergeCopies(before, observation);
    if (after === before) return;
    const old = this.#stored(raw);
    const origin = this.#dimensions.origin(after);
    const row = this.#weighed(rowOf(after, origin), origin.facet);
    this.#rollup.add(old, -1);
    this.#rollup.add(row, 1);
    this.#update.run(...rowValues(row, origin.facet.id), raw.id);
    if (row.session !== raw.session) this.blocks.note(row.session, raw.id);
    this.touched.add(old.session);
    this.#touch(origin.session);
  }

  /** Works out the cost of a facet's rows again; the number of rows that changed. */
  reprice(facet: number): number {
    let changed = 0;
    for (const raw of this.#ofFacet.all(facet) as unknown as RawEvent[]) {
      const old = this.#stored(raw);
      if (old.state === paused || old.state === shrunk) continue;
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

  #rawByKey(key: Buffer): RawEvent | undefined {
    return this.#byKey.get(key) as RawEvent | undefined;
  }

  ofSession(session: number): StoredEvent[] {
    return (this.#ofSession.all(session) as unknown as RawEvent[]).map((raw) => this.#stored(raw));
  }

  remove(event: StoredEvent): void {
    this.#rollup.add(event, -1);
    this.#deleteRow(event.id);
  }

  /**
   * Inserts a row whose key nobody has. Nothing is asked about it: by `get`, no object is made of how many rows changed, a
   * tenth of an insert's CPU.
   */
  #insertRow(key: Buffer, told: EventRow, { facet, session }: Origin): void {
    const row = this.#weighed(told, facet);
    const { at, input, cacheRead, cacheWrite5m, cacheWrite1h, output, reasoning, turn, cost } = row;
    const flags = packFlags(row.precision, row.copied, row.state);
    const context = packContext(row);
    const more = packMore(row);
    // Written out: a list of the values costs more than the few of them that are empty.
    // biome-ignore format: as in the statement
    if (more !== null || cacheWrite1h !== 0)
      this.#insert.get(key, row.session, facet.id, at, flags, input, cacheRead, cacheWrite5m, cacheWrite1h, output, reasoning, context, cost, turn, more);
    else if (turn !== null)
      this.#insertTurn.get(key, row.session, facet.id, at, flags, input, cacheRead, cacheWrite5m, output, reasoning, context, cost, turn);
    else
      this.#insertPlain.get(key, row.session, facet.id, at, flags, input, cacheRead, cacheWrite5m, output, reasoning, context, cost);
    this.#lastId = this.#lastId > 0 ? this.#lastId + 1 : Number(this.#lastNumber.get()?.['id']);
    this.blocks.note(row.session, this.#lastId);
    this.#filter()?.add(key);
    this.#rollup.add(row, 1);
    this.#touch(session);
  }

  #deleteRow(id: number): void {
    this.#delete.run(id);
    this.#lastId = 0;
  }

  /** With its cost; without counts when counting was paused at its instant. */
  #weighed(row: EventRow, facet: Facet): EventRow {
    if (this.#pauses.contains(row.at)) return { ...row, ...noTokens, state: paused, cost: 0, reported: null };
    row.cost = this.#pricing.cost(facet, row, row.at, row.webSearches, row.requests);
    return row;
  }

  #stored(raw: RawEvent): StoredEvent {
    return storedEvent(raw, this.#dimensions.facetById(raw.facet));
  }

  #observation(raw: RawEvent): RequestObservation {
    const session = this.#nativeOf.get(raw.session) as { tool: string; native: string };
    const facet = this.#dimensions.facetById(raw.facet);
    return observationOf(storedEvent(raw, facet), { namespace: '', session: session.native, ...facet });
  }
}

/** All columns but the key, in the order of `columns`. */
function rowValues(row: EventRow, facet: number): (number | string | null)[] {
  return [
    row.session,
    facet,
    row.at,
    packFlags(row.precision, row.copied, row.state),
    row.input,
    row.cacheRead,
    row.cacheWrite5m,
    row.cacheWrite1h,
    row.output,
    row.reasoning,
    packContext(row),
    row.cost,
    row.turn,
    packMore(row),
  ];
}

const nothingFound: readonly RawEvent[] = [];
