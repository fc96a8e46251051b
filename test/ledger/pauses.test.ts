import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Ledger } from '../../src/ledger/ledger.js';
import { assertInvariant } from './invariant.js';
import { minute, noon, openLedger, put, request, runs, sums, withFolder } from './rig.js';

const at = (minutes: number) => noon + minutes * minute;
const used = (minutes: number) => request({ id: `at ${minutes}`, at: at(minutes), output: 1 });

function counted(ledger: Ledger): number[] {
  assertInvariant(ledger.database, ledger);
  return ledger.database
    .prepare('select at from event where (flags >> 3) & 3 = 0 order by at')
    .all()
    .map((row) => (Number(row['at']) - noon) / minute);
}

const pause = (ledger: Ledger, since: number, until?: number) =>
  ledger.write(() => ledger.pauses.pause(at(since), until === undefined ? undefined : at(until)));
const resume = (ledger: Ledger, minutes: number) => ledger.write(() => ledger.pauses.resume(at(minutes)));

describe('while counting is paused', () => {
  it('requests keep their key and no count, from the first instant on and up to the last', () => {
    const ledger = openLedger();
    pause(ledger, 10, 20);
    put(ledger, ...[9, 10, 15, 19, 20, 21].map(used));
    assert.deepEqual(counted(ledger), [9, 20, 21]);
    assert.equal(Number(ledger.database.prepare('select count(*) as n from event').get()?.['n']), 6);
    ledger.close();
  });

  it('nothing comes back when it is resumed, read again, or told by another copy', () => {
    const ledger = openLedger();
    pause(ledger, 10);
    put(ledger, ...[5, 15].map(used));
    resume(ledger, 30);
    put(ledger, ...[5, 15, 35].map(used));
    put(ledger, request({ id: 'at 15', at: at(16), output: 50 }));
    assert.deepEqual(counted(ledger), [5, 35]);
    assert.deepEqual(sums(ledger), { input: 0, output: 2, requests: 2 });
    ledger.close();
  });

  it('it is told so: since when and until when', () => {
    const ledger = openLedger();
    pause(ledger, 10, 20);
    assert.deepEqual(
      [9, 10, 19, 20].map((minutes) => ledger.pauses.at(at(minutes))),
      [null, { since: at(10), until: at(20) }, { since: at(10), until: at(20) }, null],
    );
    pause(ledger, 30);
    assert.deepEqual(ledger.pauses.at(at(99)), { since: at(30) });
    resume(ledger, 40);
    assert.equal(ledger.pauses.at(at(99)), null);
    ledger.close();
  });

  it('other processes know it', () =>
    withFolder((folder) => {
      const [one, two] = [openLedger(join(folder, 'l.db')), openLedger(join(folder, 'l.db'))];
      pause(one, 10);
      put(two, ...[5, 15].map(used));
      assert.deepEqual(counted(one), [5]);
      resume(two, 20);
      put(one, used(25));
      assert.deepEqual(counted(two), [5, 25]);
      one.close();
      two.close();
    }));
});

describe('pauses and resumes in a row', () => {
  it('leave out exactly what lies in them, however often they are ended early or begun anew', () => {
    const act = fc.record({
      kind: fc.constantFrom('pause', 'pauseFor', 'resume'),
      after: fc.integer({ min: 1, max: 10 }),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 10 }), (acts) => {
        const ledger = openLedger();
        const paused: boolean[] = [];
        let now = 0;
        let until = 0;
        for (const { kind, after } of [...acts, { kind: 'resume', after: 3 }]) {
          const minutes = Array.from({ length: after }, (_, index) => now + index);
          paused.push(...minutes.map((minute) => minute < until));
          put(ledger, ...minutes.map(used));
          now += after;
          if (kind === 'resume') resume(ledger, now);
          else pause(ledger, now, kind === 'pauseFor' ? now + 4 : undefined);
          until = kind === 'resume' ? now : kind === 'pauseFor' ? now + 4 : Number.POSITIVE_INFINITY;
        }
        const expected = [...paused.keys()].filter((minutes) => !paused[minutes]);
        assert.deepEqual(counted(ledger), expected);
        put(ledger, ...[...paused.keys()].map(used));
        assert.deepEqual(counted(ledger), expected);
        ledger.close();
      }),
      { numRuns: runs(1000), seed: 16 },
    );
  });
});
