import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Another process, as good as: writes a little now and then, and notes how often it did and how many milliseconds it waited at most. */
export class OtherWriter {
  private readonly noted = new Float64Array(new SharedArrayBuffer(16));
  private readonly worker: Worker;

  constructor(path: string) {
    this.worker = new Worker(
      `const { parentPort, workerData: { path, noted } } = require('node:worker_threads');
      const { DatabaseSync } = require('node:sqlite');
      const database = new DatabaseSync(path, { timeout: 60_000 });
      setInterval(() => {
        const begun = performance.now();
        database.exec("begin immediate; insert into meta values ('other', 1) on conflict (name) do update set value = 1; commit");
        noted[1] = Math.max(noted[1], performance.now() - begun);
        noted[0]++;
      }, 10);
      parentPort.postMessage('ready');`,
      { eval: true, workerData: { path, noted: this.noted } },
    );
  }

  async begun(): Promise<void> {
    await once(this.worker, 'message');
  }

  /** What it did while this thread was at work, and the milliseconds that the work took. */
  during(work: () => void): { readonly writes: number; readonly longest: number; readonly whole: number } {
    const [before = 0] = this.noted;
    this.noted[1] = 0;
    const begun = performance.now();
    work();
    const [after = 0, longest = 0] = this.noted;
    return { writes: after - before, longest, whole: performance.now() - begun };
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }
}
