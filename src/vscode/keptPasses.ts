import { realpathSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import { type KeptPass, passKeptWork } from '../app/keptPass.js';
import type { LedgerReader } from '../app/you.js';
import type { UnsavedText } from '../protocol/kept.js';

export interface KeptPassesOptions {
  readonly reader: LedgerReader;
  readonly work: KeptPass['work'];
  readonly places: () => KeptPass['places'];
  /** Documents that are open and not saved. */
  readonly unsaved: () => readonly UnsavedText[];
  /** Folders of the workspace; undefined in Restricted Mode. */
  readonly trusted: () => readonly string[] | undefined;
}

const every = 10 * 60_000;
/** A report waits so long; what comes later is in the next one. */
const patience = 4_000;

/**
 * When this window brings kept work up to date: now and then while a person looks at it, and when a report asks. Nothing
 * happens in Restricted Mode, nor before the first reading of the logs has ended.
 */
export class KeptPasses {
  readonly #options: KeptPassesOptions;
  readonly #patience: number;
  #passedAt = Number.NEGATIVE_INFINITY;
  #open: { readonly aborting: AbortController; readonly reads: boolean; readonly done: Promise<void> } | undefined;

  constructor(options: KeptPassesOptions, patienceMs = patience) {
    this.#options = options;
    this.#patience = patienceMs;
  }

  /** The last pass was long enough ago: begins another. The process that leads reads logs, each window asks git for its own. */
  look(now = performance.now()): Promise<void> {
    if (this.#open || now - this.#passedAt < every) return Promise.resolve();
    return this.#pass(false);
  }

  /** Whether it goes on after all that a report waits for. A person asks, so logs are read whoever leads. */
  async ask(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((done) => {
      timer = setTimeout(() => done(true), this.#patience);
    });
    const goesOn = await Promise.race([this.#pass(true).then(() => false), late]);
    clearTimeout(timer);
    return goesOn;
  }

  /** After Erase: nothing goes on, and all is read anew. */
  forget(): void {
    this.#open?.aborting.abort();
    this.#passedAt = Number.NEGATIVE_INFINITY;
  }

  dispose(): void {
    this.forget();
  }

  /** Never rejects: what could not be worked out stays as it was. */
  #pass(reads: boolean): Promise<void> {
    if (this.#open && (this.#open.reads || !reads)) return this.#open.done;
    const aborting = new AbortController();
    const before = this.#open?.done;
    this.#passedAt = performance.now();
    const done = this.#run(reads, aborting.signal, before)
      .catch(() => {})
      .finally(() => {
        if (this.#open?.aborting === aborting) this.#open = undefined;
      });
    this.#open = { aborting, reads, done };
    return done;
  }

  async #run(reads: boolean, signal: AbortSignal, before: Promise<void> | undefined): Promise<void> {
    await before;
    const { reader, work, places, trusted, unsaved } = this.#options;
    const folders = trusted();
    if (!folders) return;
    const { ready, leading } = await reader.call('state', {}, signal);
    if (!ready) {
      this.#passedAt = Number.NEGATIVE_INFINITY;
      return;
    }
    const trusts = (root: string) => folders.some((folder) => isAtOrBelow(folder, root));
    await passKeptWork({
      ledger: reader,
      work,
      places: places(),
      reads: reads || leading,
      trusts,
      unsaved,
      now: Date.now(),
      signal,
    });
  }
}

/** Whichever way a link leads to either. */
function isAtOrBelow(folder: string, root: string): boolean {
  const way = relative(real(root), real(folder));
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

function real(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}
