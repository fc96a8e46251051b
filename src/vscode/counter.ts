import { type Asking, asStopped, assembleYou, type LedgerReader } from '../app/you.js';
import { dayOf } from '../core/day.js';
import type { ScanProgress } from '../protocol/ledger.js';
import type { YouData } from '../protocol/page.js';
import { CallError } from '../protocol/rpc.js';
import { systemTimers, type Timers } from './throttle.js';

/** The figures that the status bar shows and that are kept for the first paint. */
export interface Figures {
  readonly today: YouData;
  readonly session: YouData;
}

export interface CounterOptions {
  readonly reader: LedgerReader;
  /** Who asks; evaluated for each question. */
  readonly asking: () => Asking;
  readonly timers?: Timers;
  /** Of the last start, until the first answer. */
  readonly kept?: Figures | undefined;
}

/** Questions start at least so far apart. */
const gap = 300;

/**
 * The refresh loop: keeps the newest figures. However often `refresh` is called, one question is open at a time and one
 * more follows. A question without an answer leaves the figures as they were.
 */
export class Counter {
  readonly #options: CounterOptions;
  readonly #timers: Timers;
  readonly #listeners = new Set<() => void>();
  #figures: Figures | undefined;
  #progress: ScanProgress | null = null;
  #asked: Promise<void> | undefined;
  #again = false;
  #askedAt = Number.NEGATIVE_INFINITY;
  #timer: { cancel(): void } | undefined;
  #disposed = false;
  #health: string | undefined;
  #failure: string | undefined;

  constructor(options: CounterOptions) {
    this.#options = options;
    this.#timers = options.timers ?? systemTimers;
    this.#figures = options.kept;
  }

  /** Why nothing counts: the worker is gone, or cannot answer; undefined while counting. */
  get stopped(): string | undefined {
    return this.#health ?? this.#failure;
  }

  /** The newest figures; undefined before the first. They may be of an earlier day: see `isToday`. */
  get figures(): Figures | undefined {
    const { stopped } = this;
    if (!this.#figures || stopped === undefined) return this.#figures;
    return { today: asStopped(this.#figures.today, stopped), session: asStopped(this.#figures.session, stopped) };
  }

  get progress(): ScanProgress | null {
    return this.#progress;
  }

  /** Whether the figures are of the local day of now. */
  get isToday(): boolean {
    const { now, zone } = this.#options.asking();
    return this.#figures !== undefined && dayOf(this.#figures.today.at, zone) === dayOf(now, zone);
  }

  onChange(listener: () => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** Asks again; settles with the answer that is at least as new as this call. */
  async refresh(): Promise<void> {
    if (this.#asked) this.#again = true;
    else this.#asked = this.#ask();
    await this.#asked;
  }

  /** After Erase: nothing of before is shown again. */
  forget(): void {
    this.#figures = undefined;
    this.#progress = null;
    this.#tell();
  }

  setProgress(progress: ScanProgress): void {
    this.#progress = progress;
    this.#tell();
  }

  setStopped(reason: string | undefined): void {
    this.#health = reason;
    this.#tell();
  }

  dispose(): void {
    this.#disposed = true;
    this.#timer?.cancel();
    this.#listeners.clear();
  }

  async #ask(): Promise<void> {
    do {
      await this.#pause();
      this.#again = false;
      this.#askedAt = this.#timers.now();
      await this.#answer();
    } while (this.#again && !this.#disposed);
    this.#asked = undefined;
  }

  async #pause(): Promise<void> {
    const left = this.#askedAt + gap - this.#timers.now();
    if (left <= 0) return;
    await new Promise<void>((resolve) => {
      this.#timer = this.#timers.after(left, resolve);
    });
  }

  async #answer(): Promise<void> {
    if (this.#disposed) return;
    const { reader, asking } = this.#options;
    try {
      const who = asking();
      const today = await assembleYou(reader, who, { period: 'today' });
      const session = await assembleYou(reader, who, { period: 'session' });
      this.#figures = { today, session };
      this.#progress = today.state.progress;
      this.#failure = undefined;
    } catch (error) {
      // A closed wire: the worker is gone, its health says so, and it starts again by itself.
      if (error instanceof CallError && error.fate === 'failed') this.#failure = error.reason || error.message;
    }
    this.#tell();
  }

  #tell(): void {
    if (this.#disposed) return;
    for (const listener of this.#listeners) listener();
  }
}
