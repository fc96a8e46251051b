import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { difference, type Pair } from './compareTimes.js';
import { Random } from './generate/random.js';

/** Times as a window was seen to take: most within two frames, a few held up; each pair on a machine as busy as it happens to be. */
function measured(seed: number, added: number): Pair[] {
  const random = new Random(`times ${seed}`);
  const time = (busy: number) => busy + 16.7 * random.fraction() + (random.chance(0.05) ? 30 * random.fraction() : 0);
  const block = (busy: number, more: number) => Array.from({ length: 10 }, () => time(busy) + more);
  return Array.from({ length: 10 }, () => {
    const busy = 12 + 20 * random.fraction();
    return { off: block(busy, 0), on: block(busy, added) };
  });
}

describe('times with and without', () => {
  const seeds = Array.from({ length: 8 }, (_, seed) => seed);

  it('are told to be 10 ms apart when they are, whatever else slows the machine', () => {
    for (const seed of seeds) {
      const { by, low, high } = difference(measured(seed, 10), 0.5);
      assert.ok(low > 2 && low <= by && by <= high, JSON.stringify({ seed, by, low, high }));
    }
  });

  it('are not told apart when they are the same', () => {
    for (const seed of seeds)
      for (const part of [0.5, 0.95]) {
        const { low, high } = difference(measured(seed, 0), part);
        assert.ok(low <= 2 && high >= -2, JSON.stringify({ seed, part, low, high }));
      }
  });
});
