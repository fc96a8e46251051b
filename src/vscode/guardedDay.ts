import type { LedgerReader } from '../app/you.js';
import { dayOf } from '../core/day.js';

/** Tells the ledger of each local day that a window runs on, once; badges count those with the guard and Workspace Trust on. */
export class GuardedDay {
  readonly #reader: LedgerReader;
  #told = '';

  constructor(reader: LedgerReader) {
    this.#reader = reader;
  }

  /**
   * `trust`: the editor asks whether folders are trusted; `hours`: those that the person chose, as written. What could not be
   * written is told again the next time.
   */
  async note(now: number, zone: string, trust: boolean, hours: string): Promise<void> {
    const day = dayOf(now, zone);
    const name = `${day} ${trust} ${hours}`;
    if (name === this.#told) return;
    this.#told = name;
    await this.#reader.call('noteGuarded', { day, trust, hours }).catch(() => this.forget());
  }

  /** After Erase nothing was told. */
  forget(): void {
    this.#told = '';
  }
}
