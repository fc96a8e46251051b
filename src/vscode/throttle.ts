/** Timers, so that tests need not wait. `now` is no time of day: clocks can be set. */
export interface Timers {
  now(): number;
  after(delay: number, action: () => void): { cancel(): void };
}

export const systemTimers: Timers = {
  now: () => performance.now(),
  after(delay, action) {
    const timer = setTimeout(action, delay);
    return { cancel: () => clearTimeout(timer) };
  },
};

/** Lets at most one value through in `gap` milliseconds: the first at once, of those that follow the last. */
export class Throttle<T> {
  readonly #gap: number;
  readonly #pass: (value: T) => void;
  readonly #timers: Timers;
  #passedAt = Number.NEGATIVE_INFINITY;
  #waiting: { value: T; timer: { cancel(): void } } | undefined;

  constructor(gap: number, pass: (value: T) => void, timers: Timers = systemTimers) {
    this.#gap = gap;
    this.#pass = pass;
    this.#timers = timers;
  }

  push(value: T): void {
    if (this.#waiting) {
      this.#waiting.value = value;
      return;
    }
    const left = this.#passedAt + this.#gap - this.#timers.now();
    if (left <= 0) this.#let(value);
    else this.#waiting = { value, timer: this.#timers.after(left, () => this.flush()) };
  }

  /** Lets the waiting value through now. */
  flush(): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.timer.cancel();
    if (waiting) this.#let(waiting.value);
  }

  dispose(): void {
    this.#waiting?.timer.cancel();
    this.#waiting = undefined;
  }

  #let(value: T): void {
    this.#passedAt = this.#timers.now();
    this.#pass(value);
  }
}
