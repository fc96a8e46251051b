import { dayOf } from '../../core/day.js';

const minute = 60_000;
const leastWait = 5 * minute;
const mostWait = 180 * minute;
/** A turn that came while the machine slept is not taken at the moment it wakes. */
const longestDelay = 10 * minute;

/**
 * When a window's turn comes to publish: once a local day, a random while after the window was first seen on it, so that the
 * time of it tells nobody when somebody begins to work.
 */
export class Turn {
  readonly #random: () => number;
  #day = '';
  #at = Number.POSITIVE_INFINITY;

  /** @param random from 0 up to 1 */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** The local day whose turn has come; undefined for none. Asked every minute; the same day comes once. */
  take(now: number, zone: string): string | undefined {
    const day = dayOf(now, zone);
    if (day !== this.#day) this.#draw(day, now);
    else if (now > this.#at + longestDelay) this.#draw(day, now);
    if (now < this.#at) return undefined;
    this.#at = Number.POSITIVE_INFINITY;
    return day;
  }

  #draw(day: string, now: number): void {
    this.#day = day;
    this.#at = now + leastWait + this.#random() * (mostWait - leastWait);
  }
}
