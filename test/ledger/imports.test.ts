import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { Imported } from '../../src/core/imported.js';
import type { RequestObservation } from '../../src/core/observation.js';
import { importedLine } from '../../src/core/usageLine.js';
import { shrinkBefore } from '../../src/ledger/care/retention.js';
import { exportLines } from '../../src/ledger/imports/exportLines.js';
import { importInto, storedImports } from '../../src/ledger/imports/imports.js';
import { atOnce, undoImport } from '../../src/ledger/imports/undoImport.js';
import { exported, manyRecords, point, take, usageOf } from './importRig.js';
import { assertInvariant } from './invariant.js';
import { OtherWriter } from './otherWriter.js';
import { checkpoint, hour, minute, noon, openLedger, put, request, sums, withFolder } from './rig.js';

describe('an import', () => {
  it('counts what no log tells, and leaves out what one does', () => {
    const ledger = openLedger();
    put(ledger, request({ input: 10, output: 2 }));
    const outcome = take(ledger, [
      exported({ at: noon + 9_000, input: 10, output: 2 }),
      exported({ at: noon + hour, input: 7, output: 1 }),
    ]);
    assert.deepEqual(sums(ledger), { input: 17, output: 3, requests: 2 });
    const [tool] = outcome.tools;
    assert.deepEqual([tool?.requests, tool?.added, tool?.told, tool?.growth.total], [2, 1, 1, 8]);
    assertInvariant(ledger.database, ledger);
    ledger.close();
  });

  it('that is only tried says the same and changes nothing', () => {
    const [tried, made] = [openLedger(), openLedger()];
    const records = [exported({ id: 'a', at: noon + minute, input: 7 }), point({ input: 9, at: noon + hour })];
    for (const ledger of [tried, made]) put(ledger, request({ input: 10 }));
    const before = usageOf(tried);
    const told = take(tried, records, false);
    assert.deepEqual({ ...take(made, records), id: undefined }, { ...told, id: undefined });
    assert.deepEqual(usageOf(tried), before);
    assert.deepEqual(storedImports(tried), []);
    assert.equal(take(tried, records).id, 1);
    tried.close();
    made.close();
  });

  it('makes a log exact that was written before the answer ended, in its own folder and with its own cache', () => {
    const ledger = openLedger();
    put(ledger, request({ input: 10, cacheWrite5m: 3, cacheWrite1h: 4, output: 1, precision: 'atLeast' }));
    take(ledger, [exported({ at: noon + 5_000, input: 10, cacheWrite5m: 7, output: 40 })]);
    const { rows } = usageOf(ledger);
    assert.equal(rows.length, 1);
    assert.equal(rows[0]?.key.project, '/home/dev/one');
    const { cacheWrite5m, cacheWrite1h, output, requests, precision } = rows[0].totals;
    assert.deepEqual([cacheWrite5m, cacheWrite1h, output, requests], [3, 4, 40, 1]);
    assert.deepEqual(precision, { exact: 57, atLeast: 0, estimate: 0 });
    undoImport(ledger, 1);
    assert.deepEqual(usageOf(ledger).totals.precision, { exact: 0, atLeast: 18, estimate: 0 });
    ledger.close();
  });

  it('of metrics counts what exceeds the requests of their session, whatever life its cache writes have', () => {
    const ledger = openLedger();
    put(ledger, request({ input: 10, cacheWrite1h: 4, output: 2 }));
    take(ledger, [
      point({ at: noon + minute, input: 10 }),
      point({ at: noon + minute, series: 'b', cacheWrite5m: 4 }),
      point({ at: noon + minute, series: 'c', output: 2 }),
      point({ at: noon + hour, input: 5 }),
      point({ at: noon + hour, series: 'c', output: 1 }),
    ]);
    const { totals } = usageOf(ledger);
    assert.deepEqual([totals.input, totals.cacheWrite5m, totals.cacheWrite1h, totals.output], [15, 0, 4, 3]);
    ledger.close();
  });

  it('of a cumulative metric counts its last value, of each beginning', () => {
    const ledger = openLedger();
    const of = (series: string, at: number, input: number) => point({ series, at: noon + at, input, cumulative: true });
    take(ledger, [of('a', 1, 5), of('a', 2, 9), of('b', 3, 4)]);
    take(ledger, [of('a', 2, 9), of('b', 3, 4), of('b', 4, 6)]);
    assert.equal(sums(ledger).input, 15);
    undoImport(ledger, 2);
    assert.equal(sums(ledger).input, 13);
    ledger.close();
  });

  it('twice is one, and each can be taken back by itself', () => {
    const ledger = openLedger();
    const [a, b, c] = ['a', 'b', 'c'].map((id, index) => exported({ id, at: noon + index * hour, input: 10 ** index }));
    assert.ok(a && b && c);
    take(ledger, [a, b, b]);
    const second = take(ledger, [b, c]);
    assert.deepEqual([second.tools[0]?.known, second.tools[0]?.added], [1, 1]);
    assert.equal(take(ledger, [a, c]).id, undefined, 'nothing new');
    assert.equal(sums(ledger).input, 111);
    undoImport(ledger, 1);
    assert.equal(sums(ledger).input, 110);
    assert.equal(undoImport(ledger, 1), false);
    undoImport(ledger, 2);
    assert.deepEqual(sums(ledger), { input: 0, output: 0, requests: 0 });
    assert.deepEqual(storedImports(ledger), []);
    ledger.close();
  });

  it('of many requests takes time by their number, not by its square', () => {
    const ledger = openLedger();
    const records = Array.from({ length: 8_000 }, (_, n) => exported({ at: noon + n * 1000, input: 1 + (n % 90) }));
    const before = process.cpuUsage();
    take(ledger, records);
    undoImport(ledger, 1);
    // A third of a second; by the square it was ten.
    assert.ok(process.cpuUsage(before).user < 3e6);
    assert.equal(sums(ledger).requests, 0);
    ledger.close();
  });

  it('keeps nothing of a time in which counting was paused', () => {
    const ledger = openLedger();
    ledger.write(() => ledger.pauses.add(noon, noon + hour));
    const outcome = take(ledger, [exported({ at: noon + minute, input: 7 })]);
    assert.deepEqual([outcome.tools[0]?.paused, outcome.tools[0]?.added], [1, 0]);
    assert.equal(sums(ledger).input, 0);
    ledger.close();
  });

  it('leaves a session out whose requests are sums by now, and is itself never made a sum', async () => {
    const ledger = openLedger();
    put(ledger, request({ input: 10 }));
    await shrinkBefore(ledger, noon + hour, () => Promise.resolve());
    take(ledger, [exported({ at: noon + minute, input: 10 }), exported({ id: 'x', session: 's2', input: 5 })]);
    assert.equal(sums(ledger).input, 15);
    await shrinkBefore(ledger, noon + hour, () => Promise.resolve());
    undoImport(ledger, 1);
    assert.equal(sums(ledger).input, 10);
    ledger.close();
  });

  it('of many records lets others write meanwhile, and so does taking it back', () =>
    withFolder(async (folder) => {
      const path = join(folder, 'ledger.db');
      const ledger = openLedger(path);
      const writer = new OtherWriter(path);
      try {
        await writer.begun();
        const records = manyRecords(11 * atOnce);
        assert.deepEqual(storedImports(ledger), []);
        const tried = take(ledger, records, false);
        const imported = writer.during(() => assert.deepEqual(take(ledger, records).tools, tried.tools));
        assert.equal(sums(ledger).requests, records.length);
        const undone = writer.during(() => assert.ok(undoImport(ledger, 1)));
        // In one go, the other waits for nearly all of it and writes once.
        for (const { writes, longest, whole } of [imported, undone])
          assert.ok(writes > 3 && longest < whole / 2, `${writes} writes in ${whole} ms, waited ${longest} ms`);
        assert.deepEqual([sums(ledger).requests, storedImports(ledger)], [0, []]);
        assertInvariant(ledger.database, ledger);
      } finally {
        await writer.stop();
        ledger.close();
      }
    }));

  it('never writes much at once, nor where nothing of it was new, nor when it is taken back', () => {
    const ledger = openLedger();
    const write = ledger.write.bind(ledger);
    const written: number[] = [];
    const changes = () => Number(ledger.database.prepare('select total_changes() as n').get()?.['n']);
    ledger.write = (work) => {
      const before = changes();
      const result = write(work);
      written.push(changes() - before);
      return result;
    };
    const records = manyRecords(9 * atOnce);
    take(ledger, records);
    const most = Math.max(...written);
    assert.ok(most >= 2 * atOnce && most < 8 * atOnce, `${most} rows`);
    assert.equal(take(ledger, records).id, undefined);
    assert.deepEqual(
      storedImports(ledger).map(({ id, requests }) => [id, requests]),
      [[1, 9 * atOnce]],
    );
    undoImport(ledger, 1);
    assert.ok(Math.max(...written) < 8 * atOnce, `${written} rows`);
    assert.deepEqual([sums(ledger).requests, storedImports(ledger)], [0, []]);
    assertInvariant(ledger.database, ledger);
    ledger.close();
  });

  it('that ends in the midst is listed, and taken back as any; one that fails there leaves nothing', () => {
    const ledger = openLedger();
    put(ledger, request({ input: 10 }));
    const before = usageOf(ledger);
    const write = ledger.write.bind(ledger);
    const failing = (isLasting: boolean) => {
      let parts = 0;
      ledger.write = (work) => {
        parts++;
        if (isLasting ? parts > 2 : parts === 3) throw new Error('ended');
        return write(work);
      };
    };
    for (const isLasting of [true, false]) {
      failing(isLasting);
      assert.throws(() => take(ledger, manyRecords(16_000)), /ended/);
      ledger.write = write;
      const [left] = storedImports(ledger);
      assert.equal(left?.requests, isLasting ? 2 * atOnce : undefined);
      if (left) undoImport(ledger, left.id);
      assert.deepEqual(usageOf(ledger), before);
      assert.deepEqual(storedImports(ledger), []);
      assertInvariant(ledger.database, ledger);
    }
    ledger.close();
  });

  it('that fails leaves nothing', () => {
    const ledger = openLedger();
    put(ledger, request({ input: 10 }));
    const before = usageOf(ledger);
    assert.throws(
      () =>
        importInto(ledger, { files: [], at: noon, apply: true }, (each) => {
          each(exported({ input: 7 }));
          throw new Error('line 2');
        }),
      /line 2/,
    );
    assert.deepEqual(usageOf(ledger), before);
    assert.deepEqual(storedImports(ledger), []);
    assertInvariant(ledger.database, ledger);
    ledger.close();
  });

  it('of an export brings the whole ledger, and nothing where its logs are', () => {
    const here = openLedger();
    put(here, ...someRequests(), checkpoint({ at: noon + 3 * hour, input: 500, output: 60 }));
    const records = [...exportLines(here, {})].map((text) => importedLine(JSON.parse(text)) as Imported);
    const there = openLedger();
    take(there, records);
    assert.deepEqual(usageOf(there), usageOf(here));
    take(here, records);
    undoImport(there, 1);
    put(there, ...someRequests(), checkpoint({ at: noon + 3 * hour, input: 500, output: 60 }));
    take(there, records);
    assert.deepEqual(usageOf(there), usageOf(here));
    here.close();
    there.close();
  });

  it('of an export brings sums of what is no longer detailed', async () => {
    const [here, there] = [openLedger(), openLedger()];
    put(here, ...someRequests());
    await shrinkBefore(here, noon + 9 * hour, () => Promise.resolve());
    take(
      there,
      [...exportLines(here, {})].map((text) => importedLine(JSON.parse(text)) as Imported),
    );
    assert.deepEqual(usageOf(there).totals.total, usageOf(here).totals.total);
    assert.deepEqual(usageOf(there).totals.requests, usageOf(here).totals.requests);
    put(there, ...someRequests());
    assert.deepEqual(usageOf(there).totals.total, usageOf(here).totals.total);
    here.close();
    there.close();
  });
});

function someRequests(): RequestObservation[] {
  return [0, 1, 2, 3].map((n) =>
    request({
      id: `r${n}`,
      at: noon + n * 20 * minute,
      session: n < 3 ? 's1' : 's2',
      model: n % 2 ? 'large-1' : 'small-1',
      input: 10 ** n,
      cacheWrite1h: n,
      output: 2 * n + 1,
      precision: n === 1 ? 'atLeast' : 'exact',
      ...(n === 2
        ? { agent: 'reviewer', provider: 'maker', context: 900, contextWindow: 2000, toolVersion: '1.0' }
        : {}),
    }),
  );
}
