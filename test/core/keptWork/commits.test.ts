import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { AssistedCommits, type CommittedLine } from '../../../src/core/keptWork/commits.js';
import { hour, noon } from '../../ledger/rig.js';

const day = 24 * hour;

interface Told {
  readonly at?: number;
  /** By path: lines added and removed, a letter each; those of AI tools are capitals. */
  readonly files: Readonly<Record<string, readonly [added: string, removed: string]>>;
  readonly survived?: boolean;
  readonly ignored?: string;
}

/** Tells commits in order, as an evaluation does, and gives the list. */
function listOf(commits: readonly Told[], undone: readonly number[] = []) {
  const all = new AssistedCommits();
  for (const [index, { at = noon + index * hour, files, survived, ignored = '' }] of commits.entries()) {
    const lines: CommittedLine[] = [];
    for (const [path, [added, removed]] of Object.entries(files)) {
      all.path(path, `hash of ${path}`);
      all.changed(removed.length, added.length);
      for (const hash of removed) all.removed(hash);
      for (const [line, hash] of [...added].entries()) {
        const isOfTool = hash !== hash.toLowerCase();
        all.added(hash, { at, number: line + 1, tracked: isOfTool });
        if (isOfTool) lines.push({ hash, survived, ignored: ignored.includes(hash) });
      }
    }
    all.close(index, { id: `c${index}`, at }, lines);
  }
  for (const commit of undone) all.undo(commit);
  return all.list();
}

describe('commits that hold AI lines', () => {
  it('tell sizes, kinds, languages and nothing of the text', () => {
    const [told, ...others] = listOf([
      { files: { 'src/a.ts': ['ABxy', 'z'], 'src/b.py': ['C', ''], 'README.md': ['D', ''], 'a.test.ts': ['t', ''] } },
      { files: { 'src/a.ts': ['m', ''] } },
    ]);
    assert.deepEqual(others, [], 'one without AI lines is none');
    assert.deepEqual(told, {
      id: 'c0',
      at: noon,
      lines: 4,
      added: 7,
      removed: 1,
      kinds: ['docs', 'source', 'test'],
      languages: { TypeScript: 2, Python: 1 },
      instructions: 0,
      instructionsStayed: null,
      undone: false,
      places: [
        { file: 'hash of src/a.ts', lines: '1-2' },
        { file: 'hash of src/b.py', lines: '1' },
        { file: 'hash of README.md', lines: '1' },
      ],
    });
  });

  it('lines that are left out do not count, and a commit of such lines alone is none', () => {
    const files = { 'a.ts': ['AB', ''] } as const;
    assert.deepEqual(
      listOf([{ files, ignored: 'A' }]).map(({ lines }) => lines),
      [1],
    );
    assert.deepEqual(listOf([{ files, ignored: 'AB' }]), []);
  });

  it('what one commit changes is not told of the next', () => {
    const kinds = listOf([{ files: { 'docs/a.md': ['xy', 'z'] } }, { files: { 'a.ts': ['A', ''] } }]).map((commit) => [
      commit.kinds,
      commit.added,
      commit.removed,
    ]);
    assert.deepEqual(kinds, [[['source'], 1, 0]]);
  });

  it('instructions for agents: how many of their lines stayed, once that is known', () => {
    const files = { 'AGENTS.md': ['AB', ''], 'a.ts': ['C', ''] } as const;
    const told = (survived?: boolean) =>
      listOf([{ files, ...(survived === undefined ? {} : { survived }) }]).map((commit) => [
        commit.instructions,
        commit.instructionsStayed,
      ]);
    assert.deepEqual([told(), told(true), told(false)], [[[2, null]], [[2, 2]], [[2, 0]]]);
  });

  it('a commit is undone where the evaluation says that its lines were taken back', () => {
    const files = { 'a.ts': ['A', ''] } as const;
    const told = listOf([{ files }, { files: { 'a.ts': ['B', ''] } }], [1, 7]);
    assert.deepEqual(
      told.map(({ undone }) => undone),
      [false, true],
    );
  });

  describe('one that removes more than it adds', () => {
    const gardened: Told = { files: { 'a.ts': ['A', 'pqrs'] } };
    const undoneBy = (at: number, added: string) =>
      listOf([gardened, { at, files: { 'a.ts': [added, ''] } }])[0]?.undone;

    it('is undone when half of what it removed is there again within a week', () => {
      assert.equal(undoneBy(noon + day, 'pq'), true);
      assert.equal(undoneBy(noon + 7 * day, 'pq'), true);
    });

    it('is not by less, by the same line twice, or later', () => {
      assert.equal(undoneBy(noon + day, 'p'), false);
      assert.equal(undoneBy(noon + day, 'pp'), false);
      assert.equal(undoneBy(noon + 7 * day + 1, 'pq'), false);
    });
  });

  it('one that adds as much as it removes is never undone by lines that come again', () => {
    const told = listOf([{ files: { 'a.ts': ['Axyz', 'pqrs'] } }, { files: { 'a.ts': ['pqrs', ''] } }]);
    assert.equal(told[0]?.undone, false);
  });
});
