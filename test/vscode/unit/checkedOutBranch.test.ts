import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { branchOf } from '../../../src/vscode/branch.js';

describe('the branch that a folder has checked out', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tallyboard-branch-'));
  const put = (path: string, text: string) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is that of its HEAD, also from a folder below', async () => {
    put('one/.git/HEAD', 'ref: refs/heads/feature/retry-queue\n');
    mkdirSync(join(folder, 'one', 'src'));
    assert.equal(await branchOf(join(folder, 'one')), 'feature/retry-queue');
    assert.equal(await branchOf(join(folder, 'one', 'src')), 'feature/retry-queue');
  });

  it('of a worktree is its own', async () => {
    put('tree/.git', `gitdir: ../one/.git/worktrees/tree\n`);
    put('one/.git/worktrees/tree/HEAD', 'ref: refs/heads/other\n');
    assert.equal(await branchOf(join(folder, 'tree')), 'other');
  });

  it('is none of a detached HEAD, and none without a repository', async () => {
    put('detached/.git/HEAD', '9f2c1e\n');
    assert.equal(await branchOf(join(folder, 'detached')), null);
    assert.equal(await branchOf(folder), null);
  });
});
