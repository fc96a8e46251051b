import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { addDays, dayOf } from '../../src/core/day.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { loopFacts } from '../../src/ledger/questions/loopFacts.js';
import { putEdit } from './putEdit.js';
import { hour, minute, noon, openLedger, put, request } from './rig.js';

const day = 24 * hour;

describe('loops among sessions', () => {
  /** Requests a minute apart, with the turn that each belongs to. */
  const session = (name: string, count: number, turn: (index: number) => string | undefined, first = noon) =>
    Array.from({ length: count }, (_, index) => {
      const named = turn(index);
      const at = first + index * minute;
      return request({ tool: 'codex', session: name, at, output: 50, ...(named === undefined ? {} : { turn: named }) });
    });
  const found = (ledger: Ledger, since = noon - day, zone = 'UTC') => loopFacts(ledger, since, zone);

  it('a long turn without a changed file is one, with its day and length', () => {
    const ledger = openLedger();
    put(ledger, ...session('s1', 120, () => 'one'));
    assert.deepEqual(found(ledger), [{ day: '2026-03-02', session: 'codex:s1', turns: 119 }]);
    ledger.close();
  });

  it('shorter sessions, and those that were over before, are not looked at', () => {
    const ledger = openLedger();
    put(ledger, ...session('short', 99, () => 'one'), ...session('old', 120, () => 'one', noon - 2 * day));
    assert.deepEqual(found(ledger), []);
    ledger.close();
  });

  it('a log that tells no turns blames nobody', () => {
    const ledger = openLedger();
    put(ledger, ...session('s1', 300, () => undefined));
    assert.deepEqual(found(ledger), []);
    ledger.close();
  });

  it('a person who speaks ends a loop, and so does a changed file', () => {
    const ledger = openLedger();
    put(ledger, ...session('spoken', 300, (index) => `turn ${Math.floor(index / 90)}`));
    put(ledger, ...session('edited', 180, () => 'one'));
    for (const index of [60, 120]) putEdit(ledger, { session: 'edited', at: noon + index * minute + 1 });
    assert.deepEqual(found(ledger), []);
    ledger.close();
  });

  it('of several the earliest day comes first, by the days of the zone', () => {
    const ledger = openLedger();
    put(ledger, ...session('later', 120, () => 'a', noon + day), ...session('first', 120, () => 'b'));
    const days = ['2026-03-02', '2026-03-03'];
    assert.deepEqual(
      found(ledger).map((loop) => loop.day),
      days,
    );
    const zone = 'Pacific/Kiritimati';
    assert.deepEqual(
      found(ledger, noon, zone).map((loop) => loop.day),
      days.map((name) => addDays(name, 1)),
    );
    assert.equal(dayOf(noon, zone), '2026-03-03');
    ledger.close();
  });
});
