import { closeSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { PriceOverrides } from '../core/priceOverrides.js';
import { isOfOneMachine } from '../platform/ledgerPlace.js';
import { isNetworkFolder } from '../platform/networkFolder.js';
import {
  asDatabaseError,
  busyTimeout,
  type Database,
  DatabaseError,
  isSqliteError,
  openDatabase,
  prepared,
} from '../platform/sqlite.js';
import { identityOf } from './care/ledgerFiles.js';
import { Pauses } from './pauses.js';
import type { Pricing } from './prices/pricing.js';
import { Facts } from './reading/facts.js';
import { Files } from './reading/files.js';
import { Limits } from './reading/limits.js';
import { Dimensions } from './requests/dimensions.js';
import { Events } from './requests/events.js';
import { HookedUses } from './requests/hookedUses.js';
import { NearUses } from './requests/nearUses.js';
import { Residues } from './requests/residues.js';
import { migrate, refuseOthers } from './schema.js';
import { RollupChanges } from './sums/rollup.js';
import { UseDays } from './sums/useDays.js';

export interface LedgerOptions {
  /** `:memory:` for one that is forgotten. */
  readonly path: string;
  readonly pricing: Pricing;
  /** Of a roll-up of more rows sums by six hours are kept. */
  readonly fewRows?: number;
}

const setMeta = 'insert into meta (name, value) values (?, ?) on conflict (name) do update set value = excluded.value';

/**
 * One SQLite file of everything counted, shared by all editors and the command line of this user. Identity guards its
 * truth: whoever reads a log twice, or at the same time as another, changes nothing.
 */
export class Ledger {
  readonly path: string;
  readonly database: Database;
  readonly dimensions: Dimensions;
  readonly events: Events;
  readonly residues: Residues;
  readonly hooked: HookedUses;
  readonly facts: Facts;
  readonly files: Files;
  readonly limits: Limits;
  readonly pauses: Pauses;
  readonly rollup: RollupChanges;
  readonly useDays: UseDays;
  readonly pricing: Pricing;
  /** This build's prices are older than those that the ledger has: what it writes is to be priced again by a newer one. */
  pricesOutdated = false;
  /** The file that was opened; undefined in memory. */
  readonly identity: string | undefined;
  readonly #near: NearUses;
  #dataVersion: number;
  #overrides: string | undefined;

  constructor(options: LedgerOptions) {
    this.path = options.path;
    this.pricing = options.pricing;
    makePrivate(options.path);
    this.database = openDatabase(options.path);
    try {
      prepareDatabase(this.database, options.path);
      this.identity = options.path === ':memory:' ? undefined : identityOf(options.path);
      // Before anything is remembered: what another process writes from here on is seen as a change.
      this.#dataVersion = this.#readDataVersion();
      this.#near = new NearUses(this.database);
      this.rollup = new RollupChanges(this.database, this.#near, options.fewRows);
      this.useDays = new UseDays(this.database, this.rollup);
      this.dimensions = new Dimensions(this.database);
      this.pauses = new Pauses(this.database);
      this.events = new Events(this.database, this.dimensions, this.rollup, options.pricing, this.pauses);
      this.residues = new Residues(this.database, this.dimensions, this.events);
      this.hooked = new HookedUses(this.database, this.events, this.rollup, this.#near);
      this.limits = new Limits(this.database);
      this.files = new Files(this.database);
      this.facts = new Facts(this.database, this.files);
      this.takeOverrides();
      this.#catchUp();
    } catch (error) {
      this.database.close();
      throw asDatabaseError(error, options.path);
    }
  }

  /** Number of changes ever made; grows by one a write. */
  get revision(): number {
    return Number(this.meta('revision') ?? 0);
  }

  meta(name: string): string | undefined {
    const row = prepared(this.database, 'select value from meta where name = ?').get(name);
    return row ? String(row['value']) : undefined;
  }

  /** Inside `write` only. */
  setMeta(name: string, value: string): void {
    prepared(this.database, setMeta).run(name, value);
  }

  /** True when another process has written since the last call; what was remembered is then forgotten. */
  refresh(): boolean {
    const version = this.#readDataVersion();
    if (version === this.#dataVersion) return false;
    this.#dataVersion = version;
    this.dimensions.forget();
    this.events.forget();
    this.#near.load();
    this.files.reload();
    this.pauses.reload();
    this.takeOverrides();
    this.#catchUp();
    return true;
  }

  /** Finds what an earlier build wrote, too. Where nobody can write now, the next write does. */
  #catchUp(): void {
    if (!this.events.index.isBehind() || this.database.isTransaction) return;
    try {
      this.write(() => {});
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
    }
  }

  /** Prices by the person's own prices as they stand in the ledger: another process may have changed them. */
  takeOverrides(): void {
    const stored = this.meta('overrides');
    if (stored === this.#overrides) return;
    this.#overrides = stored;
    this.pricing.override(JSON.parse(stored ?? '{}') as PriceOverrides);
  }

  /** Runs `work` over one state of the ledger, whatever other processes write meanwhile. Throws as `write` does. */
  read<T>(work: () => T): T {
    if (this.database.isTransaction) return work();
    try {
      this.database.exec('begin');
      return work();
    } catch (error) {
      throw isSqliteError(error) ? asDatabaseError(error, this.path) : error;
    } finally {
      if (this.database.isOpen && this.database.isTransaction) this.database.exec('rollback');
    }
  }

  /**
   * Runs `work` in one write transaction and brings roll-up and residues in step with it. All or nothing: on an error
   * nothing of it stays. Never nested. Throws `DatabaseError` for SQLite's own errors, others as they are.
   */
  write<T>(work: () => T): T {
    try {
      this.database.exec('begin immediate');
      this.refresh();
      this.events.index.begin();
      const result = work();
      this.residues.settle();
      this.hooked.settle();
      this.rollup.write();
      this.events.index.write();
      if (this.pricesOutdated) this.setMeta('repricing', 'older prices');
      this.setMeta('revision', String(this.revision + 1));
      this.database.exec('commit');
      return result;
    } catch (error) {
      this.#undo();
      throw isSqliteError(error) ? asDatabaseError(error, this.path) : error;
    }
  }

  #undo(): void {
    if (this.database.isTransaction) this.database.exec('rollback');
    this.rollup.clear();
    this.useDays.forget();
    this.dimensions.forgetAll();
    this.limits.forget();
    this.events.forgetAll();
    this.#near.forgetAll();
    this.pricing.forget();
    this.pauses.reload();
    this.files.reload();
  }

  /** Bytes on disk, write-ahead log included. */
  get bytes(): number {
    if (this.path === ':memory:') return 0;
    return [this.path, `${this.path}-wal`]
      .map((path) => statSync(path, { throwIfNoEntry: false })?.size ?? 0)
      .reduce((a, b) => a + b, 0);
  }

  close(): void {
    if (this.database.isOpen) this.database.close();
  }

  #readDataVersion(): number {
    return Number(prepared(this.database, 'pragma data_version').get()?.['data_version']);
  }
}

/** What projects the person works on is for nobody else to read. A file that is there is never opened and closed beside SQLite: that would void its locks. */
function makePrivate(path: string): void {
  if (path === ':memory:') return;
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch {
    // It is there already, or cannot be made: SQLite says why.
  }
}

function isWal(database: Database): boolean {
  return database.prepare('pragma journal_mode').get()?.['journal_mode'] === 'wal';
}

/** Of processes that open a new ledger at once, SQLite fails this step of all but one without waiting, whatever its timeout. */
function becomeWal(database: Database): void {
  const deadline = Date.now() + busyTimeout;
  for (;;) {
    try {
      database.exec('pragma journal_mode = wal');
      return;
    } catch (error) {
      if (asDatabaseError(error).reason !== 'busy' || Date.now() > deadline) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/**
 * Most pages are written once and in order: a cache of twice the size saves no CPU of a scan of 3 GB, and takes 8 MB. Pages of 8 KB: two
 * dozen tables have one page each and little in it; 16 KB ones cost 5 bytes a request of 60,000 and save no CPU.
 */
function prepareDatabase(database: Database, path: string): void {
  database.exec('pragma page_size = 8192');
  refuseOthers(database);
  if (path !== ':memory:' && !isWal(database) && !isOfOneMachine(path) && !isNetworkFolder(dirname(path)))
    becomeWal(database);
  database.exec(
    'pragma synchronous = normal; pragma cache_size = -8192; pragma temp_store = memory; pragma foreign_keys = off',
  );
  migrate(database);
}
