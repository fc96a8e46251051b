import type { TriedWay } from '../../core/keptWork/edit.js';
import type { TriedRow } from '../../protocol/kept.js';
import type { Ledger } from '../ledger.js';

/** Before the way, in the ledger's table of names. */
const prefix = 'way:';

/** Keeps of each way the first instant. What was told in a pause is not kept at all. To be called within a transaction. */
export function putTried(ledger: Ledger, tried: readonly TriedRow[]): void {
  const first = new Map<TriedWay, number>();
  for (const { way, at } of tried)
    if (!ledger.pauses.contains(at)) first.set(way, Math.min(at, first.get(way) ?? Number.POSITIVE_INFINITY));
  for (const [way, at] of first)
    if (at < (firstTried(ledger, way) ?? Number.POSITIVE_INFINITY)) ledger.setMeta(prefix + way, String(at));
}

/** Undefined of one that no log told of. */
export function firstTried(ledger: Ledger, way: TriedWay): number | undefined {
  const at = ledger.meta(prefix + way);
  return at === undefined ? undefined : Number(at);
}
