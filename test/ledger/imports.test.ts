import assert from 'node:assert/strict';
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { type Imported, importRanks } from '../../src/core/imported.js';
import type { Checkpoint, RequestObservation } from '../../src/core/observation.js';
import { dimensions } from '../../src/core/report.js';
import { noTokens } from '../../src/core/usage.js';
import { importedLine, usageLine } from '../../src/core/usageLine.js';
import { shrinkBefore } from '../../src/ledger/care/retention.js';
import { exportLines } from '../../src/ledger/imports/exportLines.js';
import { importInto, storedImports } from '../../src/ledger/imports/imports.js';
import { atOnce, undoImport } from '../../src/ledger/imports/undoImport.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { Queries } from '../../src/ledger/questions/queries.js';
import { requestKey } from '../../src/platform/key.js';
import { assertInvariant } from './invariant.js';
import { checkpoint, hour, minute, noon, openLedger, put, request, runs, sums, withFolder } from './rig.js';

type Told = Partial<RequestObservation>;

/** A record of telemetry, as its readers make it. */
function exported(told: Told): Imported {
  return {
    kind: 'request',
    observation: request({
      namespace: 'telemetry/tool',
      store: 'telemetry',
      rank: importRanks.telemetry,
      project: '',
      branch: '',
      ...told,
    }),
  };
}

/** What another machine exports of a request that it has in its log. */
function line(told: RequestObservation): Imported {
  const key = requestKey(told.namespace, told.id).toString('hex');
  const imported = importedLine(JSON.parse(JSON.stringify(usageLine(told, 'request', key))));
  assert.ok(imported);
  return imported;
}

function point(told: Partial<Extract<Imported, { kind: 'sum' }>>): Imported {
  const plain = { tool: 'tool', session: 's1', model: 'small-1', series: 'a', at: noon, cumulative: false };
  return { ...noTokens, kind: 'sum', ...plain, ...told };
}

function take(ledger: Ledger, records: readonly Imported[], apply = true) {
  return importInto(ledger, { files: ['a.json'], at: noon, apply }, (each) => records.forEach(each));
}

/** Ten a session. */
function manyRecords(count: number): Imported[] {
  return Array.from({ length: count }, (_, n) =>
    exported({ id: `m${n}`, session: `m${Math.floor(n / 10)}`, at: noon + n * 1000, input: 1 + (n % 90) }),
  );
}

/** Another process, as good as: writes a little now and then, and notes how often it did and how many milliseconds it waited at most. */
class OtherWriter {
  private readonly noted = new Float64Array(new SharedArrayBuffer(16));
  private readonly worker: Worker;

  constructor(path: string) {
    this.worker = new Worker(
      `const { parentPort, workerData: { path, noted } } = require('node:worker_threads');
      const { DatabaseSync } = require('node:sqlite');
      const database = new DatabaseSync(path, { timeout: 60_000 });
      setInterval(() => {
        const begun = performance.now();
        database.exec("begin immediate; insert into meta values ('other', 1) on conflict (name) do update set value = 1; commit");
        noted[1] = Math.max(noted[1], performance.now() - begun);
        noted[0]++;
      }, 10);
      parentPort.postMessage('ready');`,
      { eval: true, workerData: { path, noted: this.noted } },
    );
  }

  async begun(): Promise<void> {
    await once(this.worker, 'message');
  }

  /** What it did while this thread was at work, and the milliseconds that the work took. */
  during(work: () => void): { readonly writes: number; readonly longest: number; readonly whole: number } {
    const [before = 0] = this.noted;
    this.noted[1] = 0;
    const begun = performance.now();
    work();
    const [after = 0, longest = 0] = this.noted;
    return { writes: after - before, longest, whole: performance.now() - begun };
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }
}

function usageOf(ledger: Ledger) {
  const { rows, totals } = new Queries(ledger).usage({ zone: 'UTC', by: dimensions });
  const counted = rows.filter((row) => row.totals.total + row.totals.requests > 0);
  return { totals, rows: counted.sort((a, b) => (JSON.stringify(a.key) < JSON.stringify(b.key) ? -1 : 1)) };
}

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

type Step = (ledger: Ledger) => unknown;

/** One request as each side may tell it; what is told apart lies more than the nearness of two requests apart. */
const truth = fc.record({
  logged: fc.constantFrom('exact', 'atLeast', undefined),
  exported: fc.boolean(),
  lined: fc.boolean(),
  late: fc.nat(50_000),
  counts: fc.record({
    input: fc.nat(3),
    cacheRead: fc.nat(2),
    cacheWrite1h: fc.nat(2),
    output: fc.integer({ min: 1, max: 4 }),
  }),
  session: fc.constantFrom('s1', 's2'),
  model: fc.constantFrom('small-1', 'large-1'),
});
type Truth = typeof truth extends fc.Arbitrary<infer T> ? T : never;

