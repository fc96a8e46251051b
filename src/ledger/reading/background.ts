import { systemClock } from '../../platform/clock.js';
import { asDatabaseError, DatabaseError, isSqliteError, isSystemError } from '../../platform/sqlite.js';
import { FolderWatch } from '../../platform/watch.js';
import type { Problem, ScanProgress } from '../../protocol/ledger.js';
import { Backups } from '../care/backups.js';
import { isReplaced, markDamaged } from '../care/recovery.js';
import { Lease, LeaseLost } from '../lease.js';
import type { Ledger } from '../ledger.js';
import type { ApartRead, Scanner, ScanOptions, ScanReport } from './scanner.js';
import type { ScanStep } from './scanProgress.js';

const recentEvery = 500;
const leaseEvery = 5_000;
/** Everything is listed this often even if no watcher said anything. */
const listEvery = 20_000;
/** Listings that a watcher asks for are at least this far apart. */
const listSpacing = 1_000;
/** After a write that failed, the next one is this far off: it reads again what could not be kept. */
const retryAfter = 3_000;
/** A watcher's word is waited for this long, so that a burst of writes is one reading. */
const settleMs = 60;

export interface BackgroundEvents {
  changed(): void;
  progress(progress: ScanProgress): void;
  stateChanged(): void;
  /** The ledger is damaged, or no longer the one at its place: it is to be closed and opened anew. Told once. */
  unusable(): void;
}

/** Reads in another process on the lease of `holder`. */
type ReadApart = (holder: string, options: ScanOptions) => Promise<ApartRead | undefined>;

export const idleProgress: ScanProgress = {
  phase: 'idle',
  filesDone: 0,
  filesTotal: 0,
  bytesDone: 0,
  bytesTotal: 0,
  tools: [],
};

/**
 * Keeps a ledger up to date while an editor is open: the process that holds the lease reads what is new, by watch and
 * poll; the others look whether it wrote. Everything runs on one worker thread, one step at a time.
 */
export class Background {
  readonly #ledger: Ledger;
  readonly #scanner: Scanner;
  readonly #events: BackgroundEvents;
  readonly #lease: Lease;
  readonly #watch: FolderWatch;
  readonly #backups: Backups;
  readonly #readApart: ReadApart | undefined;
  readonly #stop = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #dueAt = 0;
  #listAt = 0;
  #listDue = true;
  #leaseAt = 0;
  #retryAt = 0;
  #revision = -1;
  #steps: Promise<unknown> = Promise.resolve();
  leading = false;
  progress: ScanProgress = idleProgress;
  report: ScanReport | undefined;
  lastScanAt: number | undefined;
  /** Why what was read cannot be written, and since when. */
  problem: (Problem & { readonly since: number }) | undefined;

  /** @param readApart for much that is new; read by itself without */
  constructor(ledger: Ledger, scanner: Scanner, events: BackgroundEvents, readApart?: ReadApart) {
    this.#ledger = ledger;
    this.#scanner = scanner;
    this.#events = events;
    this.#readApart = readApart;
    this.#lease = new Lease(ledger.database, systemClock);
    this.#watch = new FolderWatch((path) => this.#soon(path));
    this.#backups = new Backups(ledger.path, systemClock);
  }

  start(): void {
    this.#next(0);
  }

  /** Runs `work` between two steps, so that it never meets a reading half done. */
  exclusive<T>(work: () => T | Promise<T>): Promise<T> {
    const result = this.#steps.then(work);
    this.#steps = result.catch(() => undefined);
    return result;
  }

