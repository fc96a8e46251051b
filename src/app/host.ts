import { Worker } from 'node:worker_threads';
import { newCancellation, workerWire } from '../platform/workerWire.js';
import type { LedgerEvents, LedgerMethods, WorkerSettings } from '../protocol/ledger.js';
import { CallError, type Cancellation, connect, type Peer } from '../protocol/rpc.js';

/** How the scan worker is. `reason` is `crashed`, or the reason of the error that kept it from opening the ledger. */
export interface Health {
  readonly state: 'starting' | 'running' | 'stopped';
  readonly reason?: string;
  readonly since: number;
}

/** The host's end of the scan worker. A worker that ends is started again, ever more slowly, and says so. */
export interface CountingClient {
  call<K extends keyof LedgerMethods & string>(
    method: K,
    input: Parameters<LedgerMethods[K]>[0],
    signal?: Cancellation,
  ): Promise<ReturnType<LedgerMethods[K]>>;
  on<K extends keyof LedgerEvents & string>(event: K, listener: (value: LedgerEvents[K]) => void): () => void;
  readonly health: Health;
  onHealth(listener: (health: Health) => void): () => void;
  /** Other settings: the ledger is opened anew with them. */
  configure(settings: WorkerSettings): void;
  restart(): void;
  dispose(): Promise<void>;
}

export interface CountingClientOptions {
  /** The built worker, an absolute path. */
  readonly workerFile: string;
  readonly settings: WorkerSettings;
}

type LedgerPeer = Peer<LedgerMethods, Record<string, never>, LedgerEvents>;
type Listener = (value: never) => void;

const firstDelay = 1_000;
const longestDelay = 60_000;
/** The scan allocates many short-lived small objects; a small young generation keeps 16–20 MB less at no cost. */
export const workerLimits = { maxYoungGenerationSizeMb: 4 };
const closeWithin = 2_000;

export function startCounting(options: CountingClientOptions): CountingClient {
  const client = new WorkerClient(options);
  client.restart();
  return client;
}

class WorkerClient implements CountingClient {
  readonly #workerFile: string;
  #settings: WorkerSettings;
  #worker: Worker | undefined;
  #peer: LedgerPeer | undefined;
  #ready: Promise<void> = Promise.resolve();
  #delay = firstDelay;
  #timer: NodeJS.Timeout | undefined;
  #disposed = false;
  /** Workers of before that still close: they have the ledger open. */
  #ending: Promise<unknown> = Promise.resolve();
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #healthListeners = new Set<(health: Health) => void>();
  health: Health = { state: 'starting', since: Date.now() };

  constructor(options: CountingClientOptions) {
    this.#workerFile = options.workerFile;
    this.#settings = options.settings;
  }

  async call<K extends keyof LedgerMethods & string>(
    method: K,
    input: Parameters<LedgerMethods[K]>[0],
    signal?: Cancellation,
  ): Promise<ReturnType<LedgerMethods[K]>> {
    await this.#ready;
    if (!this.#peer) throw new CallError('closed', '', 'Counting has stopped.');
    return this.#peer.call(method, input, signal);
  }

  on<K extends keyof LedgerEvents & string>(event: K, listener: (value: LedgerEvents[K]) => void): () => void {
    const set = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, set);
    set.add(listener as Listener);
    return () => set.delete(listener as Listener);
  }

  onHealth(listener: (health: Health) => void): () => void {
    this.#healthListeners.add(listener);
    return () => this.#healthListeners.delete(listener);
  }

  configure(settings: WorkerSettings): void {
    this.#settings = settings;
    this.restart();
  }

  restart(): void {
    clearTimeout(this.#timer);
    this.#ending = Promise.all([this.#ending, this.#end()]);
    if (this.#disposed) return;
    this.#setHealth({ state: 'starting', since: Date.now() });
    const worker = new Worker(this.#workerFile, { resourceLimits: workerLimits });
    worker.unref();
    this.#worker = worker;
    const peer: LedgerPeer = connect<Record<string, never>, LedgerMethods, Record<string, never>, LedgerEvents>({
      wire: workerWire(worker),
      handlers: {},
      newCancellation,
    });
    this.#peer = peer;
    for (const event of ['ledgerChanged', 'progress', 'stateChanged', 'erased'] as const) {
      peer.on(event, (value) => this.#emit(event, value));
    }
    worker.once('exit', () => this.#ended(worker));
    this.#ready = this.#configure(peer, worker);
  }

  async #configure(peer: LedgerPeer, worker: Worker): Promise<void> {
    try {
      await peer.call('configure', this.#settings);
      if (worker !== this.#worker) return;
      this.#delay = firstDelay;
      this.#setHealth({ state: 'running', since: Date.now() });
    } catch (error) {
      if (worker !== this.#worker) return;
      const reason = error instanceof CallError && error.reason !== '' ? error.reason : 'crashed';
      this.#setHealth({ state: 'stopped', reason, since: Date.now() });
      void worker.terminate();
    }
  }

  #emit(event: string, value: unknown): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(value as never);
  }

  #ended(worker: Worker): void {
    if (worker !== this.#worker || this.#disposed) return;
    this.#worker = undefined;
    this.#peer = undefined;
    if (this.health.state !== 'stopped') this.#setHealth({ state: 'stopped', reason: 'crashed', since: Date.now() });
    this.#timer = setTimeout(() => this.restart(), this.#delay);
    this.#timer.unref();
    this.#delay = Math.min(this.#delay * 2, longestDelay);
  }

  #setHealth(health: Health): void {
    this.health = health;
    for (const listener of this.#healthListeners) listener(health);
  }

  async #end(): Promise<void> {
    const worker = this.#worker;
    const peer = this.#peer;
    this.#worker = undefined;
    this.#peer = undefined;
    if (!worker || !peer) return;
    const late = new Promise((resolve) => setTimeout(resolve, closeWithin).unref());
    await Promise.race([peer.call('close', {}).catch(() => undefined), late]);
    await worker.terminate();
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    clearTimeout(this.#timer);
    await Promise.all([this.#ending, this.#end()]);
  }
}
