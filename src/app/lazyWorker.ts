import { Worker } from 'node:worker_threads';
import { newCancellation, workerWire } from '../platform/workerWire.js';
import { type Cancellation, connect, type Handlers, type Methods, type Peer } from '../protocol/rpc.js';

type None = Record<string, never>;

export interface LazyWorkerOptions<Theirs extends Methods, Mine extends Methods> {
  /** The built worker, an absolute path. */
  readonly workerFile: string;
  /** What the worker may ask. */
  readonly handlers: Handlers<Mine>;
  /** The worker ends when nobody has called for so long. */
  readonly idleMs: number;
  /** What the worker has to end itself before it is ended; it is given a second. */
  readonly ending?: (peer: Peer<Theirs, None, None>) => Promise<unknown>;
}

const endWithin = 1_000;

/** The host's end of a worker that starts with the first call and ends after a while without one. */
export class LazyWorker<Theirs extends Methods, Mine extends Methods = None> {
  readonly #options: LazyWorkerOptions<Theirs, Mine>;
  #worker: Worker | undefined;
  #peer: Peer<Theirs, None, None> | undefined;
  #open = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: LazyWorkerOptions<Theirs, Mine>) {
    this.#options = options;
  }

  /** A worker lives. */
  get running(): boolean {
    return this.#worker !== undefined;
  }

  /** Starts the worker where there is none. Rejects with `CallError`; `closed` when the worker ends before it answers. */
  async call<K extends keyof Theirs & string>(
    method: K,
    input: Parameters<Theirs[K]>[0],
    signal?: Cancellation,
  ): Promise<ReturnType<Theirs[K]>> {
    clearTimeout(this.#timer);
    this.#open++;
    try {
      return await this.#started().call(method, input, signal);
    } finally {
      if (--this.#open === 0) this.#timer = setTimeout(() => void this.dispose(), this.#options.idleMs).unref();
    }
  }

  async dispose(): Promise<void> {
    clearTimeout(this.#timer);
    const [worker, peer] = [this.#worker, this.#peer];
    this.#worker = undefined;
    this.#peer = undefined;
    const { ending } = this.#options;
    if (ending && peer && !peer.closed) {
      const late = new Promise((resolve) => setTimeout(resolve, endWithin).unref());
      await Promise.race([ending(peer).catch(() => undefined), late]);
    }
    peer?.close();
    await worker?.terminate();
  }

  #started(): Peer<Theirs, None, None> {
    if (this.#peer && !this.#peer.closed) return this.#peer;
    const worker = new Worker(this.#options.workerFile);
    worker.unref();
    this.#worker = worker;
    worker.once('exit', () => {
      if (this.#worker === worker) this.#worker = undefined;
    });
    const { handlers } = this.#options;
    this.#peer = connect<Mine, Theirs, None, None>({ wire: workerWire(worker), handlers, newCancellation });
    return this.#peer;
  }
}
