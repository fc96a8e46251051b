import { secretsIn } from '../assist/guard/secretsIn.js';
import { readEdits } from '../kept/editReader.js';
import { judge } from '../kept/judge.js';
import { notedEdits } from '../kept/notes.js';
import {
  editCursor,
  keptKey,
  noteEditsRead,
  openEdits,
  openRepositories,
  putEdits,
  putFates,
  putSeenEdits,
} from '../ledger/edits/keptEdits.js';
import type { Ledger } from '../ledger/ledger.js';
import { LineHasher } from '../platform/lineHash.js';
import { placesOf } from '../platform/places.js';
import { editSources } from '../sources/edits.js';
import type { CountingOptions } from './counting.js';
import { hasTeam } from './team/hasTeam.js';

/**
 * Reads what is new of the tools' edits into the ledger, then holds all whose fate is open against their repositories. Git
 * runs in every repository that edits were made in: for a person who asks for it.
 */
export async function readKeptWork(
  ledger: Ledger,
  options: CountingOptions,
  { now, signal }: { readonly now: number; readonly signal?: AbortSignal },
): Promise<void> {
  const hasher = new LineHasher(keptKey(ledger));
  const cursor = (source: string, path: string) => editCursor(ledger, source, path);
  const reading = { sources: editSources, places: placesOf(options), hasher, cursor, signal };
  for await (const batch of readEdits(reading)) putEdits(ledger, batch);
  if (!signal?.aborted) noteEditsRead(ledger, now);
  for (const repository of openRepositories(ledger, now)) {
    const stop = signal ? { signal } : {};
    putSeenEdits(ledger, await notedEdits(repository, { hasher, since: repository.since, ...stop }));
    const edits = openEdits(ledger, repository.repository);
    const evaluated = await judge(repository, edits, {
      hasher,
      now,
      reviews: hasTeam(),
      due: repository.due,
      check: { ids: repository.unchecked, secretsIn },
      ...stop,
    });
    putFates(ledger, repository.repository, evaluated, now);
  }
}
