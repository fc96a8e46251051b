import assert from 'node:assert/strict';
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gitIn, makeRepository } from '../kit/repository.js';
import { withFolder } from '../ledger/rig.js';
import { run } from './rig.js';

/** A repository on branch `quay`, and a home with 7 tokens on it, 70 on main, 700 on its earlier name, 7000 elsewhere. */
const withUse = (work: (home: string, repository: string) => Promise<void>) =>
  withFolder(async (folder) => {
    const repository = join(realpathSync(folder), 'repository');
    makeRepository(repository, 'harbour', 2);
    gitIn(repository, 'branch', '--move', 'harbour', 'quay');
    const logs = join(folder, '.claude', 'projects', 'p');
    mkdirSync(logs, { recursive: true });
    const places: [string, string, number][] = [
      [repository, 'quay', 7],
      [repository, 'main', 70],
      [join(repository, 'below'), 'harbour', 700],
      [join(realpathSync(folder), 'elsewhere'), 'quay', 7000],
    ];
    const lines = places.map(([cwd, gitBranch, input_tokens], index) => {
      const message = {
        id: `m${index}`,
        role: 'assistant',
        model: 'claude-sonnet-4-5',
        stop_reason: 'end_turn',
        usage: { input_tokens, output_tokens: 0 },
      };
      const timestamp = `2026-03-02T10:0${index}:00Z`;
      return JSON.stringify({
        type: 'assistant',
        sessionId: `s${index}`,
        cwd,
        gitBranch,
        version: '2.1.330',
        timestamp,
        message,
      });
    });
    writeFileSync(join(logs, 's.jsonl'), `${lines.join('\n')}\n`);
    const before = process.cwd();
    try {
      await work(folder, repository);
    } finally {
      process.chdir(before);
    }
  });

const totalOf = async (...words: string[]) => {
  const { code, out, error } = await run(...words, '--json');
  assert.deepEqual([code, error], [0, '']);
  return (JSON.parse(out) as { totals: { total: number } }).totals.total;
};

describe('--branch', () => {
  it('keeps what was recorded on a branch of this repository, under its earlier name too', () =>
    withUse(async (home, repository) => {
      process.chdir(repository);
      assert.equal(await totalOf('report', '--home', home), 7777);
      assert.equal(await totalOf('report', '--home', home, '--branch', '.'), 707);
      assert.equal(await totalOf('export', '--home', home, '--branch', 'main'), 70);
      assert.equal(await totalOf('report', '--home', home, '--branch', 'none'), 0);
      const sessions = await run('sessions', '--json', '--home', home, '--branch', 'quay');
      assert.deepEqual(
        (JSON.parse(sessions.out) as { sessions: { id: string }[] }).sessions.map(({ id }) => id),
        ['claude-code:s2', 'claude-code:s0'],
      );
      const document = await run('export', '--format', 'md', '--home', home, '--branch', '.');
      assert.match(document.out, /^# AI usage on `quay`\n\nDays.*\n\n\*\*707 tokens\*\*/);
    }));

  it('says what to do where there is no branch', () =>
    withUse(async (home, repository) => {
      process.chdir(home);
      const none = await run('report', '--home', home, '--branch', '.');
      assert.deepEqual(
        [none.code, none.error],
        [1, 'tallyboard: This folder is no git repository. Go to one first.\n'],
      );
      gitIn(repository, 'checkout', '--quiet', '--detach');
      process.chdir(repository);
      const detached = await run('report', '--home', home, '--branch', '.');
      assert.deepEqual(
        [detached.code, detached.error],
        [1, 'tallyboard: No branch is checked out. Name one: --branch NAME.\n'],
      );
      assert.equal(await totalOf('report', '--home', home, '--branch', 'quay'), 707);
      assert.equal((await run('report', '--home', home, '--branch', '')).code, 2);
    }));
});
