import { mergeCopies } from '../../core/merge.js';
import type { RequestObservation } from '../../core/observation.js';
import { noTokens } from '../../core/usage.js';
import { keyBytes, requestKey } from '../../platform/key.js';
import { type Database, onFirstUse, type Statement } from '../../platform/sqlite.js';
import type { Pauses } from '../pauses.js';
import type { Pricing } from '../prices/pricing.js';
import type { RollupChanges } from '../sums/rollup.js';
import type { Dimensions, Origin, SessionEntry } from './dimensions.js';
import { observationOf, type RawEvent, rowOf, type StoredEvent, storedEvent } from './eventRow.js';
import { RequestIndex } from './requestIndex.js';
import { type EventRow, type Facet, packContext, packFlags, packMore, rowStates, stateOf } from './row.js';

const paused = rowStates.indexOf('paused');
const shrunk = rowStates.indexOf('shrunk');

const columns = `session, facet, at, flags, input, cache_read, write_5m, write_1h, output, reasoning, context, cost, turn, more`;
const insert = `insert into event (key, ${columns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
/** Most requests of a tool that tells no turns have nothing in five of the columns. Each value bound costs 0.1 µs. */
const insertFlat = `insert into event (key, session, facet, at, flags, input, cache_read, write_5m, write_1h, output, reasoning,
  context, cost) values (?, ?, ?, ?, 0, ?, ?, ?, ?, ?, 0, 0, ?)`;
/** Most of a tool that does wrote no cache for an hour. */
const insertTurn = `insert into event (key, session, facet, at, flags, input, cache_read, write_5m, write_1h, output, reasoning,
  context, cost, turn) values (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?)`;
const update = `update event set (${columns}) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) where id = ?`;
/** Stores requests, one row an identity, and keeps the roll-up in step. Used inside a write transaction only. */
export class Events {
  readonly #insert: () => Statement;
  readonly #insertFlat: () => Statement;
  readonly #insertTurn: () => Statement;
  readonly #lastNumber: () => Statement;
  readonly #update: () => Statement;
  readonly #byKey: () => Statement;
  readonly #byName: () => Statement;
  readonly #byNumber: () => Statement;
  readonly #setState: () => Statement;
  readonly #setCost: () => Statement;
  readonly #ofFacet: () => Statement;
  readonly #addAlias: () => Statement;
  readonly #moveAliases: () => Statement;
  readonly #delete: () => Statement;
  readonly #ofSession: () => Statement;
  readonly #nativeOf: () => Statement;
  readonly #aliasedNow: () => Statement;
  readonly #addAliased: () => Statement;
  readonly #nameBuffers: Buffer[] = [];
  readonly #dimensions: Dimensions;
  readonly #rollup: RollupChanges;
  readonly #pricing: Pricing;
  readonly #pauses: Pauses;
  readonly index: RequestIndex;
  /** Sessions whose stores or checkpoints have to be weighed again at the end of the batch. */
  readonly touched = new Set<number>();
  /** Namespaces in which a request has a second name: only there names are looked up twice. */
  readonly #aliased = new Set<string>();
  /** The number of the last row inserted: SQLite gives the next row the next number while none is deleted. 0 where it is not known. */
  #lastId = 0;

  constructor(database: Database, dimensions: Dimensions, rollup: RollupChanges, pricing: Pricing, pauses: Pauses) {
    this.#insert = onFirstUse(database, insert);
    this.#insertFlat = onFirstUse(database, insertFlat);
    this.#insertTurn = onFirstUse(database, insertTurn);
    this.#lastNumber = onFirstUse(database, 'select last_insert_rowid() as id');
    this.#update = onFirstUse(database, update);
    this.#byKey = onFirstUse(database, 'select * from request where id = ? and key = ?');
    this.#byName = onFirstUse(database, 'select r.* from alias a join request r on r.id = a.event where a.key = ?');
    this.#byNumber = onFirstUse(database, 'select * from request where id = ?');
    this.#setCost = onFirstUse(database, 'update event set cost = ? where id = ?');
    this.#ofFacet = onFirstUse(database, 'select * from request where facet = ?');
    this.#setState = onFirstUse(database, 'update event set flags = (flags & ~?) | ? where id = ?');
    this.#addAlias = onFirstUse(database, 'insert or replace into alias (key, event) values (?, ?)');
    this.#moveAliases = onFirstUse(database, 'update alias set event = ? where event = ?');
    this.#delete = onFirstUse(database, 'delete from event where id = ?');
    this.#ofSession = onFirstUse(database, 'select * from session_request where session = ?');
    this.#nativeOf = onFirstUse(database, 'select tool, native from session where id = ?');
    this.#dimensions = dimensions;
    this.#rollup = rollup;
    this.#pricing = pricing;
    this.#pauses = pauses;
    this.index = new RequestIndex(database);
    this.#aliasedNow = onFirstUse(database, 'select name from aliased');
    this.#addAliased = onFirstUse(database, 'insert into aliased (name) values (?) on conflict do nothing');
    this.#readAliased();
  }

  /** After a rollback: what was named in it is not. */
  forgetAll(): void {
    this.#aliased.clear();
    this.touched.clear();
    this.#lastId = 0;
    this.index.forget();
    this.index.isBehind();
    this.#readAliased();
  }

  /** Another process may have written requests, and named one twice, since. */
  forget(): void {
    this.#lastId = 0;
    this.index.forget();
    this.#readAliased();
  }

  #readAliased(): void {
    for (const row of this.#aliasedNow().all()) this.#aliased.add(String(row['name']));
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
    const known = this.#rawByKey(key);
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

  /** The number of the row that has a key, as its own or as a second name. */
  numberOf(key: Buffer): number | undefined {
    return (this.#rawByKey(key) ?? this.#rawByName(key))?.id;
  }

  byNumber(number: number): StoredEvent | undefined {
    const raw = this.#byNumber().get(number) as RawEvent | undefined;
    return raw && this.#stored(raw);
  }

  /** Ids are looked up under every name; rows that turn out to be one request become one row. */
  #putNamed(key: Buffer, row: EventRow, origin: Origin, names: readonly string[]): void {
    this.#noteAliased(origin.namespace);
    const keys = [key];
    for (let i = 0; i < names.length; i++)
      keys.push(requestKey(origin.namespace, names[i] as string, this.#nameBuffer(i)));
    const found = this.#found(keys);
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
    this.#addAlias().get(key, event);
    this.index.keys.noteName(key);
  }

  /** Rows known under any of the names, oldest first. */
  #found(keys: readonly Buffer[]): readonly RawEvent[] {
    let found = nothingFound;
    for (let i = 0; i < keys.length; i++) {
      found = withRow(found, this.#rawByKey(keys[i] as Buffer));
      found = withRow(found, this.#rawByName(keys[i] as Buffer));
    }
    return found.length > 1 ? [...found].sort((one, other) => one.id - other.id) : found;
  }

  #noteAliased(namespace: string): void {
    if (this.#aliased.has(namespace)) return;
    this.#aliased.add(namespace);
    this.#addAliased().run(namespace);
  }

  #absorb(other: RawEvent, into: number): RequestObservation {
    const told = this.#observation(other);
    this.#rollup.add(this.#stored(other), -1);
    this.#deleteRow(other.id);
    this.#moveAliases().run(into, other.id);
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
    this.#update().run(...rowValues(row, origin.facet.id), raw.id);
    if (row.session !== raw.session) this.index.blocks.note(row.session, raw.id);
    this.touched.add(old.session);
    this.#touch(origin.session);
  }

  /** Works out the cost of a facet's rows again; the number of rows that changed. */
  reprice(facet: number): number {
    let changed = 0;
    for (const raw of this.#ofFacet().all(facet) as unknown as RawEvent[]) {
      const old = this.#stored(raw);
      if (old.state === paused || old.state === shrunk) continue;
      const cost = this.#pricing.cost(old.facet, old, old.at, old.webSearches, old.requests);
      if (cost === old.cost) continue;
      this.#rollup.add(old, -1);
      this.#rollup.add({ ...old, cost }, 1);
      this.#setCost().run(cost, raw.id);
      changed++;
    }
    return changed;
  }

  /** Marks a stored row as counting or not. */
  setState(event: StoredEvent, state: number): void {
    if (event.state === state || event.state === paused) return;
    this.#rollup.add(event, -1);
    this.#rollup.add({ ...event, state }, 1);
    this.#setState().run(3 << 3, state << 3, event.id);
  }

  #rawByKey(key: Buffer): RawEvent | undefined {
    const numbers = this.index.keys.find(key);
    for (let i = 0; i < numbers.length; i++) {
      const raw = this.#byKey().get(numbers[i] as number, key);
      if (raw) return raw as unknown as RawEvent;
    }
    return undefined;
  }

  #rawByName(key: Buffer): RawEvent | undefined {
    return this.index.keys.mayBeName(key) ? (this.#byName().get(key) as RawEvent | undefined) : undefined;
  }

  ofSession(session: number): StoredEvent[] {
    return (this.#ofSession().all(session) as unknown as RawEvent[]).map((raw) => this.#stored(raw));
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
    if (turn === null && more === null && flags === 0 && reasoning === 0 && context === 0)
      this.#insertFlat().get(key, row.session, facet.id, at, input, cacheRead, cacheWrite5m, cacheWrite1h, output, cost);
    else if (turn !== null && more === null && cacheWrite1h === 0)
      this.#insertTurn().get(key, row.session, facet.id, at, flags, input, cacheRead, cacheWrite5m, output, reasoning, context, cost, turn);
    else
      this.#insert().get(key, row.session, facet.id, at, flags, input, cacheRead, cacheWrite5m, cacheWrite1h, output, reasoning, context, cost, turn, more);
    this.#lastId = this.#lastId > 0 ? this.#lastId + 1 : Number(this.#lastNumber().get()?.['id']);
    this.index.note(key, row.session, this.#lastId);
    this.#rollup.add(row, 1);
    this.#touch(session);
  }

  #deleteRow(id: number): void {
    this.#delete().run(id);
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
    const session = this.#nativeOf().get(raw.session) as { tool: string; native: string };
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

function withRow(found: readonly RawEvent[], raw: RawEvent | undefined): readonly RawEvent[] {
  return raw === undefined || found.some(({ id }) => id === raw.id) ? found : [...found, raw];
}
