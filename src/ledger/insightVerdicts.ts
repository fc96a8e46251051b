import type { Ledger } from './ledger.js';

/** Before an insight's id, in the ledger's table of names. */
const prefix = 'insight:';
/** Older ones are of findings that are told no more. */
const keptFor = 60 * 86_400_000;

/** What a person said of a finding: not to be shown again, and whether it was right. */
export interface InsightVerdict {
  readonly dismissed: boolean;
  readonly right: boolean | null;
}

/** By id of `InsightRow`. */
export function insightVerdicts(ledger: Ledger): ReadonlyMap<string, InsightVerdict> {
  return new Map(
    rows(ledger).map(({ name, value }) => {
      const { dismissed, right } = JSON.parse(value) as InsightVerdict;
      return [name.slice(prefix.length), { dismissed, right }];
    }),
  );
}

export function putInsightVerdict(ledger: Ledger, id: string, verdict: InsightVerdict, now: number): void {
  ledger.write(() => {
    const drop = ledger.database.prepare('delete from meta where name = ?');
    for (const { name, value } of rows(ledger)) if (isOld(value, now)) drop.run(name);
    ledger.setMeta(prefix + id, JSON.stringify({ ...verdict, at: now }));
  });
}

function rows(ledger: Ledger): { readonly name: string; readonly value: string }[] {
  return ledger.database
    .prepare(`select name, value from meta where name >= ? and name < 'insight;'`)
    .all(prefix)
    .map((row) => ({ name: String(row['name']), value: String(row['value']) }));
}

function isOld(value: string, now: number): boolean {
  return (JSON.parse(value) as { readonly at: number }).at < now - keptFor;
}
