import { type Database, prepared, type Statement } from '../platform/sqlite.js';

/** Bits of a request's number within its block: view `session_request` has them, too. */
const blockBits = 5;

/** Of requests up to this number, blocks are known. */
const knownTo = `coalesce((select value from meta where name = 'blocksTo'), 0) + 0`;
const isBehind = `select 1 where (select max(id) from event) > ${knownTo}`;
const catchUp = `insert into session_block select distinct session, id >> ${blockBits} from event where id > ${knownTo} on conflict do nothing`;
const noteKnown = `insert or replace into meta (name, value) values ('blocksTo', coalesce((select max(id) from event), 0))`;

/**
 * Which blocks of 32 consecutive requests have any of a session, as table `session_block`: `session_request` looks through those alone.
 * A session's requests mostly stand together, so an entry serves a dozen of them, where an index of all was a tenth of the ledger.
 * A block whose requests were deleted or went to another session keeps its entry: what is found is asked for its session.
 */
export class SessionBlocks {
  readonly #database: Database;
  readonly #add: Statement;
  #session = -1;
  #block = -1;
  /** The sessions that this block is known to have. */
  readonly #sessions = new Set<number>();
  #isNoted = true;

  constructor(database: Database) {
    this.#database = database;
    this.#add = database.prepare('insert into session_block (session, block) values (?, ?) on conflict do nothing');
  }

  /** A request with this number is of this session now. */
  note(session: number, id: number): void {
    this.#isNoted = false;
    const block = id >> blockBits;
    if (block === this.#block && session === this.#session) return;
    if (block !== this.#block) this.#sessions.clear();
    this.#block = block;
    this.#session = session;
    if (this.#sessions.has(session)) return;
    this.#sessions.add(session);
    this.#add.get(session, block);
  }

  /** At the end of a write. */
  write(): void {
    if (!this.#isNoted) prepared(this.#database, noteKnown).run();
    this.#isNoted = true;
  }

  /** Whether a build that knows nothing of blocks has written requests: it may have had the ledger open when a newer one changed the schema. */
  isBehind(): boolean {
    return prepared(this.#database, isBehind).get() !== undefined;
  }

  /** Inside a write only. */
  catchUp(): void {
    prepared(this.#database, catchUp).run();
    this.#isNoted = false;
  }

  /** What was noted may have been taken back, or removed by another process. */
  forget(): void {
    this.#block = -1;
    this.#session = -1;
    this.#isNoted = true;
  }
}
