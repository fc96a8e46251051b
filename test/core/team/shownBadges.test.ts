import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { badges } from '../../../src/core/badges/registry.js';
import { namedWords } from '../../../src/core/badges/words/badgeWords.js';
import { createFormats } from '../../../src/core/format.js';
import { canBeShared, readWeekRow } from '../../../src/core/team/row.js';
import { namesToShow } from '../../../src/core/team/shownBadges.js';

const say = {
  t: (text: string, ...values: readonly (string | number)[]) =>
    text.replace(/\{(\d)\}/g, (_, at) => String(values[at])),
  plural: () => '',
  formats: createFormats('en', 'UTC'),
};

describe('badges that a member shows', () => {
  const all = badges.map(({ id, group, tiers }) => ({ id, group, tiers, reached: Array(tiers).fill('2026-11-01') }));

  it('are those that were earned, each with the tier that was reached, and none that tells when somebody works', () => {
    const names = namesToShow(all);
    assert.deepEqual(names.length, badges.filter(({ group }) => group !== 'rhythm').length);
    assert.ok(names.includes('keeper-3') && names.includes('first-light'));
    assert.deepEqual(namesToShow([{ ...all[1], reached: ['2026-11-01'] } as (typeof all)[0]]), ['keeper-1']);
    assert.deepEqual(namesToShow(all.map((each) => ({ ...each, reached: [] }))), []);
  });

  it('of group Rhythm are in no row: neither one’s own nor another’s', () => {
    for (const { id, group } of badges)
      for (const name of [id, `${id}-2`]) {
        assert.equal(canBeShared(name), group !== 'rhythm', name);
        const row = { week: '2026-W46', badges: [name] };
        assert.deepEqual(readWeekRow(row), group === 'rhythm' ? undefined : row);
      }
  });

  it('have words, and what no badge is called has none', () => {
    for (const name of namesToShow(all)) assert.ok(namedWords(name, say), name);
    assert.deepEqual(namedWords('keeper-2', say), { id: 'keeper', words: 'Keeper 2' });
    assert.deepEqual(namedWords('doc-friend', say), { id: 'doc-friend', words: 'Doc Friend' });
    for (const name of ['', 'no-badge', 'keeper-22', 'constructor', 'toString-2'])
      assert.equal(namedWords(name, say), undefined, name);
  });
});
