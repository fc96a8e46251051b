import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { RequestObservation } from '../../src/core/observation.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { downgrade } from './downgrade.js';
import { assertInvariant } from './invariant.js';
import { noon, openLedger, put, request, withFolder } from './rig.js';

const counts = { input: 10, cacheRead: 200, cacheWrite5m: 30, cacheWrite1h: 4, output: 5000, reasoning: 6 };
const given = 244;

/** What a request may tell beside its counts, common and rare. */
const tellings: readonly Partial<RequestObservation>[] = [
  {},
  { context: 0 },
  { context: 1 },
  { context: 2 },
  { context: given },
  { context: given + counts.output },
  { context: 200_000, contextWindow: 272_000 },
  { context: 200_000, contextWindow: 1_000_000, turn: 'one' },
  { requests: 0 },
  { requests: 12, credits: 1.5 },
  { webSearches: 3 },
  { reportedCost: 0 },
  { reportedCost: 123_456_789_012, credits: 0, turn: 'two' },
  // What most requests lack takes no place in the statement that writes them.
  { reasoning: 0, context: given },
  { reasoning: 0, context: 240, cacheWrite1h: 0 },
  { reasoning: 0, context: given, copied: true },
  { reasoning: 0, context: given, precision: 'atLeast' },
  { reasoning: 0, context: given, turn: 'three' },
  { context: given, cacheWrite1h: 0, turn: 'four' },
  // What a tool tells of a month as one, and numbers around 32 bits.
  { requests: 5_000_000_000, cacheRead: 90_000_000_000, context: 7_000_000_000 },
  { input: 2_147_483_647, context: 2_147_483_648 },
  { input: 4_294_967_296, webSearches: 4_294_967_296 },
];
const told = tellings.map((more, index) => ({ ...counts, id: `request ${index}`, at: noon + index, ...more }));

function fieldsOf(ledger: Ledger): unknown[] {
  return ledger.database
    .prepare(`select at, requests, input, cache_read as cacheRead, write_5m as cacheWrite5m, write_1h as cacheWrite1h, output, reasoning,
      context, f.context_window as contextWindow, turn is not null as turn, flags & 4 as copied, flags & 3 as precision, searches as webSearches, reported as reportedCost, credits
      from request r join facet f on f.id = r.facet order by at`)
    .all()
    .map((row) => ({ ...row }));
}

const expected = told.map(({ id, at, turn, copied, precision, ...more }) => ({
  ...{ at, requests: 1, context: null, contextWindow: null, webSearches: 0, reportedCost: null, credits: null },
  turn: Number(turn !== undefined),
  copied: copied ? 4 : 0,
  precision: precision === 'atLeast' ? 1 : 0,
  ...more,
}));

describe('the fields of a request in the ledger', () => {
  it('are those it was told with, common or rare', () => {
    const ledger = openLedger();
    put(ledger, ...told.map((each) => request(each)));
    assert.deepEqual(fieldsOf(ledger), expected);
    ledger.close();
  });

  it('are the same after a copy has told of it in other words', () => {
    const ledger = openLedger();
    put(ledger, ...told.map((each) => request({ ...each, output: 1 })));
    put(ledger, ...told.map((each) => request(each)));
    assert.deepEqual(fieldsOf(ledger), expected);
    assertInvariant(ledger.database, ledger);
    ledger.close();
  });

  it('are the same in a ledger that version 6 wrote, and nothing is counted twice in it', () =>
    withFolder((folder) => {
      const path = join(folder, 'ledger.db');
      const before = openLedger(path);
      put(before, ...told.map((each) => request(each)));
      downgrade(before.database, 6);
      before.close();
      const ledger = openLedger(path);
      assert.deepEqual(fieldsOf(ledger), expected);
      put(ledger, ...told.map((each) => request(each)));
      assert.deepEqual(fieldsOf(ledger), expected);
      assertInvariant(ledger.database, ledger);
      ledger.close();
    }));

  it('lead to one request each where two keys begin alike', () => {
    const ledger = openLedger();
    put(ledger, request({ id: 'one' }));
    // A key with the same first bits, as one of 16 million pairs has.
    ledger.database.exec(`insert into event (key, session, facet, at, flags, input, cache_read, write_5m, write_1h, output, reasoning)
      select substr(key, 1, 3) || randomblob(13), session, facet, at, 16, 0, 0, 0, 0, 0, 0 from event`);
    put(ledger, request({ id: 'one' }));
    assert.deepEqual(
      ledger.database.prepare('select flags, requests from request order by id').all().map(Object.values),
      [
        [0, 1],
        [16, 1],
      ],
    );
    ledger.close();
  });
});
