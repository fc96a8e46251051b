import type { DayKey } from '../../core/day.js';
import type { Ledger } from '../ledger.js';
import { named } from '../named.js';

/** Before the day, in the ledger's table of names. */
const prefix = 'guarded:';

/** An editor ran on a local day with the guard on. Where one ran without Workspace Trust, the day does not count. */
export function noteGuarded(ledger: Ledger, day: DayKey, trust: boolean): void {
  const name = prefix + day;
  const known = ledger.meta(name);
  if (known === '0' || known === (trust ? '1' : '0')) return;
  ledger.write(() => ledger.setMeta(name, trust ? '1' : '0'));
}

/** From a day on, in order. */
export function guardedDays(ledger: Ledger, since: DayKey): DayKey[] {
  return named(ledger, prefix, since).flatMap(({ rest, value }) => (value === '1' ? [rest] : []));
}
