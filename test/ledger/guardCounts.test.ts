import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { guardCounts, recordGuard } from '../../src/ledger/questions/guardCounts.js';
import { openLedger } from './rig.js';

const found = (count: number) => ({ rule: 'aws-key', found: count, redacted: 0, sent: 0 }) as const;

describe('what the guard found', () => {
  it('adds up by day and kind, and survives beside all else', () => {
    const ledger = openLedger();
    recordGuard(ledger, '2026-01-08', [found(2)]);
    recordGuard(ledger, '2026-01-09', [found(1), { rule: 'email', found: 4, redacted: 0, sent: 0 }]);
    recordGuard(ledger, '2026-01-09', [{ rule: 'aws-key', found: 0, redacted: 1, sent: 0 }]);
    recordGuard(ledger, '2026-01-09', [{ rule: 'email', found: 0, redacted: 0, sent: 4 }]);
    const ninth = [
      { day: '2026-01-09', rule: 'aws-key', found: 1, redacted: 1, sent: 0 },
      { day: '2026-01-09', rule: 'email', found: 4, redacted: 0, sent: 4 },
    ];
    assert.deepEqual(guardCounts(ledger), [{ day: '2026-01-08', ...found(2) }, ...ninth]);
    assert.deepEqual(guardCounts(ledger, '2026-01-09'), ninth);
    assert.deepEqual(guardCounts(ledger, undefined, '2026-01-08'), [{ day: '2026-01-08', ...found(2) }]);
    assert.equal(ledger.meta('revision'), '4');
    ledger.close();
  });

  it('keeps the newest 400 days', () => {
    const ledger = openLedger();
    for (let day = 0; day < 405; day++)
      recordGuard(ledger, new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10), [found(1)]);
    const kept = guardCounts(ledger);
    assert.deepEqual([kept.length, kept[0]?.day, kept.at(-1)?.day], [400, '2025-01-06', '2026-02-09']);
    ledger.close();
  });
});
