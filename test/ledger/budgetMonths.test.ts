import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Budget } from '../../src/core/budget/budget.js';
import { budgetMonths, noteBudget } from '../../src/ledger/questions/budgetMonths.js';
import { openLedger, put, request } from './rig.js';

const zone = 'Europe/Berlin';
const monthly: Budget = { amount: 10, unit: 'dollars', period: 'month', ofProject: false };
const asked = { since: '2025-06-01', zone };
/** `small-1` costs $5 a million output tokens. */
const dollars = (count: number) => ({ output: count * 200_000 });

describe('months with a budget', () => {
  it('are those that are over, each against the least that was set in it', () => {
    const ledger = openLedger();
    const month = (today: string) => budgetMonths(ledger, { ...asked, today });
    assert.equal(month('2026-05-01'), null);
    noteBudget(ledger, monthly, '2026-02-03');
    noteBudget(ledger, { ...monthly, amount: 500 }, '2026-02-20');
    noteBudget(ledger, { ...monthly, amount: 500 }, '2026-03-30');
    noteBudget(ledger, { ...monthly, amount: 9 }, '2026-04-09');
    put(
      ledger,
      // The last moment of January, and of February, in Berlin.
      request({ at: Date.parse('2026-01-31T22:59:00Z'), ...dollars(99) }),
      request({ at: Date.parse('2026-02-28T22:59:00Z'), ...dollars(11) }),
      request({ at: Date.parse('2026-03-10T10:00:00Z'), ...dollars(499) }),
      request({ at: Date.parse('2026-04-10T10:00:00Z'), ...dollars(9) }),
    );
    assert.deepEqual(month('2026-02-28'), []);
    assert.deepEqual(month('2026-03-01'), [{ to: '2026-03-01', within: false }]);
    assert.deepEqual(month('2026-05-01'), [
      { to: '2026-03-01', within: false },
      { to: '2026-04-01', within: true },
      { to: '2026-05-01', within: true },
    ]);
    ledger.close();
  });

  it('are not those whose budget came late, of a project, of a week, or of a plan window', () => {
    const ledger = openLedger();
    noteBudget(ledger, monthly, '2026-02-08');
    for (const other of [{ ofProject: true }, { period: 'week' }, { unit: 'planWindow' }] as const)
      noteBudget(ledger, { ...monthly, ...other }, '2026-03-01');
    assert.deepEqual(budgetMonths(ledger, { ...asked, today: '2026-05-01' }), []);
    ledger.close();
  });

  it('are not within it while a price or a part of the use is not known', () => {
    const ledger = openLedger();
    noteBudget(ledger, monthly, '2026-02-01');
    noteBudget(ledger, { ...monthly, unit: 'tokens', amount: 1e6 }, '2026-03-01');
    put(
      ledger,
      request({ at: Date.parse('2026-02-10T10:00:00Z'), model: 'unheard-of', output: 1 }),
      request({ at: Date.parse('2026-03-10T10:00:00Z'), model: 'unheard-of', output: 1 }),
    );
    assert.deepEqual(budgetMonths(ledger, { ...asked, today: '2026-05-01' }), [
      { to: '2026-03-01', within: false },
      { to: '2026-04-01', within: true },
    ]);
    put(ledger, request({ at: Date.parse('2026-03-11T10:00:00Z'), output: 1, precision: 'atLeast' }));
    assert.equal(budgetMonths(ledger, { ...asked, today: '2026-05-01' })?.[1]?.within, false);
    ledger.close();
  });

  it('are written only when something is new', () => {
    const ledger = openLedger();
    noteBudget(ledger, monthly, '2026-02-01');
    const { revision } = ledger;
    noteBudget(ledger, monthly, '2026-02-02');
    noteBudget(ledger, { ...monthly, amount: 11 }, '2026-02-02');
    assert.equal(ledger.revision, revision);
    ledger.close();
  });
});
