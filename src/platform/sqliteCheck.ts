import { Worker } from 'node:worker_threads';

/**
 * Runs in a thread of its own: a ledger of 100 MB takes a second or two, in which questions must be answered. It looks at each
 * page once, so that a cache would only be memory that the process keeps: 4 MB with that of the thread's small objects.
 */
const check = `
const { parentPort, workerData } = require('node:worker_threads');
const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
let answer;
try {
  const database = new DatabaseSync(workerData, { readOnly: true });
  database.exec('pragma cache_size = -256');
  answer = String(database.prepare('pragma quick_check(1)').get().quick_check);
  database.close();
} catch (error) {
  answer = error.message;
}
parentPort.postMessage(answer);
`;

/** Whether SQLite finds a database file sound; what it says otherwise. */
export function quickCheck(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const resourceLimits = { maxYoungGenerationSizeMb: 1 };
    const worker = new Worker(check, { eval: true, workerData: path, stderr: true, resourceLimits });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the check ended without an answer')));
  });
}
