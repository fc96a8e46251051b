import { type Database, onFirstUse, type Statement } from '../../platform/sqlite.js';

/** The sums that a roll-up cell keeps, by column. */
export const rollupColumns = [
  'requests',
  'input',
  'cache_read',
  'write_5m',
  'write_1h',
  'output',
  'reasoning',
  'at_least',
  'estimate',
  'cost',
  'priced',
  'unpriced',
  'reported',
] as const;

/** Of rows that are inserted where their key is there already. */
export const addedColumns = rollupColumns.map((name) => `${name} = ${name} + excluded.${name}`).join(', ');

/** Adds a row's sums to those that its key has, and takes away what nothing is left of. */
export class AddedSums {
  readonly #upsert: () => Statement;
  readonly #clear: () => Statement;

  constructor(database: Database, table: string, key: readonly string[]) {
    const columns = [...key, ...rollupColumns];
    this.#upsert = onFirstUse(
      database,
      `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})
      on conflict (${key.join(', ')}) do update set ${addedColumns}`,
    );
    const empty = [...key.map((name) => `${name} = ?`), ...rollupColumns.map((name) => `${name} = 0`)];
    this.#clear = onFirstUse(database, `delete from ${table} where ${empty.join(' and ')}`);
  }

  add(key: readonly number[], sums: readonly number[]): void {
    // By `get` no object is made of how many rows changed; two lists spread make one for each of their numbers.
    this.#upsert().get(...key.concat(sums));
    // What everything was taken back from is no group of a report.
    if (sums.some((sum) => sum < 0)) this.#clear().run(...key);
  }
}
