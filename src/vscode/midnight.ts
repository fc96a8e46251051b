import { addDays, dayOf, dayStart } from '../core/day.js';

/** Tells when a local day begins. Sleep of the machine delays it no more than until it wakes. */
export class Midnight {
  readonly #zone: () => string;
  readonly #onDay: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(zone: () => string, onDay: () => void) {
    this.#zone = zone;
    this.#onDay = onDay;
    this.reset();
  }

  /** To be called when the zone changed. */
  reset(): void {
    clearTimeout(this.#timer);
    const now = Date.now();
    const next = dayStart(addDays(dayOf(now, this.#zone()), 1), this.#zone());
    this.#timer = setTimeout(() => {
      this.#onDay();
      this.reset();
    }, next - now + 20);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
