import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { claudeLine } from '../chaos/lines.js';
import { olderNode } from '../kit/olderNode.js';
import { withFolder } from '../ledger/rig.js';

const root = join(import.meta.dirname, '../../..');
const cli = join(root, 'dist', 'cli.cjs');
const fixture = join(root, 'test/fixtures/sources/claude-code/real-2.1.330-subagent');
const logs = join(fixture, 'home/.claude');
const { total } = (JSON.parse(readFileSync(join(fixture, 'expected.json'), 'utf8')) as { expected: { total: number } })
  .expected;

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

function start(words: readonly string[], env: NodeJS.ProcessEnv, node = process.execPath): ChildProcess {
  const plain = { PATH: process.env['PATH'], HOME: '/nowhere', ...env };
  return spawn(node, [cli, ...words], { env: plain, stdio: ['pipe', 'pipe', 'pipe'] });
}

/** Runs the command as a process; `input` undefined leaves its standard input open and silent. */
async function run(words: readonly string[], env: NodeJS.ProcessEnv, input?: string, node?: string): Promise<Ran> {
  const child = start(words, env, node);
  let out = '';
  let error = '';
  child.stdout?.on('data', (text) => (out += text));
  child.stderr?.on('data', (text) => (error += text));
  child.stdin?.on('error', () => {});
  if (input !== undefined) child.stdin?.end(input);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  child.stdin?.destroy();
  return { code, out, error };
}

/** A home folder with logs, and a data folder of its own. */
const withHome = (work: (home: string, env: NodeJS.ProcessEnv) => Promise<void>) =>
  withFolder(async (folder) => {
    cpSync(logs, join(folder, 'home', '.claude'), { recursive: true });
    await work(join(folder, 'home'), { HOME: join(folder, 'home'), TALLYBOARD_HOME: join(folder, 'data') });
  });

const totalOf = (ran: Ran): number => {
  assert.deepEqual([ran.code, ran.error], [0, '']);
  return (JSON.parse(ran.out) as { totals: { total: number } }).totals.total;
};

