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
  readonly #holder = `${process.pid}-${randomUUID()}`;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Takes or renews the lease; whether this process holds it now. A busy database counts as not held. */
  take(): boolean {
    try {
      this.#database.exec('begin immediate');
    } catch {
      return false;
    }
    try {
      const held = this.#take();
      this.#database.exec('commit');
      return held;
    } catch (error) {
      this.#database.exec('rollback');
      throw error;
    }
  }

  #take(): boolean {
    const now = this.#clock();
    const row = this.#database.prepare('select holder, expires from lease where id = 1').get();
    const foreign =
      row && row['holder'] !== this.#holder && Number(row['expires']) > now && Number(row['expires']) <= now + lifetime;
    if (foreign) return false;
    this.#database
      .prepare(
        'insert into lease (id, holder, expires) values (1, ?, ?) on conflict (id) do update set holder = excluded.holder, expires = excluded.expires',
      )
      .run(this.#holder, now + lifetime);
    return true;
  }

  /** Inside a write transaction: throws `LeaseLost` unless this process still holds the lease. */
  check(): void {
    const row = this.#database.prepare('select holder from lease where id = 1').get();
    if (row?.['holder'] !== this.#holder) throw new LeaseLost();
  }

  release(): void {
    this.#database.prepare('delete from lease where id = 1 and holder = ?').run(this.#holder);
  }
}