  async dispose(): Promise<void> {
    this.#stop.abort();
    clearTimeout(this.#timer);
    this.#watch.dispose();
    await this.#steps;
    try {
      if (this.leading && this.#ledger.database.isOpen) this.#lease.release();
    } catch (error) {
      // A damaged ledger cannot take it back: it expires by itself.
      if (!isSqliteError(error)) throw error;
    }
  }

  /** A known file is looked at by itself; anything else may be new and needs a listing, at most one a second. */
  #soon(path: string): void {
    if (!this.#scanner.isRecent(path)) this.#listDue = true;
    this.#next(settleMs);
  }

  /** A step is never put off: a log that is written all the time is read all the time. */
  #next(delay: number): void {
    if (this.#stop.signal.aborted) return;
    const dueAt = performance.now() + delay;
    if (this.#timer && this.#dueAt <= dueAt) return;
    clearTimeout(this.#timer);
    this.#dueAt = dueAt;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.exclusive(() => this.#step()).finally(() => this.#next(recentEvery));
    }, delay);
  }

  async #step(): Promise<void> {
    if (this.#stop.signal.aborted) return;
    try {
      if (isReplaced(this.#ledger)) return this.#giveUp();
      if (this.problem && performance.now() < this.#retryAt) return;
      this.#keepLease();
      if (this.leading) await this.#scan();
      else if (this.report === undefined) this.#follow();
      this.#tellChange();
      if (this.leading && this.report?.completed && this.#backups.isDue) await this.#backups.make();
    } catch (error) {
      this.#note(isSqliteError(error) || isSystemError(error) ? asDatabaseError(error, this.#ledger.path) : error);
    }
  }

  /** Whoever opens the ledger next puts a sound one in its place. */
  noteDamage(): void {
    if (this.#stop.signal.aborted) return;
    markDamaged(this.#ledger);
    this.#giveUp();
  }

  #giveUp(): void {
    if (this.#stop.signal.aborted) return;
    this.#stop.abort();
    this.#events.unusable();
  }

  /** A lost lease and a busy ledger are tried again at the next step; so is a full disk, but it is told. */
  #note(error: unknown): void {
    this.#leaseAt = 0;
    if (error instanceof LeaseLost) return;
    if (!(error instanceof DatabaseError)) throw error;
    if (error.reason === 'busy') return;
    if (error.reason === 'damaged') this.noteDamage();
    else this.#notePlight(error);
  }

  /** Until all that has changed is kept, everything is listed again at each try: what failed may be no recent file. */
  #notePlight({ reason, message }: DatabaseError): void {
    this.#listDue = true;
    this.#retryAt = performance.now() + retryAfter;
    if (reason === this.problem?.code) return;
    this.problem = { code: reason, detail: message, since: systemClock() };
    this.#events.stateChanged();
  }

  /** A follower lists nothing; it only has to know that reading has been done before. */
  #follow(): void {
    this.#ledger.refresh();
  }

  #keepLease(): void {
    const now = performance.now();
    if (!this.leading && !this.#lease.isFree()) return;
    if (this.leading && this.#leaseAt !== 0 && now - this.#leaseAt < leaseEvery) return;
    this.#leaseAt = now;
    const before = this.leading;
    this.leading = this.#lease.take();
    if (before !== this.leading) this.#events.stateChanged();
  }

  async #scan(): Promise<void> {
    const readApart = this.#readApart;
    const options: ScanOptions = {
      signal: this.#stop.signal,
      guard: () => this.#lease.check(),
      pauseMs: 1,
      apart: readApart && ((each: ScanOptions) => readApart(this.#lease.holder, each)),
      onProgress: (step: ScanStep) => this.#tellProgress(step),
    };
    try {
      const since = performance.now() - this.#listAt;
      if (this.#listAt === 0 || since > listEvery || (this.#listDue && since > listSpacing)) await this.#list(options);
      else await this.#scanner.passRecent(options);
    } finally {
      this.#endProgress();
    }
  }

  async #list(options: Parameters<Scanner['pass']>[0]): Promise<void> {
    this.#listDue = false;
    this.#listAt = performance.now();
    this.report = await this.#scanner.pass(options);
    this.lastScanAt = systemClock();
    if (this.problem) this.#events.stateChanged();
    this.problem = undefined;
    this.#watch.set(this.#scanner.folders);
    if (this.report.completed && this.#ledger.meta('ready') !== '1')
      this.#ledger.write(() => this.#ledger.setMeta('ready', '1'));
  }

  #tellProgress(step: ScanStep): void {
    if (step.filesTotal < 8 && step.bytesTotal < 4_000_000) return;
    this.progress = { phase: 'reading', ...step };
    this.#events.progress(this.progress);
    this.#keepLease();
    this.#tellChange();
  }

  #endProgress(): void {
    if (this.progress.phase === 'idle') return;
    this.progress = idleProgress;
    this.#events.progress(this.progress);
  }

  #tellChange(): void {
    const revision = this.#ledger.revision;
    if (revision === this.#revision) return;
    this.#revision = revision;
    this.#ledger.refresh();
    this.#events.changed();
  }
}
