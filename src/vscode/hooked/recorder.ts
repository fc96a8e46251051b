import type * as vscode from 'vscode';
import type { LedgerReader } from '../../app/you.js';
import type { HookedUse } from '../../core/hookedUse.js';
import { callErrorOf } from '../../protocol/rpc.js';
import { branchOf } from '../branch.js';
import { systemTimers, type Timers } from '../throttle.js';

/** A use as a hook sees it; what it leaves out, the recorder knows. */
export interface SeenUse extends Omit<HookedUse, 'id' | 'editorSession' | 'project' | 'branch'> {
  /** Of a use that was recorded before: this takes its place. */
  readonly id?: string | undefined;
  /** The document it was about; its workspace folder is the project. */
  readonly document?: vscode.Uri | undefined;
}

export interface UseRecorderOptions {
  readonly reader: LedgerReader;
  /** Id of the editor session as of now. */
  readonly session: () => string;
  /** The working folder of a document; '' where there is none. */
  readonly projectOf: (document: vscode.Uri | undefined) => string;
  readonly timers?: Timers;
}

interface Waiting extends Omit<HookedUse, 'branch'> {
  branch?: string;
}

/** Uses within this time are told together. */
const together = 100;
const firstDelay = 1_000;
const longestDelay = 30_000;
/** So many uses wait at most for a ledger that cannot be written; then the oldest is given up. */
const mostWaiting = 2_000;

/**
 * Tells the ledger of use that this window saw. Never throws and never makes a hook wait: what cannot be written yet
 * (the worker starts, the ledger is locked, the disk is full) waits here and is told again; the same id told twice
 * counts once. After Erase nothing is told until the person lets Tallyboard count again.
 */
export class UseRecorder {
  readonly #options: UseRecorderOptions;
  readonly #timers: Timers;
  readonly #waiting = new Map<string, Waiting>();
  #timer: { cancel(): void } | undefined;
  #writing: Promise<void> | undefined;
  #delay = firstDelay;
  #closed = false;

  constructor(options: UseRecorderOptions) {
    this.#options = options;
    this.#timers = options.timers ?? systemTimers;
  }

  /** Takes a use, or what became of one; returns its id. */
  record({ document, id = crypto.randomUUID(), ...use }: SeenUse): string {
    const { session, projectOf } = this.#options;
    this.#waiting.delete(id);
    this.#waiting.set(id, { ...use, id, editorSession: session(), project: projectOf(document) });
    const oldest = this.#waiting.keys().next().value;
    if (this.#waiting.size > mostWaiting && oldest !== undefined) this.#waiting.delete(oldest);
    this.#plan(together);
    return id;
  }

  /** Tells the ledger what waits; settles when it was told, or could not be. */
  async flush(): Promise<void> {
    this.#timer?.cancel();
    this.#timer = undefined;
    if (this.#writing) await this.#writing;
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
    });
    await this.#writing;
  }

  /** After Erase: nothing of before is told. */
  forget(): void {
    this.#waiting.clear();
  }

  dispose(): void {
    this.#closed = true;
    this.#timer?.cancel();
  }

  #plan(delay: number): void {
    if (!this.#closed) this.#timer ??= this.#timers.after(delay, () => void this.flush());
  }

  async #write(): Promise<void> {
    const told = [...this.#waiting.values()];
    if (told.length === 0) return;
    try {
      const uses = await withBranches(told);
      await this.#options.reader.call('recordUse', { uses });
      this.#delay = firstDelay;
      this.#drop(told);
    } catch (error) {
      if (callErrorOf(error)?.reason === 'erased') return this.#drop(told);
      this.#plan(this.#delay);
      this.#delay = Math.min(this.#delay * 2, longestDelay);
    }
  }

  /** What was recorded anew meanwhile still waits. */
  #drop(told: readonly Waiting[]): void {
    for (const use of told) if (this.#waiting.get(use.id) === use) this.#waiting.delete(use.id);
  }
}

/** The branch is that of the use's own folder, read once: a later try does not change it. */
async function withBranches(waiting: readonly Waiting[]): Promise<HookedUse[]> {
  const read = new Map<string, Promise<string | null>>();
  const branch = (project: string) => {
    const known = read.get(project) ?? (project === '' ? Promise.resolve(null) : branchOf(project));
    read.set(project, known);
    return known;
  };
  return Promise.all(
    waiting.map(async (use) => {
      use.branch ??= (await branch(use.project)) ?? '';
      return { ...use, branch: use.branch };
    }),
  );
}
