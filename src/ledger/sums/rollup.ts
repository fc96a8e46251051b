import { precisions } from '../../core/usage.js';
import type { Database } from '../../platform/sqlite.js';
import type { NearUses } from '../requests/nearUses.js';
import { type EventNumbers, rowStates } from '../requests/row.js';
import { AddedSums, rollupColumns } from './addedSums.js';
import { type Cell, cellKey, merged } from './rollupCell.js';
import { fewRows, SixHourSums } from './sixHourSums.js';

export const quarterHour = 900_000;
const quartersADay = 96;

const active = rowStates.indexOf('active');
const atLeast = precisions.indexOf('atLeast');
const estimate = precisions.indexOf('estimate');

/**
 * Changes to the roll-up, and to its sums of all time by bucket and by six hours, gathered over a batch and written once, in the batch's
 * own transaction: what is added is always new − old of a stored row, so that reading anything twice changes nothing.
 */
export class RollupChanges {
  readonly #cells = new Map<number | string, Cell>();
  readonly #quarters: AddedSums;
  readonly #buckets: AddedSums;
  readonly #sixHours: SixHourSums;
  readonly #near: NearUses;
  /** By UTC day, the number of the last write to it. */
  readonly #written = new Map<number, number>();
  #writes = 0;
  #last: Cell | undefined;

  constructor(database: Database, near: NearUses, few = fewRows) {
    this.#near = near;
    this.#quarters = new AddedSums(database, 'rollup', ['quarter', 'session', 'bucket']);
    this.#buckets = new AddedSums(database, 'bucket_sum', ['bucket']);
    this.#sixHours = new SixHourSums(database, few);
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
    const changed = [...this.#cells.values()].filter(({ sums }) => sums.some((sum) => sum !== 0));
    for (const { quarter, session, bucket, sums } of changed) {
      this.#written.set(Math.floor(quarter / quartersADay), this.#writes);
      this.#quarters.add([quarter, session, bucket], sums);
    }
    const ofBuckets = changed.map((cell) => ({ ...cell, quarter: 0, session: 0 }));
    for (const { bucket, sums } of merged(ofBuckets)) this.#buckets.add([bucket], sums);
    this.#sixHours.add(changed);
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
