import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { Ledger } from '../../src/ledger/ledger.js';
import { Pricing } from '../../src/ledger/prices/pricing.js';
import { setOverrides, settlePrices } from '../../src/ledger/prices/repricing.js';
import { assertInvariant } from './invariant.js';
import { noon, openLedger, put, request, smallBook, withFolder } from './rig.js';

const day = 86_400_000;
const nano = (ledger: Ledger): number | null => {
  const row = ledger.database.prepare('select sum(cost) as cost, sum(unpriced) as unpriced from rollup').get();
  return Number(row?.['unpriced']) > 0 && Number(row?.['cost']) === 0 ? null : Number(row?.['cost']);
};

/** A ledger opened as a process opens it. */
function open(path: string, book = smallBook()): Ledger {
  const ledger = new Ledger({ path, pricing: new Pricing(book) });
  settlePrices(ledger);
  return ledger;
}

const used = [
  request({ id: 'small', input: 1_000_000, at: noon - day }),
  request({ id: 'large', model: 'large-1', input: 1_000_000 }),
  request({ id: 'unknown', model: 'no-price', input: 1_000_000 }),
];

const withFile = (work: (path: string) => void) => withFolder((folder) => work(join(folder, 'ledger.db')));

describe("the person's own prices", () => {
  it("change yesterday's figure, without reading a log", () => {
    const ledger = open(':memory:');
    put(ledger, ...used);
    assert.equal(nano(ledger), 11e9);
    setOverrides(ledger, { 'small-1': { input: 3 }, 'no-price': { input: 7 } });
    assert.equal(nano(ledger), 20e9);
    assertInvariant(ledger.database, ledger);
    setOverrides(ledger, {});
    assert.equal(nano(ledger), 11e9);
    assertInvariant(ledger.database, ledger);
    ledger.close();
  });

  it('hold in every process that has the ledger open, for what it writes next', () =>
    withFile((path) => {
      const [one, two] = [open(path), open(path)];
      setOverrides(one, { 'small-1': { input: 3 } });
      put(two, ...used);
      assert.equal(nano(one), 13e9);
      assertInvariant(two.database, two);
      const third = open(path);
      assert.deepEqual(
        [third, two].map((each) => each.pricing.version),
        [one.pricing.version, one.pricing.version],
      );
      for (const each of [one, two, third]) each.close();
    }));

  it('are worked out to the end by the next process when the first dies in between', () =>
    withFile((path) => {
      const ledger = open(path);
      put(ledger, ...used);
      const write = ledger.write.bind(ledger);
      let writes = 0;
      ledger.write = (work) => {
        if (++writes === 2) throw new Error('killed');
        return write(work);
      };
      assert.throws(() => setOverrides(ledger, { 'small-1': { input: 3 }, 'large-1': { input: 4 } }), /killed/);
      ledger.close();
      const next = open(path);
      setOverrides(next, { 'small-1': { input: 3 }, 'large-1': { input: 4 } });
      assert.equal(nano(next), 7e9);
      assertInvariant(next.database, next);
      next.close();
    }));

  it('that are no prices are left out, and the rest holds', () => {
    const ledger = open(':memory:');
    put(ledger, ...used);
    setOverrides(ledger, { 'small-1': { input: -3 }, 'large-1': { input: 1 }, '': 7 });
    assert.equal(nano(ledger), 2e9);
    setOverrides(ledger, 'nonsense');
    assert.equal(nano(ledger), 11e9);
    ledger.close();
  });
});

describe('the price book', () => {
  it('of a newer build prices all again', () =>
    withFile((path) => {
      const old = open(path);
      put(old, ...used);
      old.close();
      const newer = open(path, smallBook('two', '2026-02-01', 2));
      assert.equal(nano(newer), 22e9);
      assertInvariant(newer.database, newer);
      newer.close();
    }));

  it('of an older build replaces nothing', () =>
    withFile((path) => {
      const newer = open(path, smallBook('two', '2026-02-01', 2));
      put(newer, ...used);
      newer.close();
      open(path, smallBook('one', '2026-01-01')).close();
      const again = open(path, smallBook('two', '2026-02-01', 2));
      assert.equal(nano(again), 22e9);
      assert.equal(JSON.parse(again.meta('priceBook') ?? '{}').version, 'two');
      again.close();
    }));

  it('of an older build that wrote meanwhile gives way to the newer one at its next start', () =>
    withFile((path) => {
      open(path, smallBook('two', '2026-02-01', 2)).close();
      const older = open(path, smallBook('one', '2026-01-01'));
      put(older, ...used);
      older.close();
      const again = open(path, smallBook('two', '2026-02-01', 2));
      assert.equal(nano(again), 22e9);
      assertInvariant(again.database, again);
      again.close();
    }));

  it('leaves what was used while counting was paused alone', () => {
    const ledger = openLedger();
    ledger.write(() => ledger.pauses.pause(0, undefined));
    put(ledger, ...used);
    setOverrides(ledger, { 'small-1': { input: 3 } });
    assert.equal(nano(ledger), 0);
    assertInvariant(ledger.database);
    ledger.close();
  });
});
