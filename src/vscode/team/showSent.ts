import type { Documents } from '../documents/documents.js';
import { sentMarkdown } from '../documents/sent.js';
import type { Wording } from '../wording.js';
import { t } from '../words.js';
import { showBytes } from './showBytes.js';
import type { TeamHost } from './teamHost.js';

/** Opens the plaintext of what left, by the hash of its sealed bytes; without one the list of all. */
export async function showSent(
  team: TeamHost | undefined,
  { documents, wording }: { readonly documents: Documents; readonly wording: () => Wording },
  hash: string | null,
): Promise<void> {
  if (team === undefined) return;
  const all = await team.call('sent', {});
  if (hash === null) return documents.show(t('What left this machine'), sentMarkdown(all, wording(), Date.now()));
  const found = all.find((each) => each.hash === hash);
  const text = found && (await team.call('sentText', { hash }));
  if (text) await showBytes(documents, t('Sent {0}', wording().moment(found.at, Date.now())), text);
}
