/** At most `burst` calls at once by each caller, and `perMinute` in the long run. */
export class CallLimit {
  readonly #burst: number;
  readonly #perMinute: number;
  readonly #left = new Map<string, { readonly calls: number; readonly at: number }>();

  constructor(burst: number, perMinute: number) {
    this.#burst = burst;
    this.#perMinute = perMinute;
  }

  /** Takes one call of a caller; false where there is none left. */
  take(caller: string, now: number): boolean {
    const { calls, at } = this.#left.get(caller) ?? { calls: this.#burst, at: now };
    const grown = Math.min(this.#burst, calls + (Math.max(0, now - at) * this.#perMinute) / 60_000);
    const allowed = grown >= 1;
    this.#left.set(caller, { calls: allowed ? grown - 1 : grown, at: now });
    return allowed;
  }
}
