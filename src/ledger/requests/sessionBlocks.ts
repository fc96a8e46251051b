import { type Database, onFirstUse, type Statement } from '../../platform/sqlite.js';

/** Bits of a request's number within its block: view `session_request` has them, too. */
export const blockBits = 5;

/**
 * Which blocks of 32 consecutive requests have any of a session, as table `session_block`: `session_request` looks through those alone.
 * A session's requests mostly stand together, so an entry serves a dozen of them, where an index of all was a tenth of the ledger.
 * A block whose requests were deleted or went to another session keeps its entry: what is found is asked for its session.
 */
export class SessionBlocks {
  readonly #add: () => Statement;
  #session = -1;
  #block = -1;
  /** The sessions that this block is known to have. */
  readonly #sessions = new Set<number>();

  constructor(database: Database) {
    this.#add = onFirstUse(database, 'insert into session_block (session, block) values (?, ?) on conflict do nothing');
  }

  /** A request with this number is of this session now. */
  note(session: number, id: number): void {
    const block = id >> blockBits;
    if (block === this.#block && session === this.#session) return;
    if (block !== this.#block) this.#sessions.clear();
    this.#block = block;
    this.#session = session;
    if (this.#sessions.has(session)) return;
    this.#sessions.add(session);
    this.#add().get(session, block);
  }

  /** What was noted may have been taken back, or removed by another process. */
  forget(): void {
    this.#block = -1;
    this.#session = -1;
  }
}
