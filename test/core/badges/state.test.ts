import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Lack } from '../../../src/core/badges/badge.js';
import { closest, stateOf } from '../../../src/core/badges/state.js';

const row = (progress: number, reached: readonly string[] = [], lacks: Lack | null = null, tiers = 1) => ({
  progress,
  reached,
  lacks,
  tiers,
});
const untold: Lack = { kind: 'source', source: 'team' };

describe('how a badge is drawn', () => {
  it('earned with its first tier, under way from the first step on, else not begun or untold', () => {
    assert.equal(stateOf(row(0.5, ['2026-11-01'], null, 3)), 'earned');
    assert.equal(stateOf(row(0.01)), 'underWay');
    assert.equal(stateOf(row(0.25, [], untold)), 'underWay');
    assert.equal(stateOf(row(0)), 'notBegun');
    assert.equal(stateOf(row(0, [], { kind: 'sample', value: 3, of: 10, unit: 'commits' })), 'notBegun');
    assert.equal(stateOf(row(0, [], untold)), 'needs');
  });

  it('the closest is the nearest that can be earned; of equals the first', () => {
    const [begun, near, other] = [row(0.2), row(0.8), row(0.8)];
    assert.equal(closest([begun, near, other]), near);
    assert.equal(closest([row(1, ['2026-11-01']), row(0.9, [], untold), begun]), begun);
    const tiers = row(0.4, ['2026-11-01'], null, 3);
    assert.equal(closest([begun, tiers]), tiers);
    assert.equal(closest([row(1, ['2026-11-01']), row(0.9, [], untold)]), undefined);
  });
});
