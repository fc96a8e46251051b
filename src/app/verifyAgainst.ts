import { readCcusage } from '../core/ccusage.js';
import { jsonOf } from '../core/json.js';
import type { VerifyAnswer } from '../core/verify.js';
import { readTold } from '../ledger/verify/toldReader.js';
import { verifyDays } from '../ledger/verify/verifyDays.js';
import { placesOf } from '../platform/places.js';
import { claudeCopies } from '../sources/claudeCode/copies.js';
import type { Counting, CountingOptions } from './counting.js';

/** Holds the ledger against the text of `ccusage daily --json`. Throws an error that says what is wrong with the text. */
export async function verifyAgainst(
  { ledger }: Pick<Counting, 'ledger'>,
  places: Pick<CountingOptions, 'home' | 'editorUserFolder' | 'extraRoots'>,
  { text, zone }: { readonly text: string; readonly zone: string },
): Promise<VerifyAnswer> {
  const days = readCcusage(jsonOf(text.replace(/^\uFEFF/, '')));
  if (days === undefined) throw new Error('The file is not what "ccusage daily --json --by-agent" prints.');
  const copies = await readTold([claudeCopies], placesOf(places));
  return ledger.read(() => verifyDays(ledger, days, copies, zone));
}
