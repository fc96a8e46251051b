import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { median } from './measure.mjs';

/** A worker's life holds hundreds of them: the first ones are not what it is like. */
const times = 30;
const settling = 10;

/**
 * P7: how long a worker of the editor takes to list everything again and find nothing new: the median of `times`, on a ledger that
 * has read all.
 * @returns {Promise<number>} milliseconds
 */
export function rescanInWorker(home, ledger) {
  const worker = new Worker(new URL(import.meta.url), { workerData: { home, ledger } });
  return new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
}

async function rescan({ home, ledger }) {
  const { openCounting } = await import(new URL('../../out/src/app/counting.js', import.meta.url).href);
  const counting = openCounting({ home, ledger });
  const taken = [];
  for (let index = 0; index < settling + times; index++) {
    const started = performance.now();
    const { filesRead, completed } = await counting.scanner.pass({});
    taken.push(performance.now() - started);
    if (!completed || (index > 0 && filesRead > 0)) throw new Error(`read ${filesRead} files again`);
  }
  counting.ledger.close();
  return median(taken.slice(settling));
}

if (!isMainThread) parentPort.postMessage(await rescan(workerData));
