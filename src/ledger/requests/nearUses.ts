import { nearEnough } from '../../core/sameUse.js';
import type { Database, Statement } from '../../platform/sqlite.js';

/**
 * Where in time uses lie that a log may tell of. What enters or leaves sums elsewhere costs one look into a set, and
 * nothing where there is no such use.
 */
export class NearUses {
  readonly #since: Statement;
  /** Stretches of `nearEnough` with a use in them or beside them. */
  readonly #places = new Set<number>();
  readonly #touched = new Set<number>();
  #seen = 0;

  constructor(database: Database) {
    this.#since = database.prepare('select id, at from hooked where id > ? and weighed = 1 order by id');
    this.load();
  }

  /** Takes up what other processes have written. */
  load(): void {
    for (const { id, at } of this.#since.all(this.#seen) as unknown as { id: number; at: number }[]) {
      this.add(at);
      this.#seen = id;
    }
  }

  add(at: number): void {
    const place = Math.floor(at / nearEnough);
    for (const each of [place - 1, place, place + 1]) this.#places.add(each);
  }

  /** Something at this instant entered sums or left them. */
  note(at: number): void {
    if (this.#places.size === 0) return;
    const place = Math.floor(at / nearEnough);
    if (this.#places.has(place)) this.#touched.add(place);
  }

  /** The stretches of which something was noted, and forgets them. */
  take(): readonly { readonly since: number; readonly until: number }[] {
    if (this.#touched.size === 0) return none;
    const places = [...this.#touched].sort((a, b) => a - b);
    this.#touched.clear();
    return places.map((place) => ({ since: place * nearEnough, until: (place + 1) * nearEnough }));
  }

  /** After a rollback: rows of it are void, and their numbers are given again. */
  forgetAll(): void {
    this.#touched.clear();
    this.#places.clear();
    this.#seen = 0;
    this.load();
  }
}

const none: readonly { since: number; until: number }[] = [];
