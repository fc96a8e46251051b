import { parentPort } from 'node:worker_threads';
import { checkText } from '../assist/guard/checkText.js';
import { tokensOf } from '../assist/tokens.js';
import { evaluate } from '../kept/evaluate.js';
import { LineHasher } from '../platform/lineHash.js';
import { newCancellation, workerWire } from '../platform/workerWire.js';
import { connect, type Handlers } from '../protocol/rpc.js';
import type { WorkMethods } from '../protocol/work.js';
import { readSomeEdits } from './someEdits.js';

/** The thread for what takes long and needs neither the ledger nor the editor. */
const handlers: Handlers<WorkMethods> = {
  countTokens: ({ texts }) => texts.map(tokensOf),
  readEdits: (input, signal) => readSomeEdits(input, signal),
  evaluateEdits: ({ key, edits, now, ...repository }, signal) =>
    evaluate(repository, edits, { hasher: new LineHasher(key), now, signal: signal as AbortSignal }),
  guard: (request) => checkText(request),
};

if (!parentPort) throw new Error('The work worker runs in a worker thread only.');
connect<WorkMethods, Record<string, never>, Record<string, never>, Record<string, never>>({
  wire: workerWire(parentPort),
  handlers,
  newCancellation,
});
