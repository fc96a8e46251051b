import { isImported } from '../../core/imported.js';
import type { Database } from '../../platform/sqlite.js';

/** A request as the ledger has it, with input and output as tools sum them. */
export interface CountedRow {
  readonly at: number;
  readonly model: string;
  /** Both cache parts inside. */
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly output: number;
  readonly tokens: number;
  readonly store: string;
  readonly rank: number;
  /** Whether it is in the sums: neither told better by another store nor used during a pause. */
  readonly counts: boolean;
  readonly paused: boolean;
  /** Something of it is not known. */
  readonly isLowerBound: boolean;
}

/** What the ledger has of a session; read once each. */
export class CountedRows {
  readonly #database: Database;
  readonly #known = new Map<string, readonly CountedRow[]>();

  constructor(database: Database) {
    this.#database = database;
  }

  of(tool: string, session: string): readonly CountedRow[] {
    const key = `${tool}:${session}`;
    const known = this.#known.get(key);
    if (known) return known;
    const rows = this.#database
      .prepare(
        `select e.at, b.model, f.store, f.rank, (e.flags >> 3) & 3 as state, e.flags & 3 as precision, e.input, e.cache_read, e.write_5m + e.write_1h as written, e.output
          from session_request e join session s on s.id = e.session join facet f on f.id = e.facet join bucket b on b.id = f.bucket
          where s.tool = ? and s.native = ? order by e.at, e.id`,
      )
      .all(tool, session)
      .map(rowOf);
    this.#known.set(key, rows);
    return rows;
  }

  /** The instant up to which the last cumulative figure of a session holds its rows; nothing without one. */
  covers(tool: string, session: string): number | undefined {
    const row = this.#database
      .prepare(
        'select max(c.covers) as covers from checkpoint c join session s on s.id = c.session where s.tool = ? and s.native = ?',
      )
      .get(tool, session);
    return row?.['covers'] === null || row === undefined ? undefined : Number(row['covers']);
  }
}

/** It is told by an import alone: this machine's log of the session need not have it. */
export function isFromElsewhere({ rank }: CountedRow): boolean {
  return isImported({ rank });
}

export function tokensOf(rows: readonly CountedRow[]): number {
  return rows.reduce((sum, { tokens }) => sum + tokens, 0);
}

function rowOf(raw: Readonly<Record<string, unknown>>): CountedRow {
  const number = (name: string) => Number(raw[name]);
  const state = number('state');
  const [cacheRead, cacheWrite, output] = [number('cache_read'), number('written'), number('output')];
  const input = number('input') + cacheRead + cacheWrite;
  return {
    at: number('at'),
    model: String(raw['model']),
    input,
    cacheRead,
    cacheWrite,
    output,
    tokens: input + output,
    store: String(raw['store']),
    rank: number('rank'),
    counts: state === 0,
    paused: state === 2,
    isLowerBound: number('precision') === 1,
  };
}
