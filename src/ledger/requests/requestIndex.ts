import { type Database, prepared } from '../../platform/sqlite.js';
import { KeyRuns } from './keyRuns.js';
import { blockBits, SessionBlocks } from './sessionBlocks.js';

/** Requests up to this number are in both. */
const indexedTo = `coalesce((select value from meta where name = 'indexedTo'), 0) + 0`;
const isBehind = `select 1 where (select max(id) from event) > ${indexedTo}`;
const inBlocks = `insert into session_block select distinct session, id >> ${blockBits} from event where id > ${indexedTo} on conflict do nothing`;
const withKeys = `select id, substr(key, 1, 4) as start from event where id > ${indexedTo}`;
const noteIndexed = `insert or replace into meta (name, value) values ('indexedTo', coalesce((select max(id) from event), 0))`;

/** Finds requests by session and by key, without an index of all of them. */
export class RequestIndex {
  readonly blocks: SessionBlocks;
  readonly keys: KeyRuns;
  readonly #database: Database;
  #isNoted = true;
  #isBehind = false;

  constructor(database: Database) {
    this.#database = database;
    this.blocks = new SessionBlocks(database);
    this.keys = new KeyRuns(database);
  }

  /** A request was written. */
  note(key: Uint8Array, session: number, id: number): void {
    this.#isNoted = false;
    this.blocks.note(session, id);
    this.keys.note(key, id);
  }

  /** At the end of a write. */
  write(): void {
    this.keys.write();
    if (!this.#isNoted) prepared(this.#database, noteIndexed).run();
    this.#isNoted = true;
  }

  /** Whether a build that knows nothing of this has written requests: it may have had the ledger open when a newer one changed the schema. */
  isBehind(): boolean {
    this.#isBehind = prepared(this.#database, isBehind).get() !== undefined;
    return this.#isBehind;
  }

  /** At the beginning of a write: takes in what such a build has written. */
  begin(): void {
    if (!this.#isBehind) return;
    prepared(this.#database, inBlocks).run();
    for (const { id, start } of prepared(this.#database, withKeys).iterate())
      this.keys.note(start as Uint8Array, Number(id));
    prepared(this.#database, noteIndexed).run();
    this.#isBehind = false;
  }

  /** What was noted may have been taken back, or removed by another process; others may have written. */
  forget(): void {
    this.blocks.forget();
    this.keys.forget();
    this.#isNoted = true;
  }
}
