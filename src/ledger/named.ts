import type { Ledger } from './ledger.js';

/** A row of the ledger's table of names. */
interface Named {
  /** What stands behind the prefix. */
  readonly rest: string;
  readonly value: string;
}

/** The rows whose names begin with a prefix that ends in a colon, by name; `from`: only those whose rest is that or comes after it. */
export function named({ database }: Ledger, prefix: string, from = ''): readonly Named[] {
  // The next character after the colon.
  const end = `${prefix.slice(0, -1)};`;
  return database
    .prepare('select name, value from meta where name >= ? and name < ? order by name')
    .all(prefix + from, end)
    .map((row) => ({ rest: String(row['name']).slice(prefix.length), value: String(row['value']) }));
}
