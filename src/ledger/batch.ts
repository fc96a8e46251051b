import { mergeCopies } from '../core/merge.js';
import type { Checkpoint, LimitSnapshot, Observation, RequestObservation } from '../core/observation.js';
import { withTurnNumber } from './eventRow.js';
import type { CursorUpdate } from './files.js';
import type { Ledger } from './ledger.js';

/** What was read since the last write, joined by identity already, and written with its cursors in one transaction. */
export class Batch {
  readonly #ledger: Ledger;
  readonly #requests = new Map<string, Map<string, RequestObservation>>();
  #namespace = '';
  #ofNamespace = new Map<string, RequestObservation>();
  #checkpoints: Checkpoint[] = [];
  #limits: LimitSnapshot[] = [];
  #cursors: CursorUpdate[] = [];
  /** Different requests gathered. */
  size = 0;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  add(observation: Observation): void {
    if (observation.kind === 'request') this.#addRequest(observation);
    else if (observation.kind === 'checkpoint') this.#checkpoints.push(observation);
    else this.#limits.push(observation);
  }

  #addRequest(observation: RequestObservation): void {
    if (observation.namespace !== this.#namespace) this.#enter(observation.namespace);
    const known = this.#ofNamespace.get(observation.id);
    if (known) this.#ofNamespace.set(observation.id, joinInBatch(known, observation));
    else {
      this.#ofNamespace.set(observation.id, observation);
      this.size++;
    }
  }

  #enter(namespace: string): void {
    this.#namespace = namespace;
    this.#ofNamespace = this.#requests.get(namespace) ?? new Map();
    this.#requests.set(namespace, this.#ofNamespace);
  }

  cursor(update: CursorUpdate): void {
    this.#cursors.push(update);
  }

  get isEmpty(): boolean {
    return this.#cursors.length === 0 && this.size === 0 && this.#checkpoints.length === 0 && this.#limits.length === 0;
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
    const { events, residues, database } = this.#ledger;
    for (const requests of this.#requests.values()) for (const request of requests.values()) events.put(request);
    for (const checkpoint of this.#checkpoints) residues.putCheckpoint(checkpoint);
    if (this.#limits.length === 0) return;
    const put = database.prepare(
      'insert into limit_snapshot (tool, window, at, used, resets) values (?, ?, ?, ?, ?) on conflict (tool, window, at) do update set used = max(used, excluded.used), resets = max(coalesce(resets, 0), coalesce(excluded.resets, 0))',
    );
    for (const l of this.#limits) put.run(l.tool, l.window, l.at, l.usedPercent, l.resetsAt ?? null);
  }

  #clear(): void {
    this.#requests.clear();
    this.#enter('');
    this.#checkpoints = [];
    this.#limits = [];
    this.#cursors = [];
    this.size = 0;
  }
}

/** Copies of one request; their other names add up. */
function joinInBatch(a: RequestObservation, b: RequestObservation): RequestObservation {
  const merged = mergeCopies(withTurnNumber(a), withTurnNumber(b));
  if (!a.aliases?.length && !b.aliases?.length) return merged;
  return { ...merged, id: a.id, aliases: [...new Set([...(a.aliases ?? []), ...(b.aliases ?? [])])] };
}
