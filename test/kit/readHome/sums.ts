import assert from 'node:assert/strict';
import type { RequestObservation } from '../../../src/core/observation.js';

interface Sum {
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite: number;
  reasoning: number;
}

/** The shape of the `expected` part of a fixture's `expected.json`. */
export interface Sums {
  readonly totals: Sum;
  readonly total: number;
  readonly requests: number;
  readonly byModel: Readonly<Record<string, Sum>>;
  readonly byDayUTC: Readonly<Record<string, Sum>>;
  readonly cacheWriteSplit: { readonly '5m': number; readonly '1h': number };
}

/** What a fixture holds. */
export interface Expected {
  readonly tool: string;
  readonly case: string;
  /** False where the log itself holds less than was billed. */
  readonly exact?: boolean;
  readonly expected: Pick<Sums, 'totals' | 'byModel' | 'byDayUTC'> & Partial<Sums>;
  /** Records passed over, by reason; compared where given. */
  readonly skipped?: Readonly<Record<string, number>>;
  readonly notes: string;
}

export function sum(rows: readonly RequestObservation[]): Sums {
  const totals = sumOf(rows);
  return {
    totals,
    total: totals.input + totals.output + totals.cacheRead + totals.cacheWrite,
    requests: rows.reduce((requests, row) => requests + row.requests, 0),
    byModel: sumsBy(rows, (row) => row.model.replace(/^copilot\//, '')),
    byDayUTC: sumsBy(rows, (row) => new Date(row.at).toISOString().slice(0, 10)),
    cacheWriteSplit: {
      '5m': rows.reduce((sum, row) => sum + row.cacheWrite5m, 0),
      '1h': rows.reduce((sum, row) => sum + row.cacheWrite1h, 0),
    },
  };
}

/** Throws where the sums differ from what the fixture says. What a fixture leaves out beside the three it must have, it says nothing of. */
export function compareExpected(actual: Sums, { expected }: Expected): void {
  const { totals, byModel, byDayUTC, ...rest } = actual;
  const told = Object.fromEntries(Object.entries(rest).filter(([name]) => name in expected));
  assert.deepEqual({ totals, byModel, byDayUTC, ...told }, expected);
}

function sumsBy(rows: readonly RequestObservation[], keyOf: (row: RequestObservation) => string): Record<string, Sum> {
  const keys = [...new Set(rows.map(keyOf))].sort();
  return Object.fromEntries(keys.map((key) => [key, sumOf(rows.filter((row) => keyOf(row) === key))]));
}

function sumOf(rows: readonly RequestObservation[]): Sum {
  const of = (count: (row: RequestObservation) => number) => rows.reduce((sum, row) => sum + count(row), 0);
  return {
    input: of((row) => row.input),
    output: of((row) => row.output),
    cacheRead: of((row) => row.cacheRead),
    cacheWrite: of((row) => row.cacheWrite5m + row.cacheWrite1h),
    reasoning: of((row) => row.reasoning),
  };
}
