import { Worker } from 'node:worker_threads';
import { newCancellation, workerWire } from '../platform/workerWire.js';
import { type Cancellation, connect, type Peer } from '../protocol/rpc.js';
import type { WorkMethods } from '../protocol/work.js';

/** The host's end of the work worker. */
export interface WorkClient {
  /** Starts the worker where there is none. Rejects with `CallError`; `closed` when the worker ends before it answers. */
  call<K extends keyof WorkMethods & string>(
    method: K,
    input: Parameters<WorkMethods[K]>[0],
    signal?: Cancellation,
  ): Promise<ReturnType<WorkMethods[K]>>;
  /** A worker lives. */
  readonly running: boolean;
  dispose(): Promise<void>;
}

type WorkPeer = Peer<WorkMethods, Record<string, never>, Record<string, never>>;

/** The worker ends when nobody has called for so long. */
const idleAfter = 5 * 60_000;

/** @param workerFile the built worker, an absolute path */
export function lazyWork(workerFile: string, idleMs = idleAfter): WorkClient {
  return new LazyWork(workerFile, idleMs);
}

class LazyWork implements WorkClient {
  readonly #workerFile: string;
  readonly #idleMs: number;
  #worker: Worker | undefined;
  #peer: WorkPeer | undefined;
  #open = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(workerFile: string, idleMs: number) {
    this.#workerFile = workerFile;
    this.#idleMs = idleMs;
  }

  get running(): boolean {
    return this.#worker !== undefined;
  }

  async call<K extends keyof WorkMethods & string>(
    method: K,
    input: Parameters<WorkMethods[K]>[0],
    signal?: Cancellation,
  ): Promise<ReturnType<WorkMethods[K]>> {
    clearTimeout(this.#timer);
    this.#open++;
    try {
      return await this.#started().call(method, input, signal);
    } finally {
      if (--this.#open === 0) this.#timer = setTimeout(() => void this.dispose(), this.#idleMs).unref();
    }
  }

  async dispose(): Promise<void> {
    clearTimeout(this.#timer);
    const worker = this.#worker;
    this.#peer?.close();
    this.#worker = undefined;
    this.#peer = undefined;
    await worker?.terminate();
  }

  #started(): WorkPeer {
    if (this.#peer && !this.#peer.closed) return this.#peer;
    const worker = new Worker(this.#workerFile);
    worker.unref();
    this.#worker = worker;
    worker.once('exit', () => {
      if (this.#worker === worker) this.#worker = undefined;
    });
    this.#peer = connect<Record<string, never>, WorkMethods, Record<string, never>, Record<string, never>>({
      wire: workerWire(worker),
      handlers: {},
      newCancellation,
    });
    return this.#peer;
  }
}
