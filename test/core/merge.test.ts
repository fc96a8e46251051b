import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { mergeCopies } from '../../src/core/merge.js';
import type { RequestObservation } from '../../src/core/observation.js';
import { request, runs } from '../ledger/rig.js';

const few = (...values: number[]) => fc.constantFrom(...values);
const text = (...values: string[]) => fc.constantFrom(...values);
const maybe = (...values: string[]) => fc.option(fc.constantFrom(...values), { nil: undefined });

/** Copies of one request that agree and differ in everything a copy can differ in, with many ties. */
const copy: fc.Arbitrary<RequestObservation> = fc
  .record({
    at: few(1, 2, 3),
    copied: fc.boolean(),
    sidechain: fc.boolean(),
    session: text('a', 'b'),
    project: text('', '/p', '/q'),
    branch: text('', 'main'),
    model: text('m1', 'm2'),
    agent: text('', 'reviewer'),
    input: few(0, 5),
    cacheRead: few(0, 5),
    cacheWrite5m: few(0, 5),
    output: few(0, 1, 9),
    precision: fc.constantFrom('exact' as const, 'atLeast' as const),
    turn: maybe('t1', 't2'),
    toolVersion: maybe('1.0', '2.0'),
    serviceTier: maybe('fast'),
    context: fc.option(few(7, 8), { nil: undefined }),
    webSearches: few(0, 1),
  })
  .map((given) => request({ ...given, id: 'one', cacheWrite1h: 0 }));

const check = (property: fc.IProperty<unknown>) => fc.assert(property, { numRuns: runs(30_000), seed: 8 });

describe('joining copies of a request', () => {
  it('gives the same in either order', () => {
    check(fc.property(copy, copy, (a, b) => assert.deepEqual(mergeCopies(a, b), mergeCopies(b, a))));
  });

  it('gives the same however it is bracketed', () => {
    check(
      fc.property(copy, copy, copy, (a, b, c) =>
        assert.deepEqual(mergeCopies(mergeCopies(a, b), c), mergeCopies(a, mergeCopies(b, c))),
      ),
    );
  });

  it('changes nothing when a copy comes again', () => {
    check(
      fc.property(copy, copy, (a, b) => {
        assert.deepEqual(mergeCopies(a, a), a);
        const joined = mergeCopies(a, b);
        assert.deepEqual(
          [mergeCopies(joined, a), mergeCopies(joined, b), mergeCopies(b, joined)],
          [joined, joined, joined],
        );
      }),
    );
  });

  it('takes counts, model and agent whole from one of them: never the larger of each', () => {
    check(
      fc.property(fc.array(copy, { minLength: 1, maxLength: 6 }), (copies) => {
        const joined = copies.reduce(mergeCopies);
        const whole = ({
          input,
          cacheRead,
          cacheWrite5m,
          output,
          reasoning,
          model,
          agent,
          precision,
          context,
        }: RequestObservation) =>
          JSON.stringify([input, cacheRead, cacheWrite5m, output, reasoning, model, agent, precision, context]);
        assert.ok(copies.some((each) => whole(each) === whole(joined)));
        assert.equal(joined.at, Math.min(...copies.map((each) => each.at)));
        const earliest = copies.filter((each) => each.at === joined.at);
        assert.ok(
          earliest.some(
            (each) =>
              each.session === joined.session && each.project === joined.project && each.branch === joined.branch,
          ),
        );
      }),
    );
  });

  it('prefers the main chain, then more output; the earliest instant; on a tie not the declared copy', () => {
    const side = request({ sidechain: true, output: 90, agent: 'reviewer', at: 1, session: 'child', copied: true });
    const main = request({ output: 10, at: 1, session: 'zz' });
    const { output, agent, at, session } = mergeCopies(side, main);
    assert.deepEqual({ output, agent, at, session }, { output: 10, agent: '', at: 1, session: 'zz' });
    const streamed = mergeCopies(request({ output: 1, input: 100, at: 5 }), request({ output: 80, input: 40, at: 9 }));
    assert.deepEqual([streamed.output, streamed.input, streamed.at], [80, 40, 5]);
  });
});
