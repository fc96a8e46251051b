import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { AssistedCommit } from '../../src/core/keptWork/commits.js';
import { assistedCommits, putCommits } from '../../src/ledger/edits/assistedCommits.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { hour, noon, openLedger } from './rig.js';

const day = 24 * hour;
const now = noon + 10 * day;

function commit(id: string, given: Partial<AssistedCommit> = {}): AssistedCommit {
  return {
    id,
    at: noon,
    lines: 20,
    added: 25,
    removed: 2,
    kinds: ['source', 'test'],
    languages: { TypeScript: 15, 'C#': 5 },
    instructions: 4,
    instructionsStayed: null,
    undone: false,
    ...given,
  };
}

describe('commits with AI lines', () => {
  const put = (ledger: Ledger, repository: string, commits: readonly AssistedCommit[], at = now) => {
    const told = commits.map((each) => ({ ...each, places: [] }));
    return ledger.write(() => putCommits(ledger, repository, told, at));
  };
  const told = (ledger: Ledger) => assistedCommits(ledger, 0, now).map(({ repository, id }) => `${repository} ${id}`);

  it('come back as they were put, from old to new, within a time', () => {
    const ledger = openLedger();
    const all = [commit('b', { at: noon + hour, undone: true, instructionsStayed: 3 }), commit('a')];
    put(ledger, '/code/.git', all);
    const expected = [...all].reverse().map((each) => ({ repository: '/code/.git', ...each }));
    assert.deepEqual(assistedCommits(ledger, 0, now), expected);
    assert.deepEqual(assistedCommits(ledger, noon, noon + hour), expected.slice(0, 1));
    ledger.close();
  });

  it('a commit that is told no more goes, but for one of which nothing can change any more', () => {
    const ledger = openLedger();
    put(ledger, 'r', [commit('old', { at: now - 36 * day }), commit('young', { at: now - 34 * day })]);
    put(ledger, 'r', [commit('rebased', { at: now - 34 * day })]);
    assert.deepEqual(told(ledger), ['r old', 'r rebased']);
    put(ledger, 'r', [commit('old', { at: now - 36 * day, undone: true })]);
    assert.equal(assistedCommits(ledger, 0, now)[0]?.undone, false, 'what is final stays');
    ledger.close();
  });

  it('a repository that is copied counts once, another one of its own', () => {
    const ledger = openLedger();
    put(ledger, 'one', [commit('same')]);
    put(ledger, 'copy', [commit('same'), commit('other')]);
    assert.deepEqual(told(ledger).length, 2);
    put(ledger, 'copy', []);
    assert.deepEqual(told(ledger), ['one same']);
    ledger.close();
  });
});
