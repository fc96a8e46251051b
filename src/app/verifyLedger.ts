import type { VerifyAnswer } from '../core/verify.js';
import type { ToldOptions } from '../ledger/verify/toldReader.js';
import { verifyTotals } from '../ledger/verify/verify.js';
import { placesOf } from '../platform/places.js';
import { totalsSources } from '../sources/totals.js';
import type { Counting, CountingOptions } from './counting.js';

/** Holds the ledger against what the tools say themselves. Reads their files once more; changes nothing. */
export function verifyLedger(
  { ledger }: Pick<Counting, 'ledger'>,
  places: Pick<CountingOptions, 'home' | 'os' | 'editorUserFolder' | 'extraRoots'>,
  options: ToldOptions = {},
): Promise<VerifyAnswer> {
  return verifyTotals(ledger, totalsSources, placesOf(places), options);
}
