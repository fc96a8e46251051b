import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { type Imported, type ImportedRequest, importRanks } from '../../src/core/imported.js';
import type { RequestObservation } from '../../src/core/observation.js';
import { dimensions } from '../../src/core/report.js';
import { importedLine } from '../../src/core/usageLine.js';
import { shrinkBefore } from '../../src/ledger/care/retention.js';
import { exportLines } from '../../src/ledger/imports/exportLines.js';
import { importInto, storedImports } from '../../src/ledger/imports/imports.js';
import { undoImport } from '../../src/ledger/imports/undoImport.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { Queries } from '../../src/ledger/questions/queries.js';
import { assertInvariant } from './invariant.js';
import { checkpoint, hour, minute, noon, openLedger, put, request, runs, sums } from './rig.js';

/** A record of telemetry, as its readers make it. */
function telemetry(told: Partial<RequestObservation>): ImportedRequest {
  const plain = { namespace: 'telemetry/tool', store: 'telemetry', rank: importRanks.telemetry };
  return { kind: 'request', observation: request({ ...plain, project: '', branch: '', ...told }) };
}

/** What a ledger exports, as the `file`-th of those that are imported together. */
function exported(ledger: Ledger, file = 0): ImportedRequest[] {
  return [...exportLines(ledger, {})].map((text) => {
    const told = importedLine(JSON.parse(text) as Record<string, unknown>);
    assert.ok(told?.line);
    return { ...told, line: { ...told.line, file } };
  });
}

function take(ledger: Ledger, ...records: readonly Imported[]) {
  return importInto(ledger, { files: ['a.jsonl'], at: noon, apply: true }, (each) => records.forEach(each));
}

function ledgerOf(...told: Parameters<typeof put>[1][]): Ledger {
  const ledger = openLedger();
  put(ledger, ...told);
  return ledger;
}

function usageOf(ledger: Ledger) {
  const { rows, totals } = new Queries(ledger).usage({ zone: 'UTC', by: dimensions });
  const counted = rows.filter((row) => row.totals.total + row.totals.requests > 0);
  return { totals, rows: counted.sort((a, b) => (JSON.stringify(a.key) < JSON.stringify(b.key) ? -1 : 1)) };
}

/** Ledgers that took both exports, each order of them, and then what the first left when the second was taken back. */
function assertLaterCounts(earlier: ImportedRequest[], later: ImportedRequest[], truth: ReturnType<typeof usageOf>) {
  for (const order of [
    [earlier, later],
    [later, earlier],
  ]) {
    const there = openLedger();
    for (const records of order) take(there, ...records);
    assert.deepEqual(usageOf(there), truth);
    assertInvariant(there.database, there);
    for (const records of order) assert.equal(take(there, ...records).id, undefined, 'nothing new');
    undoImport(there, order[0] === earlier ? 2 : 1);
    const alone = openLedger();
    take(alone, ...earlier);
    assert.deepEqual(usageOf(there), usageOf(alone));
    there.close();
    alone.close();
  }
}

describe('a ledger that is exported again once it knows more', () => {
  it('brings the whole answer in the place of its beginning', () => {
    const here = ledgerOf(
      request({ id: 'a', input: 10, output: 1, precision: 'atLeast' }),
      request({ id: 'b', input: 3 }),
    );
    const earlier = exported(here);
    put(here, request({ id: 'a', input: 10, output: 40 }));
    assertLaterCounts(earlier, exported(here), usageOf(here));
    here.close();
  });

  it('is nothing new once the earlier one was taken back', () => {
    const here = ledgerOf(request({ id: 'a', input: 10, output: 1, precision: 'atLeast' }));
    const earlier = exported(here);
    put(here, request({ id: 'a', input: 10, output: 40 }));
    const there = openLedger();
    take(there, ...earlier);
    take(there, ...exported(here));
    undoImport(there, 1);
    assert.equal(take(there, ...exported(here)).id, undefined);
    assert.deepEqual(usageOf(there), usageOf(here));
    here.close();
    there.close();
  });

  it('brings requests in the place of the sum that they were part of', () => {
    const here = ledgerOf(request({ input: 10 }), checkpoint({ at: noon + hour, input: 500, output: 60 }));
    const earlier = exported(here);
    put(here, request({ id: 'found', at: noon + minute, input: 300, output: 20 }));
    const later = exported(here);
    assert.deepEqual(sums(here).input, 500);
    assertLaterCounts(earlier, later, usageOf(here));
    here.close();
  });

  it('brings sums of a quarter of an hour in the place of the requests that they hold, and of no others', async () => {
    const here = ledgerOf(
      request({ input: 10, output: 1 }),
      request({ id: 'b', at: noon + minute, input: 7, model: 'large-1' }),
      checkpoint({ at: noon + hour, input: 500, output: 60 }),
    );
    const earlier = exported(here);
    await shrinkBefore(here, noon + 9 * hour, () => Promise.resolve());
    const later = exported(here);
    assert.ok(later.every(({ line }) => line?.kind === 'sum'));
    assertLaterCounts(earlier, later, usageOf(here));
    const there = openLedger();
    take(there, ...earlier.slice(0, 1));
    take(there, ...later);
    assert.deepEqual(usageOf(there), usageOf(here));
    put(here, request({ id: 'new', at: noon + 2 * minute, input: 5 }));
    take(there, ...exported(here));
    assert.deepEqual(usageOf(there), usageOf(here), 'the quarter has more now');
    here.close();
    there.close();
  });
});

