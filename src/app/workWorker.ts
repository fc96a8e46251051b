import { parentPort } from 'node:worker_threads';
import { checkText } from '../assist/guard/checkText.js';
import { secretsIn } from '../assist/guard/secretsIn.js';
import { EditRows } from '../kept/editRows.js';
import { judge } from '../kept/judge.js';
import { notedEdits } from '../kept/notes.js';
import { LineHasher } from '../platform/lineHash.js';
import { packValue, unpackValue } from '../platform/packedValue.js';
import { newCancellation, workerWire } from '../platform/workerWire.js';
import { connect, type Handlers } from '../protocol/rpc.js';
import type { WorkMethods } from '../protocol/work.js';
import { readSomeEdits } from './someEdits.js';

/** The thread for what takes long and needs neither the ledger nor the editor. */
const handlers: Handlers<WorkMethods> = {
  /** The tokenizer's tables are made at the first call: they are most of this thread's memory. */
  async countTokens({ texts }) {
    const { tokensOf } = await import('../assist/tokens.js');
    return texts.map(tokensOf);
  },
  readEdits: (input, signal) => readSomeEdits(input, signal),
  hashEdits({ key, edits }) {
    const rows = new EditRows(new LineHasher(key));
    return edits.map((edit) => rows.row(edit));
  },
  notedEdits({ key, since, ...repository }, signal) {
    return notedEdits(repository, { hasher: new LineHasher(key), since, signal: signal as AbortSignal });
  },
  async evaluateEdits({ key, edits, now, reviews, unsaved, unchecked, due, ...repository }, signal) {
    const check = { ids: unchecked, secretsIn };
    const how = { hasher: new LineHasher(key), now, reviews, unsaved, check, due, signal: signal as AbortSignal };
    return packValue(await judge(repository, unpackValue(edits), how));
  },
  guard: (request) => checkText(request),
};

if (!parentPort) throw new Error('The work worker runs in a worker thread only.');
connect<WorkMethods, Record<string, never>, Record<string, never>, Record<string, never>>({
  wire: workerWire(parentPort),
  handlers,
  newCancellation,
});
