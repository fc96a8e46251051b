import { randomUUID } from 'node:crypto';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/sqlite.js';

const lifetime = 15_000;

/** Thrown inside a write transaction by a scan that is no longer the one to scan. */
export class LeaseLost extends Error {}

/**
 * Which process scans in the background: one row, renewed while it lives, free when it expires. It saves work only;
 * identity guards truth, so two holders at once would do no harm.
 */
export class Lease {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly holder: string;

  /** @param holder for a process that acts on behalf of another: whose lease it is. */
  constructor(database: Database, clock: Clock, holder = `${process.pid}-${randomUUID()}`) {
    this.#database = database;
    this.#clock = clock;
    this.holder = holder;
  }

  /** Takes or renews the lease; whether this process holds it now. A busy database counts as not held. */
  take(): boolean {
    try {
      this.#database.exec('begin immediate');
    } catch {
      if (this.#database.isTransaction) this.#database.exec('rollback');
      return false;
    }
    try {
      const held = this.#take();
      this.#database.exec('commit');
      return held;
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('rollback');
      throw error;
    }
  }

  #take(): boolean {
    if (this.#isForeign()) return false;
    this.#database
      .prepare(
        'insert into lease (id, holder, expires) values (1, ?, ?) on conflict (id) do update set holder = excluded.holder, expires = excluded.expires',
      )
      .run(this.holder, this.#clock() + lifetime);
    return true;
  }

  /** Whether nobody else holds it, without waiting for a writer. */
  isFree(): boolean {
    return !this.#isForeign();
  }

  #isForeign(): boolean {
    const now = this.#clock();
    const row = this.#database.prepare('select holder, expires from lease where id = 1').get();
    if (!row || row['holder'] === this.holder) return false;
    // An end further away than a lease lasts was written under another clock.
    return Number(row['expires']) > now && Number(row['expires']) <= now + lifetime;
  }

  /** Inside a write transaction: renews, and throws `LeaseLost` unless this process still holds the lease. */
  check(): void {
    const renewed = this.#database
      .prepare('update lease set expires = ? where id = 1 and holder = ?')
      .run(this.#clock() + lifetime, this.holder);
    if (Number(renewed.changes) !== 1) throw new LeaseLost();
  }

  release(): void {
    this.#database.prepare('delete from lease where id = 1 and holder = ?').run(this.holder);
  }
}
