import { type CountingClient, type Health, startCounting } from '../app/host.js';
import type { LedgerReader } from '../app/you.js';
import { Scope } from '../platform/scope.js';
import type { LedgerEvents, LedgerMethods, WorkerSettings } from '../protocol/ledger.js';
import type { Cancellation } from '../protocol/rpc.js';

export interface CountingEvents {
  ledgerChanged(): void;
  progress(progress: LedgerEvents['progress']): void;
  stateChanged(): void;
  health(health: Health): void;
  erased(epoch: string): void;
}

/** The counting client, made when first needed: `activate` starts no thread. */
export class LazyCounting implements LedgerReader {
  readonly #workerFile: string;
  readonly #settings: () => WorkerSettings;
  readonly #events: CountingEvents;
  readonly #scope = new Scope();
  #client: CountingClient | undefined;

  constructor(workerFile: string, settings: () => WorkerSettings, events: CountingEvents) {
    this.#workerFile = workerFile;
    this.#settings = settings;
    this.#events = events;
  }

  start(): CountingClient {
    if (this.#client) return this.#client;
    const client = startCounting({ workerFile: this.#workerFile, settings: this.#settings() });
    this.#client = client;
    const events = this.#events;
    this.#scope.defer(client.on('ledgerChanged', () => events.ledgerChanged()));
    this.#scope.defer(client.on('stateChanged', () => events.stateChanged()));
    this.#scope.defer(client.on('progress', (progress) => events.progress(progress)));
    this.#scope.defer(client.on('erased', ({ epoch }) => events.erased(epoch)));
    this.#scope.defer(client.onHealth((health) => events.health(health)));
    return client;
  }

  call<K extends keyof LedgerMethods & string>(
    method: K,
    input: Parameters<LedgerMethods[K]>[0],
    signal?: Cancellation,
  ): Promise<ReturnType<LedgerMethods[K]>> {
    return this.start().call(method, input, signal);
  }

  /** Opens the ledger anew with the settings of now, if it was opened at all. */
  configure(): void {
    this.#client?.configure(this.#settings());
  }

  restart(): void {
    this.start().restart();
  }

  async dispose(): Promise<void> {
    this.#scope.dispose();
    await this.#client?.dispose();
  }
}
