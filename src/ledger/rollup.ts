import { precisions } from '../core/usage.js';
import type { Database, Statement } from '../platform/sqlite.js';
import type { NearUses } from './nearUses.js';
import { type EventNumbers, rowStates } from './row.js';

export const quarterHour = 900_000;

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

const upsert = `insert into rollup (quarter, session, bucket, ${rollupColumns.join(', ')})
  values (?, ?, ?, ${rollupColumns.map(() => '?').join(', ')})
  on conflict (quarter, session, bucket) do update set ${rollupColumns.map((name) => `${name} = ${name} + excluded.${name}`).join(', ')}`;

interface Cell {
  readonly quarter: number;
  readonly session: number;
  readonly bucket: number;
  /** In the order of `rollupColumns`. No typed array: its iterator makes an object a number. */
  readonly sums: number[];
}

/**
 * Changes to the roll-up gathered over a batch and written once, in the batch's own transaction: what is added is
 * always new − old of a stored row, so that reading anything twice changes nothing.
 */
export class RollupChanges {
  readonly #cells = new Map<string, Cell>();
  readonly #upsert: Statement;
  readonly #clear: Statement;
  readonly #near: NearUses;
  #last: Cell | undefined;

  constructor(database: Database, near: NearUses) {
    this.#near = near;
    this.#upsert = database.prepare(upsert);
    this.#clear = database.prepare(
      `delete from rollup where quarter = ? and session = ? and bucket = ? and ${rollupColumns.map((name) => `${name} = 0`).join(' and ')}`,
    );
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

  write(): void {
    for (const { quarter, session, bucket, sums } of this.#cells.values()) {
      if (!sums.some((sum) => sum !== 0)) continue;
      // By `get` no object is made of how many rows changed.
      this.#upsert.get(quarter, session, bucket, ...sums);
      // What everything was taken back from is no group of a report.
      if (sums.some((sum) => sum < 0)) this.#clear.run(quarter, session, bucket);
    }
    this.clear();
  }

  clear(): void {
    this.#cells.clear();
    this.#last = undefined;
  }

  #cell(quarter: number, session: number, bucket: number): Cell {
    const last = this.#last;
    if (last && last.quarter === quarter && last.session === session && last.bucket === bucket) return last;
    const text = `${quarter} ${session} ${bucket}`;
    let cell = this.#cells.get(text);
    if (!cell) {
      cell = { quarter, session, bucket, sums: rollupColumns.map(() => 0) };
      this.#cells.set(text, cell);
    }
    this.#last = cell;
    return cell;
  }
}
