import type { Checkpoint, Observation } from '../../core/observation.js';
import type { Ledger } from '../ledger.js';
import { StagedRequests } from '../requests/stagedRequests.js';
import type { CursorUpdate } from './files.js';
import { StagedLimits } from './limits.js';

/** What was read since the last write, joined by identity already, and written with its cursors in one transaction. */
export class Batch {
  readonly #ledger: Ledger;
  readonly #requests = new StagedRequests();
  readonly #checkpoints: Checkpoint[] = [];
  readonly #limits = new StagedLimits();
  readonly #cursors: CursorUpdate[] = [];

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  add(observation: Observation): void {
    if (observation.kind === 'request') this.#requests.add(observation);
    else if (observation.kind === 'checkpoint') this.#checkpoints.push(observation);
    else this.#limits.add(observation);
  }

  /** Different requests gathered. */
  get size(): number {
    return this.#requests.size;
  }

  cursor(update: CursorUpdate): void {
    this.#cursors.push(update);
  }

  get isEmpty(): boolean {
    const { facts } = this.#ledger;
    return (
      this.#cursors.length === 0 &&
      this.#checkpoints.length === 0 &&
      this.#limits.isEmpty &&
      this.size === 0 &&
      facts.isEmpty
    );
  }

  /** Writes everything and empties the batch. `guard` runs first inside the transaction and may throw to give it up. */
  flush(guard?: () => void): void {
    if (this.isEmpty) return;
    const ledger = this.#ledger;
    try {
      ledger.write(() => {
        guard?.();
        this.#writeRows();
        for (const cursor of this.#cursors) ledger.files.write(cursor);
        ledger.facts.write();
      });
    } finally {
      ledger.facts.discard();
      this.#clear();
    }
  }

  #writeRows(): void {
    const { dimensions, events, residues, limits } = this.#ledger;
    this.#requests.forEach(dimensions, (key, row, origin, names) => events.putRow(key, row, origin, names));
    for (const checkpoint of this.#checkpoints) residues.putCheckpoint(checkpoint);
    for (const limit of this.#limits.all()) limits.put(limit);
  }

  #clear(): void {
    this.#requests.clear();
    this.#checkpoints.length = 0;
    this.#limits.clear();
    this.#cursors.length = 0;
  }
}
