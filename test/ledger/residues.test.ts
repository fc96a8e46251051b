import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Checkpoint, RequestObservation } from '../../src/core/observation.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { assertInvariant } from './invariant.js';
import { checkpoint, minute, noon, openLedger, put, request, runs, sums } from './rig.js';

type Told = RequestObservation | Checkpoint;

/** Input by session, requests and residues apart. */
function bySession(ledger: Ledger): Record<string, number> {
  assertInvariant(ledger.database, ledger);
  const rows = ledger.database
    .prepare(`select s.native || iif(f.store = 'residue', ' residue', '') as who, sum(e.input) as input from event e join session s on s.id = e.session
      join facet f on f.id = e.facet where (e.flags >> 3) & 3 = 0 group by who order by who`)
    .all();
  return Object.fromEntries(rows.map((row) => [String(row['who']), Number(row['input'])]));
}

function ledgerOf(...batches: readonly (readonly Told[])[]): Ledger {
  const ledger = openLedger();
  for (const batch of batches) put(ledger, ...batch);
  return ledger;
}

const at = (minutes: number) => noon + minutes * minute;
const used = (session: string, minutes: number, input: number, id = `${session} ${minutes}`) =>
  request({ id, session, at: at(minutes), input });
const told = (session: string, minutes: number, input: number, more: Partial<Checkpoint> = {}) =>
  checkpoint({ session, at: at(minutes), input, ...more });