describe('the tallyboard command as a process', () => {
  it("reads the person's own logs into the ledger of TALLYBOARD_HOME, which nobody else may read", () =>
    withHome(async (_home, env) => {
      assert.equal(totalOf(await run(['report', '--json'], env)), total);
      const data = env['TALLYBOARD_HOME'] ?? '';
      assert.ok(existsSync(join(data, 'ledger.db')));
      assert.equal(statSync(data).mode & 0o777, 0o700);
      assert.deepEqual(
        readdirSync(data).filter((name) => (statSync(join(data, name)).mode & 0o077) !== 0),
        [],
      );
      assert.equal(totalOf(await run(['report', '--json'], env)), total);
    }));

  it("follows the tools' own variables, but not with --home", () =>
    withHome(async (home, env) => {
      const elsewhere = { ...env, HOME: '/nowhere', CLAUDE_CONFIG_DIR: join(home, '.claude') };
      assert.equal(totalOf(await run(['report', '--json'], elsewhere)), total);
      mkdirSync(join(home, 'empty'));
      assert.equal(totalOf(await run(['report', '--json', '--home', join(home, 'empty')], elsewhere)), 0);
      assert.equal(
        totalOf(await run(['report', '--json', '--home', home], { ...elsewhere, CLAUDE_CONFIG_DIR: '/nowhere' })),
        total,
      );
    }));

  it('writes a status line without input, with JSON, with nonsense, and with an input that never ends', () =>
    withHome(async (_home, env) => {
      const ends = [undefined, '', '{"session_id":"x","model":{"id":"m"},"unknown":[1,2]}', 'no json at all'];
      for (const input of ends) {
        const { code, out, error } = await run(['statusline', '--timezone', 'UTC'], env, input);
        assert.deepEqual([code, out.trimEnd().split('\n').length, error], [0, 1, ''], String(input));
        assert.match(out, /^\S+ tokens today · /);
      }
    }));

  it('keeps what Claude Code tells its status line: plan windows and the size of the context window', () =>
    withHome(async (_home, env) => {
      const sessions = async () =>
        (JSON.parse((await run(['sessions', '--json'], env)).out) as { sessions: { id: string }[] }).sessions;
      const id = (await sessions())[0]?.id.replace('claude-code:', '') ?? '';
      const soon = Math.floor(Date.now() / 1000) + 3600;
      const told = {
        session_id: id,
        transcript_path: '/home/kim/secret.jsonl',
        context_window: {
          context_window_size: 200_000,
          used_percentage: 62,
          current_usage: { input_tokens: 4000, cache_creation_input_tokens: 20_000, cache_read_input_tokens: 100_000 },
        },
        rate_limits: {
          five_hour: { used_percentage: 41.5, resets_at: soon },
          seven_day: { used_percentage: 12, resets_at: soon + 86_400 },
          spend_limit: { used_percentage: 3 },
        },
      };
      const line = ['statusline', '--from', 'claude-code', '--timezone', 'UTC'];
      const { code, out, error } = await run(line, env, JSON.stringify(told));
      assert.deepEqual([code, error], [0, '']);
      assert.match(out, /^\S+ tokens today · .* · 5h 42% · context 62%\n$/);
      const limits = async () =>
        (JSON.parse((await run(['report', '--json'], env)).out) as { limits: Record<string, unknown>[] }).limits;
      const iso = (seconds: number) => new Date(seconds * 1000).toISOString();
      const known = await limits();
      assert.deepEqual(
        known.map(({ at: _at, ...limit }) => limit),
        [
          { tool: 'claude-code', window: '5h', usedPercent: 41.5, resetsAt: iso(soon) },
          { tool: 'claude-code', window: 'weekly', usedPercent: 12, resetsAt: iso(soon + 86_400) },
        ],
      );
      // Told again at once it is nothing new, and nothing is written.
      await run(line, env, JSON.stringify(told));
      assert.deepEqual(await limits(), known);
      for (const input of [
        undefined,
        '',
        'no json',
        '[]',
        '{"rate_limits":7,"context_window":{"current_usage":[]}}',
        '{"session_id":',
      ])
        assert.match((await run(line, env, input)).out, /^\S+ tokens today · /, input);
      const ledger = readFileSync(join(env['TALLYBOARD_HOME'] ?? '', 'ledger.db'), 'latin1');
      assert.ok(!ledger.includes('secret.jsonl'));
    }));

  it('ends quietly when its reader does not want the rest', () =>
    withHome(async (_home, env) => {
      const child = start(['report', '--json', '--by', 'session,day,model'], env);
      let error = '';
      child.stderr?.on('data', (text) => (error += text));
      child.stdout?.destroy();
      const code = await new Promise((resolve) => child.on('close', resolve));
      assert.equal(error, '');
      assert.ok(code === 0 || code === 1, String(code));
    }));

  it('has exit code 2 for wrong usage and 1 for a failure', () =>
    withHome(async (_home, env) => {
      assert.deepEqual(
        [
          (await run(['nothing'], env)).code,
          (await run(['report', '--ledger', '/dev/null/x'], env)).code,
          (await run(['--help'], env)).code,
        ],
        [2, 1, 0],
      );
    }));

  it('says on an older Node which one it needs', async function () {
    const old = olderNode();
    if (!old) return this.skip();
    return withHome(async (_home, env) => {
      const { code, out, error } = await run(['report'], env, '', old);
      assert.deepEqual([code, out], [1, '']);
      assert.match(error, /^tallyboard: .*Node 22\.16/);
      assert.ok(!error.includes('    at '), 'no stack trace');
      assert.equal((await run(['--help'], env, '', old)).code, 0);
    });
  });

  it('scans with a young generation of 4 MB a half at most, whether few files or many come first', () =>
    withFolder(async (folder) => {
      const told = join(folder, 'told.cjs');
      const space = `require('node:v8').getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')`;
      writeFileSync(told, `process.on('exit', () => console.error(${space}.space_size))`);
      for (const files of [20, 2000]) {
        const home = join(folder, String(files));
        const project = join(home, '.claude', 'projects', 'one');
        mkdirSync(project, { recursive: true });
        for (let file = 0; file < files; file++) {
          const lines = Array.from({ length: 60_000 / files }, (_, n) =>
            claudeLine(`m${file}-${n}`, Date.UTC(2026, 2, 2), { input: 1, output: 2 }, `s${file}`),
          );
          writeFileSync(join(project, `s${file}.jsonl`), lines.join(''));
        }
        const env = { HOME: home, TALLYBOARD_HOME: join(home, 'data'), NODE_OPTIONS: `--require=${told}` };
        const { code, out, error } = await run(['report', '--json'], env);
        assert.deepEqual([code, (JSON.parse(out) as { totals: { total: number } }).totals.total], [0, 180_000]);
        assert.ok(Number(error) <= 2 * 4 * 1024 * 1024, `${files} files: ${error}`);
      }
    }));

  it('counts once when it is started many times at the same moment', () =>
    withHome(async (_home, env) => {
      const all = await Promise.all(Array.from({ length: 6 }, () => run(['report', '--json'], env)));
      assert.deepEqual(
        all.map(totalOf),
        all.map(() => total),
      );
    }));
});
