import { readCcusage } from '../core/ccusage.js';
import { jsonOf } from '../core/json.js';
import type { VerifyAnswer } from '../core/verify.js';
import { readTold } from '../ledger/verify/toldReader.js';
import { verifyDays } from '../ledger/verify/verifyDays.js';
import { placesOf } from '../platform/places.js';
import { claudeCopies } from '../sources/claudeCode/copies.js';
import type { Counting, CountingOptions } from './counting.js';

/** A text that is not what `ccusage daily --json` prints. */
export class AgainstError extends Error {
  override readonly name = 'AgainstError';
}

/** Holds the ledger against the text of `ccusage daily --json`. Throws `AgainstError`. */
export async function verifyAgainst(
  { ledger }: Pick<Counting, 'ledger'>,
  places: Pick<CountingOptions, 'home' | 'editorUserFolder' | 'extraRoots'>,
  { text, zone }: { readonly text: string; readonly zone: string },
): Promise<VerifyAnswer> {
  const days = readCcusage(jsonOf(text));
  if (days === undefined) throw new AgainstError();
  const copies = await readTold([claudeCopies], placesOf(places));
  return ledger.read(() => verifyDays(ledger, days, copies, zone));
}
