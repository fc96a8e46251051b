import type { KeptWorkMethods, UnsavedText } from '../protocol/kept.js';
import type { Cancellation } from '../protocol/rpc.js';
import type { CountingClient } from './host.js';
import { hasTeam } from './team/hasTeam.js';
import type { WorkClient } from './workClient.js';

export interface KeptPass {
  readonly ledger: Pick<CountingClient, 'call'>;
  readonly work: Pick<WorkClient, 'call'>;
  /** As the ledger was configured. */
  readonly places: Parameters<KeptWorkMethods['readEdits']>[0]['places'];
  /** False: what is new of the logs is left to the process that leads. */
  readonly reads: boolean;
  /** Whether the person trusts a folder: git is run in no other. */
  readonly trusts: (root: string) => boolean;
  /** What the editor has open and not saved. */
  readonly unsaved?: () => readonly UnsavedText[];
  readonly now: number;
  readonly signal?: Cancellation | undefined;
}

/**
 * Brings kept work up to date in an editor: the work worker reads logs and runs git, the scan worker keeps what it tells.
 * What was told stays when the signal aborts.
 */
export async function passKeptWork(pass: KeptPass): Promise<void> {
  const { ledger, work, now, signal } = pass;
  if (pass.reads) await readAll(pass);
  const { key } = await ledger.call('editCursors', {}, signal);
  for (const { repository, roots, ...open } of await ledger.call('openRepositories', { now }, signal)) {
    const trusted = roots.filter(pass.trusts);
    if (trusted.length === 0) continue;
    const place = { repository, roots: trusted, ...open };
    const noted = await work.call('notedEdits', { ...place, key }, signal);
    if (noted.length > 0) await ledger.call('putSeenEdits', { key, edits: noted }, signal);
    const edits = await ledger.call('openEdits', { repository }, signal);
    const asked = { ...place, key, edits, now, reviews: hasTeam(), unsaved: pass.unsaved?.() ?? [] };
    const evaluated = await work.call('evaluateEdits', asked, signal);
    await ledger.call('putFates', { key, repository, evaluated, now }, signal);
  }
}

async function readAll({ ledger, work, places, signal }: KeptPass): Promise<void> {
  for (let more = true; more; ) {
    const { key, cursors } = await ledger.call('editCursors', {}, signal);
    const began = Date.now();
    const read = await work.call('readEdits', { places, key, cursors }, signal);
    more = read.more;
    await ledger.call('putEdits', { key, batches: read.batches, ...(more ? {} : { readTo: began }) }, signal);
  }
}
