import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { say } from '../../../src/cli/badgeWords.js';
import {
  type Evidence,
  evidenceKeys,
  type MissingSource,
  type MissReason,
  missReasons,
} from '../../../src/core/badges/badge.js';
import { badges } from '../../../src/core/badges/registry.js';
import { groupWords, hintWords, nameWords, ruleWords } from '../../../src/core/badges/words/badgeWords.js';
import { evidenceWords, lackWords, missedWords, progressWords } from '../../../src/core/badges/words/standingWords.js';
import { times } from './facts.js';
import { growths } from './growth.js';

const holes = /[{}]|undefined|NaN|null/;
const evidence = (key: Evidence['key'], value: number, more: Partial<Evidence> = {}) =>
  evidenceWords([{ key, value, ...more }], say);
const missed = (why: MissReason, value?: number) =>
  missedWords({ day: '2026-11-17', why, ...(value === undefined ? {} : { value }) }, say);

describe('the words of badges', () => {
  it('name and rule of every badge are its own, each number of the rule filled in', () => {
    const names = badges.map(({ id }) => nameWords(id, say));
    const rules = badges.map((badge) => ruleWords(badge, say));
    assert.deepEqual([new Set(names).size, new Set(rules).size], [38, 38]);
    for (const rule of rules) assert.doesNotMatch(rule, holes);
    for (const { rule } of badges) assert.ok(rule.every((number) => 'share' in number || number.count > 0));
  });

  it('what brings a badge nearer is said of each, in its own words', () => {
    const hints = badges.map(({ id }) => hintWords(id, say));
    assert.equal(new Set(hints).size, 38);
    for (const hint of hints) assert.match(hint, /^[A-Z].*\.$/);
  });

  it('every number that a badge shows has a sentence', () => {
    const of = { day: '2026-11-19' };
    for (const key of evidenceKeys) {
      const words = evidence(
        key,
        12,
        key === 'keptLines'
          ? { of: '20' }
          : { ...of, of: key === 'way' ? 'inline' : key === 'lesson' ? 're-read' : 'codex' },
      );
      assert.match(words, /^[\d A-Z].*\.$/, key);
      assert.doesNotMatch(words, holes, key);
    }
    for (const why of missReasons) assert.doesNotMatch(missed(why, 3), holes, why);
  });

  it('says shares, sums, days and names as a person reads them', () => {
    assert.equal(evidence('cacheShare', 0.914, { day: '2026-11-19' }), 'Last on Thu 19 Nov with 91%.');
    assert.equal(evidence('costPerLine', 12_000_000), 'A kept line costs $0.01.');
    assert.equal(evidence('keptLines', 1640, { of: '2000' }), '1,640 of 2,000 lines.');
    assert.equal(evidence('linesOf', 1, { of: 'codex' }), 'Codex: 1 line.');
    assert.equal(evidence('linesOf', 40, { day: '2026-11-19' }), 'Thu 19 Nov: 40 lines.');
    assert.equal(evidence('way', 1, { of: 'agent', day: '2026-11-19' }), 'Agent: since Thu 19 Nov.');
    assert.equal(evidence('activeDays', 1), '1 active day.');
    assert.equal(missed('lowerYield'), 'Tue 17 Nov: fewer kept lines per token than usual.');
    assert.equal(missed('large', 412), 'Tue 17 Nov: a commit of 412 lines.');
    assert.equal(missed('cacheShare', 0.5), 'Tue 17 Nov: 50% from cache.');
  });

  it('says what is lacking, and how far one is', () => {
    const sample = { kind: 'sample', value: 140, of: 200, unit: 'lines' } as const;
    const standing = { reached: [], progress: 0.6, count: null, evidence: [], missed: null, lacks: null };
    assert.equal(lackWords(sample, say), 'Needs 200 AI lines, you have 140.');
    assert.equal(progressWords({ ...standing, lacks: sample }, say), 'Needs 200 AI lines, you have 140.');
    assert.equal(progressWords(standing, say), '60% of the way');
    const count = { value: 8, of: 10, unit: 'days' } as const;
    assert.equal(progressWords({ ...standing, count }, say), '8 of 10 days');
    const source = { kind: 'source', source: 'repository' } as const;
    assert.equal(progressWords({ ...standing, lacks: source }, say), 'Needs a git repository.');
    assert.equal(progressWords({ ...standing, count: { value: 1, of: 4, unit: 'ways' } }, say), '1 of 4 ways');
  });

  it('what nothing tells of is named, each source by what there is to do', () => {
    const needs = {
      budget: 'Needs a budget of a month, for all projects.',
      hours: 'Needs hours of your choice, twelve at most: the setting tallyboard.badges.hours.',
      quest: 'Needs a quest, which your team does not have.',
      repository: 'Needs a git repository.',
      team: 'Comes with a team.',
    } as const satisfies Record<MissingSource, string>;
    for (const [source, words] of Object.entries(needs))
      assert.equal(lackWords({ kind: 'source', source: source as MissingSource }, say), words);
  });

  it('each group has its name, and a badge', () => {
    const groups = [...new Set(badges.map(({ group }) => group))];
    assert.deepEqual(
      groups.map((group) => groupWords(group, say)),
      ['Craft', 'Thrift', 'Breadth', 'Safety', 'Rhythm', 'Team'],
    );
  });

  it('whatever the facts, nothing is left unfilled', () => {
    for (const { id, judge } of badges) {
      const { of, facts } = growths[id];
      for (const standing of times(of + 2, (n) => judge(facts(n)))) {
        assert.doesNotMatch(progressWords(standing, say), holes, id);
        assert.doesNotMatch(evidenceWords(standing.evidence, say), holes, id);
        if (standing.missed) assert.doesNotMatch(missedWords(standing.missed, say), holes, id);
      }
    }
  });
});
