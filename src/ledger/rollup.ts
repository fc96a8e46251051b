import { precisions } from '../core/usage.js';
import type { Database, Statement } from '../platform/sqlite.js';
import { type EventNumbers, rowStates } from './row.js';

export const quarterHour = 900_000;

const active = rowStates.indexOf('active');
const columns = [
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

const upsert = `insert into rollup (quarter, session, bucket, ${columns.join(', ')})
  values (?, ?, ?, ${columns.map(() => '?').join(', ')})
  on conflict (quarter, session, bucket) do update set ${columns.map((name) => `${name} = ${name} + excluded.${name}`).join(', ')}`;

interface Cell {
  readonly quarter: number;
  readonly session: number;
  readonly bucket: number;
  readonly sums: number[];
}

/**
 * Changes to the roll-up gathered over a batch and written once, in the batch's own transaction: what is added is
 * always new − old of a stored row, so that reading anything twice changes nothing.
 */
export class RollupChanges {
  readonly #cells = new Map<string, Cell>();
  readonly #upsert: Statement;
  #last: Cell | undefined;

  constructor(database: Database) {
    this.#upsert = database.prepare(upsert);
  }

  add(row: EventNumbers, sign: 1 | -1): void {
    if (row.state !== active) return;
    const { sums } = this.#cell(Math.floor(row.at / quarterHour), row.session, row.bucket);
    const total = row.input + row.cacheRead + row.cacheWrite5m + row.cacheWrite1h + row.output;
    const values = [
      row.requests,
      row.input,
      row.cacheRead,
      row.cacheWrite5m,
      row.cacheWrite1h,
      row.output,
      row.reasoning,
      row.precision === precisions.indexOf('atLeast') ? total : 0,
      row.precision === precisions.indexOf('estimate') ? total : 0,
      row.cost ?? 0,
      row.cost === null ? 0 : total,
      row.cost === null ? total : 0,
      row.cost === null ? (row.reported ?? 0) : 0,
    ];
    for (let i = 0; i < values.length; i++) sums[i] = (sums[i] as number) + sign * (values[i] as number);
  }

  write(): void {
    for (const { quarter, session, bucket, sums } of this.#cells.values()) {
      if (sums.some((sum) => sum !== 0)) this.#upsert.run(quarter, session, bucket, ...sums);
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
      cell = { quarter, session, bucket, sums: columns.map(() => 0) };
      this.#cells.set(text, cell);
    }
    this.#last = cell;
    return cell;
  }
}
