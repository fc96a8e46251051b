import type { GuardCount } from '../../protocol/guard.js';
import type { GuardDay } from '../../protocol/ledger.js';
import type { Ledger } from '../ledger.js';

/** Before the day, in the ledger's table of names; a day's counts are one row. */
const prefix = 'guard:';
/** So many days are kept. */
const keptDays = 400;

/** Adds to the counts of a local day. Of a finding nothing else is kept. */
export function recordGuard(ledger: Ledger, day: string, counts: readonly GuardCount[]): void {
  ledger.write(() => {
    const kept = new Map(readDay(ledger.meta(prefix + day)).map((count) => [count.rule, count]));
    for (const { rule, found, redacted, sent } of counts) {
      const before = kept.get(rule);
      kept.set(rule, {
        rule,
        found: found + (before?.found ?? 0),
        redacted: redacted + (before?.redacted ?? 0),
        sent: sent + (before?.sent ?? 0),
      });
    }
    ledger.setMeta(prefix + day, JSON.stringify([...kept.values()]));
    ledger.database
      .prepare(
        `delete from meta where name >= ? and name < 'guard;' and name not in
         (select name from meta where name >= ? and name < 'guard;' order by name desc limit ${keptDays})`,
      )
      .run(prefix, prefix);
  });
}

/** By day and kind, both included. */
export function guardCounts(ledger: Ledger, since = '', until = '9999-99-99'): readonly GuardDay[] {
  const rows = ledger.database
    .prepare('select name, value from meta where name >= ? and name <= ? order by name')
    .all(prefix + since, prefix + until) as { name: string; value: string }[];
  return rows.flatMap(({ name, value }) =>
    readDay(value).map((count) => ({ day: name.slice(prefix.length), ...count })),
  );
}

function readDay(value: string | undefined): readonly GuardCount[] {
  return JSON.parse(value ?? '[]') as readonly GuardCount[];
}
