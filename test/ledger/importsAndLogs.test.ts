import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Imported } from '../../src/core/imported.js';
import type { Checkpoint, RequestObservation } from '../../src/core/observation.js';
import { storedImports } from '../../src/ledger/imports/imports.js';
import { undoImport } from '../../src/ledger/imports/undoImport.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { exported, line, point, take, usageOf } from './importRig.js';
import { assertInvariant } from './invariant.js';
import { checkpoint, hour, minute, noon, openLedger, put, request, runs, sums } from './rig.js';

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
