import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { badgeGroups, evidenceKeys, type Standing } from '../../../src/core/badges/badge.js';
import { badges, standings } from '../../../src/core/badges/registry.js';
import { addDays } from '../../../src/core/day.js';
import { factsOf, times, today } from './facts.js';
import { growths, moreOfAll } from './growth.js';

describe('the badges', () => {
  it('are 38, in the groups of the design, each with an id of its own', () => {
    const sizes = badgeGroups.map((name) => badges.filter(({ group }) => group === name).length);
    assert.deepEqual(sizes, [10, 8, 6, 4, 4, 6]);
    assert.equal(new Set(badges.map(({ id }) => id)).size, 38);
  });

  it('without facts: none is earned, none is begun, nothing is claimed', () => {
    for (const standing of standings(factsOf({}))) {
      assert.deepEqual([standing.id, standing.reached, standing.progress], [standing.id, [], 0]);
      assert.equal(standing.missed, null);
      assert.equal(standing.shown, null);
    }
  });

  it('without a git repository, those that count what git tells say that they need one, and no other', () => {
    const needs = standings(factsOf({ outsideGit: true }))
      .filter(({ lacks }) => lacks?.kind === 'source' && lacks.source === 'repository')
      .map(({ id, count }) => [id, count]);
    const ids = [
      ...[
        'first-light',
        'keeper',
        'survivor',
        'half-life',
        'second-look',
        'clean-landing',
        'test-companion',
        'small-steps',
      ],
      ...['doc-friend', 'gardener', 'right-sized', 'frugal-month', 'context-trimmer', 'one-shot', 'polyglot'],
      ...['toolsmith', 'model-taster', 'note-keeper', 'clean-commits'],
    ];
    assert.deepEqual(
      needs,
      ids.map((id) => [id, null]),
    );
  });
});

for (const badge of badges)
  describe(`badge ${badge.id}`, () => {
    const { of, facts } = growths[badge.id];
    const course = times(of + 3, (n) => badge.judge(facts(n)));

    it('grows with what it counts, and never falls', () => {
      for (const [n, { progress }] of course.entries()) {
        assert.ok(progress >= 0 && progress <= 1, `${n}: ${progress}`);
        assert.ok(progress >= (course[n - 1]?.progress ?? 0), `${n}: ${course[n - 1]?.progress} then ${progress}`);
      }
    });

    it('is earned with the last thing that it asks for, not before', () => {
      assert.ok((course[of - 1]?.reached.length ?? 0) < badge.tiers);
      assert.ok((course[of - 1]?.progress ?? 1) < 1);
      assert.deepEqual([course[of]?.reached.length, course[of]?.progress], [badge.tiers, 1]);
      assert.ok(course.slice(of).every(({ reached }) => reached.every((day) => day <= today)));
    });

    it('says what it counts, and shows it', () => {
      const earned = course[of] as Standing;
      assert.ok(earned.evidence.length > 0);
      assert.ok(earned.evidence.every(({ key, value }) => evidenceKeys.includes(key) && Number.isFinite(value)));
      assert.ok((earned.shown?.ids.length ?? 0) > 0);
      assert.equal(new Set(earned.shown?.ids).size, earned.shown?.ids.length);
      assert.equal(earned.lacks, null);
    });

    it('the same facts give the same standing', () => {
      assert.deepEqual(badge.judge(structuredClone(facts(of))), course[of]);
    });

    it('more tokens, cost, requests and sessions for the same work bring it no nearer', () => {
      for (const [n, { reached, progress }] of course.entries())
        for (const from of [addDays(today, -400), addDays(today, -34)]) {
          const more = badge.judge(moreOfAll(facts(n), from));
          assert.ok(more.progress <= progress + 1e-9, `${n}: ${progress} then ${more.progress}`);
          assert.ok(more.reached.length <= reached.length);
        }
    });
  });
