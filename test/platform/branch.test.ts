import assert from 'node:assert/strict';
import { appendFileSync, existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBranch } from '../../src/platform/branch.js';
import { commit, gitIn, makeRepository } from '../kit/repository.js';
import { withFolder } from '../ledger/rig.js';

const withRepository = (work: (repository: string, folder: string) => Promise<void>) =>
  withFolder(async (folder) => {
    const repository = join(realpathSync(folder), 'repository');
    makeRepository(repository, 'feature/harbour', 3);
    await work(repository, realpathSync(folder));
  });

/** What a branch's facts say, without the commit's id. */
async function factsOf(folder: string, name?: string) {
  const { head: _head, ...facts } = { head: null, ...(await readBranch(folder, name)) };
  return facts;
}

describe('the branch of a folder', () => {
  it('has its name, its base, the commits beyond that, and every folder where the repository is checked out', () =>
    withRepository(async (repository, folder) => {
      gitIn(repository, 'worktree', 'add', '--quiet', '-b', 'other', join(folder, 'second'));
      mkdirSync(join(repository, 'below'));
      assert.deepEqual(await factsOf(join(repository, 'below')), {
        kind: 'branch',
        name: 'feature/harbour',
        folders: [repository, join(folder, 'second')],
        base: 'main',
        commits: { count: 3, more: false },
        earlierNames: [],
      });
      assert.deepEqual((await readBranch(repository)).kind, 'branch');
    }));

  it('is its own base where it is the default branch, and may be another than the one checked out', () =>
    withRepository(async (repository) => {
      const facts = {
        kind: 'branch',
        name: 'main',
        folders: [repository],
        base: null,
        commits: null,
        earlierNames: [],
      };
      assert.deepEqual(await factsOf(repository, 'main'), facts);
      gitIn(repository, 'checkout', '--quiet', 'main');
      assert.deepEqual(await factsOf(repository), facts);
    }));

  it("counts against the remote's default branch where there is a remote", () =>
    withRepository(async (repository, folder) => {
      gitIn(repository, 'branch', '--move', 'main', 'stable');
      gitIn(repository, 'checkout', '--quiet', 'stable');
      gitIn(folder, 'clone', '--quiet', repository, 'copy');
      const copy = join(folder, 'copy');
      gitIn(copy, 'checkout', '--quiet', '-b', 'mine');
      commit(copy, 'mine');
      assert.deepEqual(await factsOf(copy), {
        kind: 'branch',
        name: 'mine',
        folders: [copy],
        base: 'origin/stable',
        commits: { count: 1, more: false },
        earlierNames: [],
      });
    }));

  it('remembers the name it had, as long as no other branch has that', () =>
    withRepository(async (repository) => {
      gitIn(repository, 'branch', '--move', 'feature/harbour', 'feature/quay');
      const named = async () => {
        const facts = await readBranch(repository);
        return facts.kind === 'branch' && [facts.name, facts.earlierNames];
      };
      assert.deepEqual(await named(), ['feature/quay', ['feature/harbour']]);
      gitIn(repository, 'branch', 'feature/harbour', 'main');
      assert.deepEqual(await named(), ['feature/quay', []]);
    }));

  it('is none where none is checked out, before git init, and of an unknown name only a name', () =>
    withRepository(async (repository, folder) => {
      gitIn(repository, 'checkout', '--quiet', '--detach');
      const facts = await readBranch(repository);
      assert.deepEqual(
        [facts.kind, facts.kind === 'detached' && /^[0-9a-f]{7,}$/.test(facts.head ?? '')],
        ['detached', true],
      );
      assert.deepEqual(await readBranch(folder), { kind: 'none', reason: 'noRepository' });
      assert.deepEqual(await readBranch(join(folder, 'absent')), { kind: 'none', reason: 'noRepository' });
      const unknown = await readBranch(repository, 'no/such');
      assert.deepEqual(unknown.kind === 'branch' && [unknown.name, unknown.commits], ['no/such', null]);
    }));

  it('has a name before the first commit', () =>
    withFolder(async (folder) => {
      gitIn(folder, 'init', '--quiet', '--initial-branch=begun');
      const facts = await readBranch(folder);
      assert.deepEqual(facts.kind === 'branch' && [facts.name, facts.head, facts.commits], ['begun', null, null]);
    }));

  it('is read without running what the repository names, without a lock, and whatever the name looks like', () =>
    withRepository(async (repository, folder) => {
      const mark = join(folder, 'ran');
      const program = join(folder, 'program');
      writeFileSync(program, `#!/bin/sh\ntouch '${mark}'\n`, { mode: 0o755 });
      mkdirSync(join(repository, '.git', 'hooks'), { recursive: true });
      for (const hook of ['post-index-change', 'reference-transaction', 'post-checkout'])
        writeFileSync(join(repository, '.git', 'hooks', hook), `#!/bin/sh\ntouch '${mark}'\n`, { mode: 0o755 });
      appendFileSync(
        join(repository, '.git', 'config'),
        `[core]\n fsmonitor = ${program}\n pager = ${program}\n sshCommand = ${program}\n[log]\n showSignature = true\n[gpg]\n program = ${program}\n[diff]\n external = ${program}\n[pager]\n reflog = ${program}\n`,
      );
      const written = join(folder, 'written');
      for (const name of [undefined, `--output=${written}`, '--exec=x', '../../etc', '@{-1}', 'a b', '', '-', '$(x)'])
        assert.equal((await readBranch(repository, name)).kind, 'branch', name);
      assert.deepEqual([existsSync(mark), existsSync(written)], [false, false]);
    }));

  it('is given up when it is cancelled', () =>
    withRepository(async (repository) => {
      const aborting = new AbortController();
      aborting.abort();
      await assert.rejects(readBranch(repository, undefined, aborting.signal), { name: 'AbortError' });
    }));
});
