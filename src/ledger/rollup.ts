import { precisions } from '../core/usage.js';
import type { Database, Statement } from '../platform/sqlite.js';
import type { NearUses } from './nearUses.js';
import { type EventNumbers, rowStates } from './row.js';

export const quarterHour = 900_000;
const quartersADay = 96;

const active = rowStates.indexOf('active');
const atLeast = precisions.indexOf('atLeast');
const estimate = precisions.indexOf('estimate');
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

/** Adds a row's sums to those that its key has, and takes away what nothing is left of. */
class AddedSums {
  readonly #upsert: Statement;
  readonly #clear: Statement;

  constructor(database: Database, table: string, key: readonly string[]) {
    const columns = [...key, ...rollupColumns];
    const added = rollupColumns.map((name) => `${name} = ${name} + excluded.${name}`);
    this.#upsert =
      database.prepare(`insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})
      on conflict (${key.join(', ')}) do update set ${added.join(', ')}`);
    const empty = [...key.map((name) => `${name} = ?`), ...rollupColumns.map((name) => `${name} = 0`)];
    this.#clear = database.prepare(`delete from ${table} where ${empty.join(' and ')}`);
  }

  add(key: readonly number[], sums: readonly number[]): void {
    // By `get` no object is made of how many rows changed.
    this.#upsert.get(...key, ...sums);
    // What everything was taken back from is no group of a report.
    if (sums.some((sum) => sum < 0)) this.#clear.run(...key);
  }
}

interface Cell {
  readonly quarter: number;
  readonly session: number;
  readonly bucket: number;
  /** In the order of `rollupColumns`. No typed array: its iterator makes an object a number. */
  readonly sums: number[];
}

const mostQuarters = 2 ** 22;
const mostBuckets = 2 ** 14;
const mostSessions = 2 ** 17;

/** A number where all three fit into one, which is until 2089: a text is made and hashed in three times the time. */
function cellKey(quarter: number, session: number, bucket: number): number | string {
  if (quarter >= 0 && quarter < mostQuarters && session < mostSessions && bucket < mostBuckets)
    return (quarter * mostSessions + session) * mostBuckets + bucket;
  return `${quarter} ${session} ${bucket}`;
}

/**
 * Changes to the roll-up, and to its sums of all time by bucket, gathered over a batch and written once, in the batch's own transaction: what is added is
 * always new − old of a stored row, so that reading anything twice changes nothing.
 */
export class RollupChanges {
  readonly #cells = new Map<number | string, Cell>();
  readonly #quarters: AddedSums;
  readonly #buckets: AddedSums;
  readonly #near: NearUses;
  /** By UTC day, the number of the last write to it. */
  readonly #written = new Map<number, number>();
  #writes = 0;
  #last: Cell | undefined;

  constructor(database: Database, near: NearUses) {
    this.#near = near;
    this.#quarters = new AddedSums(database, 'rollup', ['quarter', 'session', 'bucket']);
    this.#buckets = new AddedSums(database, 'bucket_sum', ['bucket']);
  }

  add(row: EventNumbers, sign: 1 | -1): void {
    if (row.state !== active) return;
    this.#near.note(row.at);
    const { sums } = this.#cell(Math.floor(row.at / quarterHour), row.session, row.bucket);
    const total = sign * (row.input + row.cacheRead + row.cacheWrite5m + row.cacheWrite1h + row.output);
    const known = row.cost !== null;
    // Written out in the order of the columns: a list made for every row is a tenth of a row's cost.
    sums[0] = (sums[0] as number) + sign * row.requests;
    sums[1] = (sums[1] as number) + sign * row.input;
    sums[2] = (sums[2] as number) + sign * row.cacheRead;
    sums[3] = (sums[3] as number) + sign * row.cacheWrite5m;
    sums[4] = (sums[4] as number) + sign * row.cacheWrite1h;
    sums[5] = (sums[5] as number) + sign * row.output;
    sums[6] = (sums[6] as number) + sign * row.reasoning;
    if (row.precision === atLeast) sums[7] = (sums[7] as number) + total;
    if (row.precision === estimate) sums[8] = (sums[8] as number) + total;
    sums[9] = (sums[9] as number) + sign * (row.cost ?? 0);
    if (known) sums[10] = (sums[10] as number) + total;
    else {
      sums[11] = (sums[11] as number) + total;
      sums[12] = (sums[12] as number) + sign * (row.reported ?? 0);
    }
  }

  /** Grows with each write of this process to a quarter-hour of [first, end), or to one near it: whole UTC days are told apart. */
  lastWrite(first: number, end: number): number {
    let last = 0;
    for (let day = Math.floor(first / quartersADay); day * quartersADay < end; day++)
      last = Math.max(last, this.#written.get(day) ?? 0);
    return last;
  }

  write(): void {
    this.#writes++;
    const buckets = new Map<number, number[]>();
    for (const { quarter, session, bucket, sums } of this.#cells.values()) {
      if (!sums.some((sum) => sum !== 0)) continue;
      this.#written.set(Math.floor(quarter / quartersADay), this.#writes);
      this.#quarters.add([quarter, session, bucket], sums);
      const all = buckets.get(bucket);
      if (all) for (let i = 0; i < sums.length; i++) all[i] = (all[i] as number) + (sums[i] as number);
      else buckets.set(bucket, [...sums]);
    }
    for (const [bucket, sums] of buckets) this.#buckets.add([bucket], sums);
    this.clear();
  }

  clear(): void {
    this.#cells.clear();
    this.#last = undefined;
  }

  #cell(quarter: number, session: number, bucket: number): Cell {
    const last = this.#last;
    if (last && last.quarter === quarter && last.session === session && last.bucket === bucket) return last;
    const key = cellKey(quarter, session, bucket);
    let cell = this.#cells.get(key);
    if (!cell) {
      cell = { quarter, session, bucket, sums: rollupColumns.map(() => 0) };
      this.#cells.set(key, cell);
    }
    this.#last = cell;
    return cell;
  }
}
