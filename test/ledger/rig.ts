import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HookedUse } from '../../src/core/hookedUse.js';
import type { Checkpoint, RequestObservation } from '../../src/core/observation.js';
import type { PriceOverrides } from '../../src/core/priceOverrides.js';
import type { PriceBook } from '../../src/core/prices.js';
import { Ledger } from '../../src/ledger/ledger.js';
import { Pricing } from '../../src/ledger/prices/pricing.js';
import { Batch } from '../../src/ledger/reading/batch.js';

/** 2026-03-02, 10:00 UTC: the instant that examples count from. */
export const noon = Date.UTC(2026, 2, 2, 10);
export const minute = 60_000;
export const hour = 60 * minute;

/** Whether the long versions of property and chaos tests run. */
export const long = process.env['TALLYBOARD_LONG'] === '1';

/** The full count in the long run, a tenth of it in `npm test`. */
export function runs(full: number): number {
  return long ? full : Math.max(1, Math.round(full / 10));
}

/** Gives `work` an empty folder that is gone afterwards. */
export async function withFolder<T>(work: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'tallyboard-test-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A book of two models, $1 and $10 a million input tokens and five times that for output. */
export function smallBook(version = 'one', date = '2026-01-01', factor = 1): PriceBook {
  const price = (dollars: number) => ({
    prices: [
      {
        input: dollars * factor * 1e9,
        cacheRead: dollars * factor * 1e8,
        cacheWrite5m: dollars * factor * 1.25e9,
        cacheWrite1h: dollars * factor * 2e9,
        output: dollars * factor * 5e9,
        webSearch: 1e7,
      },
    ],
  });
  const models = { 'small-1': price(1), 'large-1': price(10) };
  return { version, date, source: 'test', vendors: ['maker'], providers: { maker: { models, names: {} } } };
}

/** One that keeps sums by six hours of few rows, too: what any test of it asks for is read from them. */
export function openLedger(path = ':memory:', book: PriceBook = smallBook(), overrides: PriceOverrides = {}): Ledger {
  return new Ledger({ path, pricing: new Pricing(book, overrides), fewRows: 3 });
}

let made = 0;

/** A request with what a test says and plain values for the rest. */
export function request(given: Partial<RequestObservation> = {}): RequestObservation {
  return {
    kind: 'request',
    namespace: 'test',
    id: `request-${++made}`,
    tool: 'tool',
    store: 'log',
    rank: 1,
    session: 's1',
    at: noon,
    copied: false,
    sidechain: false,
    model: 'small-1',
    project: '/home/dev/one',
    branch: 'main',
    agent: '',
    requests: 1,
    precision: 'exact',
    webSearches: 0,
    input: 0,
    cacheRead: 0,
    cacheWrite5m: 0,
    cacheWrite1h: 0,
    output: 0,
    reasoning: 0,
    ...given,
  };
}

/** A cumulative figure with what a test says and zeros for the rest. */
export function checkpoint(given: Partial<Checkpoint> = {}): Checkpoint {
  return {
    kind: 'checkpoint',
    tool: 'tool',
    store: 'log',
    session: 's1',
    model: 'small-1',
    at: noon,
    project: '/home/dev/one',
    branch: 'main',
    webSearches: 0,
    input: 0,
    cacheRead: 0,
    cacheWrite5m: 0,
    cacheWrite1h: 0,
    output: 0,
    reasoning: 0,
    ...given,
  };
}

/** Writes observations as a reading does: in one batch. */
export function put(ledger: Ledger, ...observations: readonly (RequestObservation | Checkpoint)[]): void {
  const batch = new Batch(ledger);
  for (const observation of observations) batch.add(observation);
  batch.flush();
}

/** Input and output of everything that counts, and requests: enough for most rules. */
export function sums(ledger: Ledger): { input: number; output: number; requests: number } {
  const row = ledger.database
    .prepare(
      'select coalesce(sum(input), 0) as input, coalesce(sum(output), 0) as output, coalesce(sum(requests), 0) as requests from rollup',
    )
    .get() as { input: number; output: number; requests: number };
  return { input: row.input, output: row.output, requests: row.requests };
}

/** An own command that was answered at noon, but for what a test says. */
export function hookedUse(given: Partial<HookedUse> = {}): HookedUse {
  return {
    id: 'use-1',
    kind: 'command',
    startedAt: noon - 4_000,
    at: noon,
    entrypoint: 'explain',
    editorSession: 'm1-ab',
    model: 'small-1',
    input: 900,
    output: 100,
    project: '/code/harbour',
    branch: 'main',
    outcome: 'answer',
    acceptedTokens: 0,
    droppedTokens: 0,
    ...given,
  };
}
