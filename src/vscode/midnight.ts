import { addDays, dayOf, dayStart } from '../core/day.js';

/** The clock is looked at this often: timers stand still while the machine sleeps, and a clock can be set. */
const lookEvery = 60_000;

/** Tells within a minute when it has become another local day, by whatever way; of each look before, since what a day is may have changed. */
export class Midnight {
  readonly #zone: () => string;
  readonly #onDay: () => void;
  readonly #onLook: () => void;
  #timer: NodeJS.Timeout | undefined;
  #day = '';
  #at = 0;

  constructor(zone: () => string, onDay: () => void, onLook: () => void) {
    this.#zone = zone;
    this.#onDay = onDay;
    this.#onLook = onLook;
    this.reset();
  }

  /** When the next day begins. */
  get at(): number {
    return this.#at;
  }

  /** To be called when the zone changed. */
  reset(): void {
    clearTimeout(this.#timer);
    const [now, zone] = [Date.now(), this.#zone()];
    this.#day = dayOf(now, zone);
    this.#at = dayStart(addDays(this.#day, 1), zone);
    this.#timer = setTimeout(() => this.#look(), Math.min(this.#at - now + 20, lookEvery));
  }

  #look(): void {
    const before = this.#day;
    this.#onLook();
    this.reset();
    if (this.#day !== before) this.#onDay();
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
