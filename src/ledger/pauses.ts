import type { Database } from '../platform/sqlite.js';

/** The intervals in which the person wants nothing counted. */
export class Pauses {
  readonly #database: Database;
  #intervals: { since: number; until: number }[] = [];

  constructor(database: Database) {
    this.#database = database;
    this.reload();
  }

  reload(): void {
    this.#intervals = this.#database
      .prepare('select since, until from pause')
      .all()
      .map((row) => ({
        since: Number(row['since']),
        until: row['until'] === null ? Number.POSITIVE_INFINITY : Number(row['until']),
      }));
  }

  /** Whether nothing is to be counted at an instant: [since, until). */
  contains(at: number): boolean {
    // Asked for every request, and most people never paused.
    return this.#intervals.length > 0 && this.#intervals.some(({ since, until }) => at >= since && at < until);
  }

  /** The pause that an instant lies in. */
  at(now: number): { since: number; until?: number } | null {
    const found = this.#intervals.find(({ since, until }) => now >= since && now < until);
    if (!found) return null;
    return Number.isFinite(found.until) ? { since: found.since, until: found.until } : { since: found.since };
  }

  pause(since: number, until: number | undefined): void {
    this.resume(since);
    this.add(since, until);
  }

  /** One more interval; the others stay. */
  add(since: number, until: number | undefined): void {
    this.#database.prepare('insert or replace into pause (since, until) values (?, ?)').run(since, until ?? null);
    this.reload();
  }

  /** Ends what is paused at `at`. */
  resume(at: number): void {
    this.#database.prepare('delete from pause where since >= ?').run(at);
    this.#database
      .prepare('update pause set until = ? where since <= ? and (until is null or until > ?)')
      .run(at, at, at);
    this.reload();
  }
}
