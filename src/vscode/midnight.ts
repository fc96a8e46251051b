import { addDays, dayOf, dayStart } from '../core/day.js';

/** Tells when a local day begins. Sleep of the machine delays it no more than until it wakes. */
export class Midnight {
  readonly #zone: () => string;
  readonly #onDay: () => void;
  #timer: NodeJS.Timeout | undefined;
  #at = 0;

  constructor(zone: () => string, onDay: () => void) {
    this.#zone = zone;
    this.#onDay = onDay;
    this.reset();
  }

  /** When the next day begins. */
  get at(): number {
    return this.#at;
  }

  /** To be called when the zone changed. */
  reset(): void {
    clearTimeout(this.#timer);
    const now = Date.now();
    this.#at = dayStart(addDays(dayOf(now, this.#zone()), 1), this.#zone());
    this.#timer = setTimeout(
      () => {
        this.#onDay();
        this.reset();
      },
      this.#at - now + 20,
    );
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
