import { readEdits } from '../kept/editReader.js';
import { LineHasher } from '../platform/lineHash.js';
import { packValue, unpackValue } from '../platform/packedValue.js';
import { placesOf } from '../platform/places.js';
import type { EditBatch, KeptWorkMethods } from '../protocol/kept.js';
import type { Cancellation } from '../protocol/rpc.js';
import { editSources } from '../sources/edits.js';

/** So many edits go from thread to thread at a time: the ledger's answers questions meanwhile. */
const most = 1_000;

type Method = KeptWorkMethods['readEdits'];

/** One share of what is new in the logs; at least one log of it. */
export async function readSomeEdits(input: Parameters<Method>[0], signal: Cancellation): Promise<ReturnType<Method>> {
  const cursors = new Map(unpackValue(input.cursors).map((cursor) => [`${cursor.source} ${cursor.path}`, cursor]));
  const reading = {
    sources: editSources,
    places: placesOf(input.places),
    hasher: new LineHasher(input.key),
    cursor: (source: string, path: string) => cursors.get(`${source} ${path}`),
    signal,
  };
  const batches: EditBatch[] = [];
  let edits = 0;
  for await (const batch of readEdits(reading)) {
    batches.push(batch);
    edits += batch.edits.length;
    if (edits >= most) return { batches: packValue(batches), more: true };
  }
  return { batches: packValue(batches), more: false };
}
