import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, it } from 'mocha';
import type { BadgeFacts } from '../../../src/core/badges/facts.js';
import { standings } from '../../../src/core/badges/registry.js';
import { factsOf } from './facts.js';
import { growths } from './growth.js';

interface Script {
  recompute(told: unknown): { readonly compared: number; readonly differences: readonly string[] };
}

/** Rules written apart: plain JavaScript that a person can run. */
const script = pathToFileURL(join(import.meta.dirname, '../../../../test/recomputeBadges.mjs')).href;
const { recompute } = (await import(script)) as Script;

describe('badges computed again by a script from the facts that are shown', () => {
  const differences = (facts: BadgeFacts) =>
    recompute(JSON.parse(JSON.stringify({ badges: standings(facts), facts }))).differences;

  for (const [id, { of, facts }] of Object.entries(growths))
    it(`${id}: all of them come out the same, begun, one short of it, earned and beyond`, () => {
      for (const n of [0, 1, Math.ceil(of / 2), of - 1, of, of + 1])
        assert.deepEqual(differences(facts(Math.max(0, n))), [], `${n} of ${of}`);
    });

  it('tells what differs', () => {
    const facts = factsOf({});
    const badges = standings(facts).map((badge) => ({
      ...badge,
      progress: badge.id === 'keeper' ? 0.5 : badge.progress,
    }));
    const { compared, differences: told } = recompute({ badges, facts });
    assert.deepEqual([compared, told], [38, ['keeper: shown [[],0.5,null], computed [[],0,null]']]);
  });
});
