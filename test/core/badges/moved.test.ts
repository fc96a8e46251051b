import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { movedBadges } from '../../../src/core/badges/moved.js';

const badge = (id: string, progress: number, reached: readonly string[] = [], tiers = 1) => ({
  id,
  progress,
  reached,
  tiers,
});
const week = { since: '2026-11-16', until: '2026-11-22' };

describe('badges that moved', () => {
  it('were earned on a day of the time, each tier by itself, or came nearer to the tier they were on', () => {
    const before = [
      badge('slow', 0.5),
      badge('fast', 0.1),
      badge('still', 0.3),
      badge('back', 0.3),
      badge('two', 0.9, ['2026-11-01'], 3),
      badge('whole', 1, ['2026-11-02']),
    ];
    const now = [
      badge('slow', 0.52),
      badge('fast', 0.4),
      badge('still', 0.305),
      badge('back', 0.2),
      badge('two', 0.2, ['2026-11-01', '2026-11-22'], 3),
      badge('whole', 1, ['2026-11-02']),
      badge('new', 1, ['2026-11-16']),
      badge('first', 1, ['2026-11-16']),
      badge('later', 1, ['2026-11-23']),
    ];
    const { earned, nearer } = movedBadges(before, now, week);
    assert.deepEqual(
      earned.map(({ badge: { id }, tier, day }) => [id, tier, day]),
      [
        ['new', 1, '2026-11-16'],
        ['first', 1, '2026-11-16'],
        ['two', 2, '2026-11-22'],
      ],
    );
    assert.deepEqual(
      nearer.map(({ badge: { id }, from, to }) => [id, from, to]),
      [
        ['fast', 0.1, 0.4],
        ['slow', 0.5, 0.52],
      ],
    );
  });
});
