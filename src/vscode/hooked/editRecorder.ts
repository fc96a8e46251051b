import { dirname } from 'node:path';
import type * as vscode from 'vscode';
import type { WorkClient } from '../../app/workClient.js';
import type { LedgerReader } from '../../app/you.js';
import { type HookedKind, hookedTool } from '../../core/hookedUse.js';
import type { Edit } from '../../core/keptWork/edit.js';
import type { EditRow } from '../../protocol/kept.js';
import { callErrorOf } from '../../protocol/rpc.js';
import { branchOf } from '../branch.js';
import { systemTimers, type Timers } from '../throttle.js';

/** Lines that an AI tool put into a document, as a hook sees it. */
export interface SeenEdit extends Pick<Edit, 'model' | 'at' | 'inserted' | 'removed'> {
  /** Of the use that it belongs to; told again, it changes nothing. */
  readonly use: string;
  readonly kind: HookedKind;
  readonly document: vscode.Uri;
}

export interface EditRecorderOptions {
  readonly reader: LedgerReader;
  readonly work: Pick<WorkClient, 'call'>;
  /** Id of the editor session as of now. */
  readonly session: () => string;
  readonly projectOf: (document: vscode.Uri) => string;
  readonly timers?: Timers;
}

/** Its text until it is hashed, then its hashes. */
interface Waiting {
  edit?: Edit;
  row?: EditRow;
  key?: string;
}

/** For a ledger that cannot be written yet; then the edit is given up. */
const delays = [1_000, 4_000, 16_000];

/**
 * Tells the ledger of edits that this window saw, for kept work: their text goes to the work worker, which hashes it, and
 * nowhere else. Never throws and never makes a hook wait.
 */
export class EditRecorder {
  readonly #options: EditRecorderOptions;
  readonly #timers: Timers;
  readonly #telling = new Set<Promise<void>>();
  readonly #pauses = new Set<() => void>();
  /** Rises when nothing of before is to be told any more. */
  #age = 0;

  constructor(options: EditRecorderOptions) {
    this.#options = options;
    this.#timers = options.timers ?? systemTimers;
  }

  record({ use, kind, document, ...seen }: SeenEdit): void {
    if (document.scheme !== 'file' || seen.inserted.length + seen.removed.length === 0) return;
    const { session, projectOf } = this.#options;
    const tool = hookedTool({ kind, entrypoint: '' });
    const place = { project: projectOf(document), branch: '', file: document.fsPath };
    const edit: Edit = { ...seen, ...place, kind: 'edit', id: `${use} ${place.file}`, tool, session: session() };
    const telling = this.#tell({ edit }, this.#age).finally(() => this.#telling.delete(telling));
    this.#telling.add(telling);
  }

  /** Settles when all was told, or could not be: what waits for another try has it now. */
  async flush(): Promise<void> {
    for (const goOn of this.#pauses) goOn();
    await Promise.all(this.#telling);
  }

  /** After Erase: nothing of before is told. */
  forget(): void {
    this.#age++;
    for (const goOn of this.#pauses) goOn();
  }

  dispose(): void {
    this.forget();
  }

  async #tell(waiting: Waiting, age: number): Promise<void> {
    for (const delay of [0, ...delays]) {
      if (delay > 0) await this.#pause(delay);
      if (age !== this.#age) return;
      try {
        return await this.#put(waiting, age);
      } catch (error) {
        if (callErrorOf(error)?.reason === 'erased') return;
      }
    }
  }

  async #put(waiting: Waiting, age: number): Promise<void> {
    const { reader, work } = this.#options;
    if (waiting.edit) {
      const branch = (await branchOf(dirname(waiting.edit.file))) ?? '';
      const key = await reader.call('keptKey', {});
      const [row] = await work.call('hashEdits', { key, edits: [{ ...waiting.edit, branch }] });
      Object.assign(waiting, { edit: undefined, row, key });
    }
    const { row, key } = waiting;
    if (row && key !== undefined && age === this.#age) await reader.call('putSeenEdits', { key, edits: [row] });
  }

  #pause(delay: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.#timers.after(delay, () => goOn());
      const goOn = () => {
        timer.cancel();
        this.#pauses.delete(goOn);
        resolve();
      };
      this.#pauses.add(goOn);
    });
  }
}