describe('what a cumulative figure holds beyond the requests', () => {
  it('is one row of the session, without requests of its own', () => {
    const ledger = ledgerOf([used('s1', 0, 100), used('s1', 1, 50), told('s1', 2, 170, { output: 9 })]);
    assert.deepEqual(bySession(ledger), { s1: 150, 's1 residue': 20 });
    assert.deepEqual(sums(ledger), { input: 170, output: 9, requests: 2 });
  });

  it('has the requests that the tool tells beyond those known', () => {
    assert.equal(sums(ledgerOf([used('s1', 0, 100), told('s1', 2, 170, { requests: 3 })])).requests, 3);
  });

  it('is nothing when input and cache agree: a stream that was cut leaves the output too high', () => {
    assert.deepEqual(bySession(ledgerOf([used('s1', 0, 100), told('s1', 2, 100, { output: 40 })])), { s1: 100 });
  });

  it('holds requests of models that no figure names, each once: they were asked for by another name', () => {
    const answered = (minutes: number, input: number, model: string) =>
      request({ id: `s1 ${minutes}`, session: 's1', at: at(minutes), input, model });
    const ledger = ledgerOf(
      [told('s1', 2, 100, { model: 'opus', covers: at(2) }), told('s1', 2, 205, { model: 'haiku', covers: at(2) })],
      [answered(0, 100, 'glm'), answered(1, 200, 'air'), answered(3, 40, 'glm')],
    );
    assert.deepEqual(bySession(ledger), { s1: 340, 's1 residue': 5 });
    put(ledger, told('s1', 4, 147, { model: 'opus' }), told('s1', 4, 205, { model: 'haiku' }));
    assert.deepEqual(bySession(ledger), { s1: 340, 's1 residue': 12 });
  });

  it('takes no cache write twice that one of both tells with another life', () => {
    const written = request({ id: 'w', session: 's1', at: at(0), input: 1, cacheWrite1h: 1000 });
    const figure = told('s1', 1, 1, { cacheWrite5m: 1000 });
    assert.deepEqual(bySession(ledgerOf([written, figure])), { s1: 1 });
    const more = told('s1', 1, 1, { cacheWrite5m: 300, cacheWrite1h: 1200 });
    const writes = 'select total(write_5m) as minutes, total(write_1h) as hour from event';
    const seen = ledgerOf([written, more]).database.prepare(writes).get();
    assert.deepEqual({ ...seen }, { minutes: 300, hour: 1200 });
  });

  it('is never negative, and shrinks as requests become known', () => {
    const ledger = ledgerOf([told('s1', 5, 100)]);
    assert.deepEqual(bySession(ledger), { 's1 residue': 100 });
    put(ledger, used('s1', 1, 30));
    assert.deepEqual(bySession(ledger), { s1: 30, 's1 residue': 70 });
    put(ledger, used('s1', 2, 90));
    assert.deepEqual(bySession(ledger), { s1: 120 });
  });

  it('is what each figure grew by: later figures contain the earlier', () => {
    assert.deepEqual(
      bySession(ledgerOf([used('s1', 0, 100), told('s1', 1, 120), used('s1', 2, 10), told('s1', 3, 145)])),
      { s1: 110, 's1 residue': 35 },
    );
  });

  it('counts rows up to the instant that the figure covers', () => {
    assert.deepEqual(
      bySession(ledgerOf([used('s1', 0, 100), used('s1', 9, 40), told('s1', 1, 120, { covers: at(5) })])),
      { s1: 140, 's1 residue': 20 },
    );
    assert.deepEqual(
      bySession(
        ledgerOf([used('s1', 0, 100), used('s1', 9, 40), told('s1', 1, 150, { covers: Number.MAX_SAFE_INTEGER })]),
      ),
      { s1: 140, 's1 residue': 10 },
    );
  });

  it('leaves out what came before the figures began, and residues of an earlier counter', () => {
    const begun = told('s1', 9, 50, { since: at(5) });
    assert.deepEqual(bySession(ledgerOf([used('s1', 0, 100), used('s1', 6, 30), begun])), {
      s1: 130,
      's1 residue': 20,
    });
    const earlier = told('s1', 2, 110);
    assert.deepEqual(bySession(ledgerOf([used('s1', 0, 100), earlier, used('s1', 6, 30), begun])), {
      s1: 130,
      's1 residue': 30,
    });
  });

  it('of a fork whose parent becomes known later begins with the parent', () => {
    const alone = told('child', 9, 180, { since: at(5) });
    const forked = told('child', 9, 180, { parent: 'parent' });
    const rows = [used('parent', 0, 100), used('child', 6, 30)];
    for (const batches of [[[alone], [forked]], [[forked], [alone]], [[alone, forked]]])
      assert.deepEqual(bySession(ledgerOf(rows, ...batches)), { child: 30, 'child residue': 50, parent: 100 });
  });

  it('leaves a fork without what it took over from its parent, with and without the figures of the parent', () => {
    const fork = told('child', 9, 180, { parent: 'parent', forkedAt: at(5) });
    const own = used('child', 6, 30);
    const parent = [used('parent', 0, 100), used('parent', 7, 500)];
    assert.deepEqual(bySession(ledgerOf([...parent, told('parent', 4, 140), own, fork])), {
      child: 30,
      'child residue': 10,
      parent: 600,
      'parent residue': 40,
    });
    assert.deepEqual(bySession(ledgerOf([...parent, own, fork])), { child: 30, 'child residue': 50, parent: 600 });
  });

  it('of thousands of sessions takes time by their number, not by its square', () => {
    const figures = Array.from({ length: 4_000 }, (_, n) => told(`s${n}`, n, 7));
    const before = process.cpuUsage();
    const ledger = ledgerOf(figures);
    // A fifth of a second; by the square it was three.
    assert.ok(process.cpuUsage(before).user < 1.2e6);
    assert.equal(sums(ledger).input, 28_000);
    ledger.close();
  });

  it('counts a session’s sums once, whatever model they name at each sample', () => {
    const small = told('s1', 5, 100, { whole: true, model: 'small-1' });
    const large = told('s1', 9, 180, { whole: true, model: 'large-1' });
    const models = (ledger: Ledger) =>
      ledger.database
        .prepare(`select b.model, sum(e.input) as input from event e join facet f on f.id = e.facet
          join bucket b on b.id = f.bucket group by b.model order by b.model`)
        .all()
        .map(Object.values);
    for (const batches of [[[small], [large]], [[large], [small]], [[small, large, small]]])
      assert.deepEqual(models(ledgerOf(...batches)), [
        ['large-1', 80],
        ['small-1', 100],
      ]);
    assert.deepEqual(bySession(ledgerOf([used('s1', 4, 60), small, large])), { s1: 60, 's1 residue': 120 });
  });

  it('of a session that was told by model once and then whole is not counted twice', () => {
    const [first, second] = [told('s1', 5, 100), told('s1', 9, 180, { whole: true, model: 'large-1' })];
    for (const batches of [
      [[first], [second]],
      [[second], [first]],
      [[first, told('s1', 5, 100, { whole: true }), second]],
    ])
      assert.deepEqual(bySession(ledgerOf([used('s1', 4, 60)], ...batches)), { s1: 60, 's1 residue': 120 });
  });

  it('is output alone where a session tells nothing but its sums, in any order', () => {
    const first = told('s1', 5, 100, { whole: true, output: 10 });
    const second = told('s1', 9, 100, { whole: true, output: 25 });
    for (const batches of [[[first], [second]], [[second], [first]], [[first, second]]])
      assert.deepEqual(sums(ledgerOf(...batches)), { input: 100, output: 25, requests: 0 });
  });

  it('counts nothing that was used while counting was paused', () => {
    const ledger = openLedger();
    ledger.write(() => ledger.pauses.pause(at(10), at(20)));
    put(ledger, used('s1', 5, 100), used('s1', 15, 70), used('s1', 25, 30));
    put(ledger, told('s1', 30, 200));
    assert.deepEqual(bySession(ledger), { s1: 130 });
  });
});

