import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { RequestObservation } from '../../src/core/observation.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { Batch } from '../../src/ledger/reading/batch.js';
import { joined } from '../kit/readHome/joining.js';
import { assertInvariant } from './invariant.js';
import { checkpoint, noon, openLedger, put, request, runs, sums, withFolder } from './rig.js';

/** What counts, as it would be told again: one line a request, in a fixed order. */
function counting(ledger: Ledger): string[] {
  assertInvariant(ledger.database, ledger);
  return ledger.database
    .prepare(`select s.native, e.at, b.model, f.agent, p.path, b.branch, e.requests, e.input, e.output, e.reasoning, e.flags & 7 as flags
      from request e join session s on s.id = e.session join facet f on f.id = e.facet join bucket b on b.id = f.bucket
      join project p on p.id = b.project where (e.flags >> 3) & 3 = 0`)
    .all()
    .map((row) => Object.values(row).join(' '))
    .sort();
}

function expected(observations: readonly RequestObservation[]): string[] {
  return joined(observations)
    .map((row) =>
      [
        row.session,
        row.at,
        row.model,
        row.agent,
        row.project,
        row.branch,
        row.requests,
        row.input,
        row.output,
        row.reasoning,
        (row.precision === 'exact' ? 0 : 1) + (row.copied ? 4 : 0),
      ].join(' '),
    )
    .sort();
}

/** Requests of few names, so that they meet in every way: copies, second names, several stores of one session. */
function observations(maxRank: number): fc.Arbitrary<RequestObservation[]> {
  const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const one = fc
    .record({
      id: name,
      aliases: fc.uniqueArray(name, { maxLength: 2 }),
      session: fc.constantFrom('s1', 's2'),
      at: fc.nat(5).map((minutes) => noon + minutes * 600_000),
      copied: fc.boolean(),
      sidechain: fc.boolean(),
      model: fc.constantFrom('small-1', 'large-1', 'no-price'),
      agent: fc.constantFrom('', 'reviewer'),
      project: fc.constantFrom('/one', '/two'),
      turn: fc.option(fc.constantFrom('t1', 't2'), { nil: undefined }),
      rank: fc.integer({ min: 1, max: maxRank }),
      input: fc.nat(3),
      output: fc.nat(2),
      precision: fc.constantFrom('exact' as const, 'atLeast' as const),
      toolVersion: fc.option(fc.constantFrom('', '1.0'), { nil: undefined }),
    })
    .map((given) =>
      request({ ...given, namespace: `rank ${given.rank}`, store: `store ${given.rank}`, reasoning: given.output }),
    );
  return fc.array(one, { maxLength: 12 });
}

function batchesOf(all: readonly RequestObservation[], cuts: readonly number[]): RequestObservation[][] {
  const at = [...new Set(cuts.map((cut) => cut % (all.length + 1)))].sort((a, b) => a - b);
  return [0, ...at].map((from, index) => all.slice(from, at[index] ?? all.length));
}

const cuts = fc.array(fc.nat(12), { maxLength: 4 });

describe('the ledger joins what tells of one request', () => {
  for (const [what, rank] of [
    ['copies and second names', 1],
    ['several stores of one session', 3],
  ] as const) {
    it(`as the reference does, in whatever batches: ${what}`, () => {
      fc.assert(
        fc.property(observations(rank), cuts, (all, list) => {
          const ledger = openLedger();
          for (const batch of batchesOf(all, list)) put(ledger, ...batch);
          assert.deepEqual(counting(ledger), expected(all));
          ledger.close();
        }),
        { numRuns: runs(2_000), seed: 13 },
      );
    });

    it(`to the same in any order, and to nothing more when all is told again: ${what}`, () => {
      const shuffled = observations(rank).chain((all) =>
        fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }), cuts),
      );
      fc.assert(
        fc.property(shuffled, ([all, other, list]) => {
          const [one, two] = [openLedger(), openLedger()];
          put(one, ...all);
          for (const batch of batchesOf(other, list)) put(two, ...batch);
          assert.deepEqual(counting(two), counting(one));
          const before = counting(one);
          put(one, ...other);
          assert.deepEqual(counting(one), before);
          one.close();
          two.close();
        }),
        { numRuns: runs(2_000), seed: 14 },
      );
    });
  }

  it('under second names that another process gave meanwhile', () =>
    withFolder((folder) => {
      const [one, two] = [openLedger(join(folder, 'ledger.db')), openLedger(join(folder, 'ledger.db'))];
      put(two, request({ id: 'x', output: 1 }));
      put(one, request({ id: 'y', aliases: ['z'], output: 2 }));
      put(two, request({ id: 'z', output: 2 }));
      assert.deepEqual(sums(two), { input: 0, output: 3, requests: 2 });
      assertInvariant(two.database, two);
      one.close();
      two.close();
    }));

  it('under second names of a batch that had to be written twice', () =>
    withFolder((folder) => {
      const ledger = openLedger(join(folder, 'ledger.db'));
      const batch = new Batch(ledger);
      batch.add(request({ id: 'y', aliases: ['z'], output: 2 }));
      assert.throws(
        () =>
          batch.flush(() => {
            throw new Error('the lease is lost');
          }),
        /the lease is lost/,
      );
      let failing = true;
      assert.throws(
        () =>
          ledger.write(() => {
            ledger.events.put(request({ id: 'y', aliases: ['z'], output: 2 }));
            if (failing) throw new Error('killed');
          }),
        /killed/,
      );
      failing = false;
      put(ledger, request({ id: 'y', aliases: ['z'], output: 2 }));
      const fresh = openLedger(join(folder, 'ledger.db'));
      put(fresh, request({ id: 'z', output: 2 }));
      assert.deepEqual(sums(fresh), { input: 0, output: 2, requests: 1 });
      assertInvariant(fresh.database, fresh);
      ledger.close();
      fresh.close();
    }));

  it('and weighs every session again that a row moved out of', () => {
    const ledger = openLedger();
    put(
      ledger,
      request({ id: 'a', session: 's1', input: 10, at: noon }),
      checkpoint({ session: 's1', input: 10, at: noon + 9 }),
    );
    put(ledger, request({ id: 'b', session: 's2', input: 10, at: noon - 5 }));
    assert.deepEqual(sums(ledger), { input: 20, output: 0, requests: 2 });
    put(ledger, request({ id: 'c', aliases: ['a', 'b'], session: 's2', input: 10, at: noon - 5 }));
    assertInvariant(ledger.database, ledger);
    const other = openLedger();
    put(
      other,
      checkpoint({ session: 's1', input: 10, at: noon + 9 }),
      request({ id: 'c', aliases: ['a', 'b'], session: 's2', input: 10, at: noon - 5 }),
    );
    assert.deepEqual(
      counting(ledger).map((text) => text.split(' ').slice(0, 2)),
      counting(other).map((text) => text.split(' ').slice(0, 2)),
    );
    assert.deepEqual(sums(ledger), sums(other));
    ledger.close();
    other.close();
  });
});