function tellings(
  all: readonly Truth[],
  apart: number,
  input = (_n: number, counts: Truth['counts']) => counts.input,
): { log: RequestObservation[]; records: Imported[] } {
  const log: RequestObservation[] = [];
  const records: Imported[] = [];
  for (const [n, { logged, exported: told, lined, late, counts, session, model }] of all.entries()) {
    const whole = request({ id: `r${n}`, at: noon + n * apart, session, model, ...counts, input: input(n, counts) });
    if (logged === 'exact') log.push(whole);
    if (logged === 'atLeast') log.push({ ...whole, output: Math.min(1, counts.output), precision: 'atLeast' });
    const written = { cacheWrite5m: counts.cacheWrite1h, cacheWrite1h: 0 };
    if (told)
      records.push(
        exported({ id: `t${n}`, at: whole.at + late, session, model, ...counts, ...written, input: whole.input }),
      );
    if (lined) records.push(line(whole));
  }
  return { log, records };
}

const distinct = (n: number, { input }: Truth['counts']): number => 10 * n + input;

describe('what is imported and what logs tell', () => {
  const order = fc.array(fc.nat(), { minLength: 8, maxLength: 8 });

  it('are each request once, exactly, whichever came first; and taking back leaves the logs alone', () =>
    fc.assert(
      fc.property(fc.array(truth, { maxLength: 8 }), order, fc.nat(8), (all, keys, cut) => {
        const { log, records } = tellings(all, 5 * minute, distinct);
        const ledger = openLedger();
        const steps: Step[] = [
          (to) => put(to, ...log.slice(0, cut)),
          (to) => put(to, ...log.slice(cut)),
          (to) => take(to, records.slice(0, cut)),
          (to) => take(to, records.slice(Math.max(0, cut - 2))),
        ];
        for (const { step } of shuffled(steps, keys)) step(ledger);
        const expected = all.filter(({ logged, exported: told, lined }) => logged || told || lined);
        const outputOf = (each: Truth) =>
          each.logged === 'atLeast' && !each.exported && !each.lined ? 1 : each.counts.output;
        const inputOf = (each: Truth) => distinct(all.indexOf(each), each.counts);
        assert.deepEqual(sums(ledger), {
          input: expected.reduce((sum, each) => sum + inputOf(each), 0),
          output: expected.reduce((sum, each) => sum + outputOf(each), 0),
          requests: expected.length,
        });
        assertInvariant(ledger.database, ledger);
        for (const { id } of storedImports(ledger)) undoImport(ledger, id);
        const plain = openLedger();
        put(plain, ...log);
        assert.deepEqual(usageOf(ledger), usageOf(plain));
        ledger.close();
        plain.close();
      }),
      { numRuns: runs(300), seed: 20261128 },
    ));

  it('are the same sum in any order, however close they lie, and never less than the logs nor more than all', () =>
    fc.assert(
      fc.property(fc.array(truth, { maxLength: 10 }), order, order, fc.nat(8), (all, keys, others, cut) => {
        const { log, records } = tellings(all, 20_000);
        const figure: Checkpoint = checkpoint({ at: noon + hour, input: 9, output: 3 });
        const points = [point({ at: noon + minute, input: 4 }), point({ at: noon + hour, series: 'b', output: 5 })];
        const steps: Step[] = [
          (to) => put(to, ...log.slice(0, cut)),
          (to) => put(to, ...log.slice(cut)),
          (to) => put(to, figure),
          (to) => take(to, [...records.slice(0, cut), ...points]),
          (to) => take(to, [...records.slice(cut), ...points]),
        ];
        const ledgers = [keys, others].map((each) => {
          const ledger = openLedger();
          for (const { step } of shuffled(steps, each)) step(ledger);
          return ledger;
        }) as [Ledger, Ledger];
        assert.deepEqual(usageOf(ledgers[0]), usageOf(ledgers[1]));
        const plain = openLedger();
        put(plain, ...log, figure);
        const most = all.reduce((sum, { counts }) => sum + counts.input, 0) + 13;
        const { input } = sums(ledgers[0]);
        assert.ok(input >= sums(plain).input && input <= most, `${sums(plain).input} ≤ ${input} ≤ ${most}`);
        for (const ledger of [...ledgers, plain]) ledger.close();
      }),
      { numRuns: runs(300), seed: 20261129 },
    ));
});

function shuffled(steps: readonly Step[], keys: readonly number[]): { step: Step; key: number }[] {
  return steps.map((step, index) => ({ step, key: keys[index] ?? 0 })).sort((a, b) => a.key - b.key);
}