describe('residues do not depend on the order in which anything came', () => {
  const session = fc.constantFrom('a', 'b', 'c', 'sums');
  const minutes = fc.nat(20);
  const figure = fc.nat(300);
  const model = fc.constantFrom('small-1', 'large-1');
  const requests = fc
    .record({ session, minutes, figure, model, n: fc.nat(6), rank: fc.constantFrom(1, 1, 2) })
    .map(({ session: name, minutes: when, figure: input, n, rank, ...rest }) =>
      request({
        ...rest,
        id: `${name} ${n}`,
        namespace: `rank ${rank}`,
        store: `store ${rank}`,
        rank,
        session: name,
        at: at(when),
        input,
        output: input,
      }),
    );
  const parents: Record<string, string | undefined> = { a: undefined, b: 'a', c: 'b' };
  const figures = fc
    .record({
      session,
      minutes,
      figure,
      model,
      covers: fc.option(minutes, { nil: undefined }),
      since: fc.option(minutes, { nil: undefined }),
    })
    .map(({ session: name, minutes: when, figure: input, covers, since, ...rest }) => {
      const parent = parents[name];
      const begun = since === undefined ? {} : { since: at(since) };
      const forked = parent === undefined ? begun : { parent, forkedAt: at(5) };
      return checkpoint({
        ...rest,
        ...forked,
        whole: name === 'sums' ? true : undefined,
        session: name,
        at: at(when),
        input,
        output: input,
        covers: covers === undefined ? undefined : at(covers),
      });
    });

  const all: fc.Arbitrary<Told[]> = fc.array(fc.oneof(requests, requests, figures), { maxLength: 10 });
  const orders = all.chain((list) =>
    fc.tuple(
      fc.constant(list),
      fc.shuffledSubarray(list, { minLength: list.length }),
      fc.array(fc.nat(10), { maxLength: 3 }),
    ),
  );

  it('whatever the batches: forks of forks, two stores, several models', () => {
    fc.assert(
      fc.property(orders, ([list, other, cuts]) => {
        const ends = cuts.map((cut) => Math.min(cut, other.length)).sort((a, b) => a - b);
        const one = ledgerOf(list);
        const two = ledgerOf(...[0, ...ends].map((from, index) => other.slice(from, ends[index] ?? other.length)));
        assert.deepEqual([bySession(two), sums(two)], [bySession(one), sums(one)]);
        one.close();
        two.close();
      }),
      { numRuns: runs(2_000), seed: 15 },
    );
  });
});