describe('lines of one export', () => {
  const log = request({ input: 10, output: 2, cacheRead: 5 });
  const other = telemetry({ id: 't', at: noon + minute, input: 11, output: 3 });

  it('tell of different requests, however near: a log of them, telemetry of another', () => {
    const here = ledgerOf(log);
    take(here, telemetry({ id: 'same', at: noon + 5_000, input: 15, output: 2 }), other);
    assert.equal(sums(here).requests, 2);
    const there = openLedger();
    take(there, ...exported(here));
    assert.deepEqual(usageOf(there), usageOf(here));
    put(there, log);
    assert.deepEqual(usageOf(there), usageOf(here), 'the log came later');
    here.close();
    there.close();
  });

  it('and of another that is imported with it may tell of the same', () => {
    const [ofLog, ofTelemetry] = [ledgerOf(log), openLedger()];
    take(ofTelemetry, telemetry({ id: 'same', at: noon + 5_000, input: 15, output: 2 }));
    const there = openLedger();
    take(there, ...exported(ofLog), ...exported(ofTelemetry, 1));
    assert.deepEqual(usageOf(there), usageOf(ofLog));
    // Two exports of one ledger in one go: what both have is apart in both.
    take(ofLog, telemetry({ id: 'same', at: noon + 5_000, input: 15, output: 2 }), other);
    const twice = openLedger();
    take(twice, ...exported(ledgerOf(log)), ...exported(ofLog, 1));
    assert.deepEqual(usageOf(twice), usageOf(ofLog));
    for (const ledger of [ofLog, ofTelemetry, there, twice]) ledger.close();
  });

  it('are of what telemetry made whole the request of the log, on whatever machine', () => {
    const cut = request({ input: 10, output: 1, precision: 'atLeast', project: '/home/dev/one' });
    const [here, again, there] = [
      ledgerOf(request({ id: 'first', at: noon - hour }), cut),
      ledgerOf(cut),
      openLedger(),
    ];
    const whole = telemetry({ id: 't', at: noon + 5_000, input: 10, output: 40 });
    for (const ledger of [here, again]) take(ledger, whole);
    for (const ledger of [here, again]) take(there, ...exported(ledger));
    assert.deepEqual(usageOf(there), usageOf(here));
    take(there, whole);
    put(there, cut);
    assert.deepEqual(usageOf(there), usageOf(here));
    for (const ledger of [here, again, there]) ledger.close();
  });
});

/** A request as a log and telemetry tell it. */
const told = fc.record({
  log: fc.constantFrom('exact', 'atLeast', 'none'),
  telemetry: fc.boolean(),
  output: fc.integer({ min: 1, max: 4 }),
  session: fc.constantFrom('s1', 's2'),
  model: fc.constantFrom('small-1', 'large-1'),
});
type Told = typeof told extends fc.Arbitrary<infer T> ? T : never;

interface Known {
  readonly log: readonly RequestObservation[];
  readonly telemetry: readonly ImportedRequest[];
}

