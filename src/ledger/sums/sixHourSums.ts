import type { Database } from '../../platform/sqlite.js';
import { AddedSums, addedColumns, rollupColumns } from './addedSums.js';
import { type Cell, merged } from './rollupCell.js';
import { nextSixHours, noteSummedTo, nothing, sixHoursOf, sixHoursSql, summedTo } from './sixHours.js';

/**
 * So many rows of the roll-up are read in 5 ms, which is of some 200,000 requests at least: more are summed by six hours. From then on they
 * are once there is a third as many more.
 */
export const fewRows = 30_000;

/** Keeps the sums by six hours in step with the roll-up, and begins to keep them once it is large. */
export class SixHourSums {
  readonly #database: Database;
  readonly #fewRows: number;
  readonly #sums: AddedSums;
  /** Up to where it is summed, as last seen, and how many rows there may be after it. */
  #summed = Number.NaN;
  #rows = 0;

  constructor(database: Database, few: number) {
    this.#database = database;
    this.#fewRows = few;
    this.#sums = new AddedSums(database, 'six_hours', ['quarter', 'session', 'bucket']);
  }

  /** After what changed was added to the roll-up; once in each write at least. */
  add(changed: readonly Cell[]): void {
    const summed = summedTo(this.#database);
    const before = changed.filter(({ quarter }) => quarter < summed);
    const cells = before.map((cell) => ({ ...cell, quarter: sixHoursOf(cell.quarter) }));
    for (const { quarter, session, bucket, sums } of merged(cells)) this.#sums.add([quarter, session, bucket], sums);
    if (summed !== nothing) noteSummedTo(this.#database, summed);
    this.#rows = summed === this.#summed ? this.#rows + changed.length - before.length : Number.POSITIVE_INFINITY;
    this.#summed = summed;
    const few = summed === nothing ? this.#fewRows : this.#fewRows / 3;
    if (this.#rows > few) this.#sumAfter(summed, few);
  }

  #sumAfter(summed: number, few: number): void {
    const rest = 'from rollup where quarter >= ?';
    const row = this.#database.prepare(`select count(*) as rows, max(quarter) as last ${rest}`).get(summed);
    this.#rows = Number(row?.['rows']);
    if (this.#rows <= few) return;
    if (summed === nothing) this.#database.exec('delete from six_hours');
    const [key, sums] = ['quarter, session, bucket', rollupColumns.join(', ')];
    this.#database
      .prepare(`insert into six_hours (${key}, ${sums}) select ${sixHoursSql}, session, bucket, ${sums} ${rest}
        on conflict (${key}) do update set ${addedColumns}`)
      .run(summed);
    noteSummedTo(this.#database, nextSixHours(Number(row?.['last'])));
  }
}
