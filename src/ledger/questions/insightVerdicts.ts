import type { InsightKind } from '../../core/insights/facts.js';
import type { Ledger } from '../ledger.js';
import { named } from '../named.js';

/** Before an insight's id, in the ledger's table of names. */
const prefix = 'insight:';
const day = 86_400_000;
/** Older ones are of findings that are told no more. */
const keptFor = 60 * day;
/** One that a person said was right counts for a badge, as far as that looks back. */
const rightKeptFor = 400 * day;

/** What a person said of a finding: not to be shown again, and whether it was right. */
export interface InsightVerdict {
  readonly dismissed: boolean;
  readonly right: boolean | null;
}

interface Stored extends InsightVerdict {
  readonly at: number;
  /** When the person said that it was right. */
  readonly since?: number;
}

/** By id of `InsightRow`. */
export function insightVerdicts(ledger: Ledger): ReadonlyMap<string, InsightVerdict> {
  return new Map(stored(ledger).map(([id, { dismissed, right }]) => [id, { dismissed, right }]));
}

export function putInsightVerdict(ledger: Ledger, id: string, verdict: InsightVerdict, now: number): void {
  ledger.write(() => {
    const drop = ledger.database.prepare('delete from meta where name = ?');
    const all = stored(ledger);
    for (const [old, each] of all) if (isOld(each, now)) drop.run(prefix + old);
    const before = all.find(([known]) => known === id)?.[1];
    const since = verdict.right ? { since: before?.since ?? now } : {};
    ledger.setMeta(prefix + id, JSON.stringify({ ...verdict, at: now, ...since } satisfies Stored));
  });
}

/** Kinds of waste of which a person said that a finding was right, each with the instant, in order. */
export function rightFindings(ledger: Ledger): readonly { readonly kind: InsightKind; readonly at: number }[] {
  return stored(ledger)
    .flatMap(([id, { since }]) => (since === undefined ? [] : [{ kind: id.split(' ')[0] as InsightKind, at: since }]))
    .sort((a, b) => a.at - b.at);
}

function stored(ledger: Ledger): (readonly [id: string, Stored])[] {
  return named(ledger, prefix).map(({ rest, value }) => [rest, JSON.parse(value) as Stored]);
}

function isOld({ at, since }: Stored, now: number): boolean {
  return since === undefined ? at < now - keptFor : since < now - rightKeptFor;
}