/** Requests so far `apart` in time; alike in what was sent where that says so. */
function knownOf(all: readonly Told[], apart: number, areAlike: boolean): Known {
  const rows = all.map(({ log, telemetry: isExported, ...rest }, n) => {
    const whole = request({ ...rest, id: `r${n}`, at: noon + n * apart, input: areAlike ? 1 : 10 * n + 1 });
    const logged = log === 'atLeast' ? { ...whole, output: 1, precision: 'atLeast' as const } : whole;
    const record = telemetry({ ...rest, id: `t${n}`, at: whole.at + 9_000, input: whole.input });
    return { log: log === 'none' ? [] : [logged], telemetry: isExported ? [record] : [] };
  });
  return { log: rows.flatMap(({ log }) => log), telemetry: rows.flatMap((row) => row.telemetry) };
}

const steps = fc.array(
  fc.record({
    what: fc.constantFrom('log', 'telemetry', 'export', 'export', 'undo', 'back'),
    at: fc.constantFrom('here', 'there'),
    from: fc.nat(5),
    count: fc.nat(6),
  }),
  { maxLength: 14 },
);
type StepTaken = typeof steps extends fc.Arbitrary<readonly (infer T)[]> ? T : never;

function step(ledger: Ledger, other: Ledger, { log, telemetry: records }: Known, { what, from, count }: StepTaken) {
  if (what === 'log') put(ledger, ...log.slice(from, from + count));
  if (what === 'telemetry') take(ledger, ...records.slice(from, from + count));
  if (what === 'export') take(other, ...exported(ledger));
  if (what === 'back') take(ledger, ...exported(ledger));
  const imports = storedImports(ledger);
  if (what === 'undo' && imports.length > 0) undoImport(ledger, imports[from % imports.length]?.id ?? 0);
}

describe('two machines that export, import, take back and read their logs in any order', () => {
  it('have the same sums once each has what the other knows, and their own logs alone once all is taken back', () =>
    fc.assert(
      fc.property(fc.array(told, { maxLength: 7 }), steps, (all, taken) => {
        const known = knownOf(all, 5 * minute, false);
        const [here, there, plain] = [openLedger(), openLedger(), openLedger()];
        for (const each of taken)
          if (each.at === 'here') step(here, there, known, each);
          else step(there, here, known, each);
        const ofHere = exported(here);
        take(here, ...exported(there));
        take(there, ...ofHere);
        const totalsOf = (ledger: Ledger) => usageOf(ledger).totals;
        assert.deepEqual(totalsOf(here), totalsOf(there));
        for (const ledger of [here, there]) {
          put(ledger, ...known.log);
          take(ledger, ...known.telemetry);
          put(plain, ...known.log);
          take(plain, ...known.telemetry);
          assert.deepEqual(usageOf(ledger), usageOf(plain), 'and all else');
          const empty = openLedger();
          take(empty, ...exported(ledger));
          assert.deepEqual(usageOf(empty), usageOf(plain), 'to a third');
          empty.close();
          for (const { id } of storedImports(ledger)) undoImport(ledger, id);
          assertInvariant(ledger.database, ledger);
          const logs = ledgerOf(...known.log);
          assert.deepEqual(usageOf(ledger), usageOf(logs), 'taken back');
          logs.close();
        }
        for (const ledger of [here, there, plain]) ledger.close();
      }),
      { numRuns: runs(300), seed: 20261129 },
    ));

  it('bring all of one to an empty one, and nothing to where it came from, however alike requests are and however near', () =>
    fc.assert(
      fc.property(
        fc.array(told, { maxLength: 9 }),
        fc.nat(9),
        fc.nat(9),
        fc.boolean(),
        (all, first, second, areAlike) => {
          const known = knownOf(all, 20_000, areAlike);
          const [here, there] = [openLedger(), openLedger()];
          put(here, ...known.log.slice(0, first));
          take(here, ...known.telemetry.slice(0, second));
          put(here, ...known.log.slice(first));
          take(here, ...known.telemetry.slice(second));
          const truth = usageOf(here);
          take(there, ...exported(here));
          assert.deepEqual(usageOf(there), truth);
          for (const records of [exported(here), exported(there)]) {
            take(here, ...records);
            assert.deepEqual(usageOf(here), truth);
          }
          for (const ledger of [here, there]) ledger.close();
        },
      ),
      { numRuns: runs(300), seed: 20261129 },
    ));
});
