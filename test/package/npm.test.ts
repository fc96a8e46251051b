import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { transform } from 'esbuild';
import { olderNode } from '../kit/olderNode.js';

const fixture = join('test/fixtures/sources/claude-code/real-2.1.330-subagent');
const { total } = (JSON.parse(readFileSync(join(fixture, 'expected.json'), 'utf8')) as { expected: { total: number } })
  .expected;

/** The command as npm installs it on a machine that has logs and no VS Code. */
describe('the npm package', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'tallyboard-npm-'));
  const project = join(folder, 'project');
  const home = join(folder, 'home');
  let packed: string[] = [];

  before(() => {
    cpSync(join(fixture, 'home'), home, { recursive: true });
    mkdirSync(project);
    // Without it npm would install into whatever project lies above the temporary folder.
    writeFileSync(join(project, 'package.json'), '{}');
    const { status, stdout, stderr } = npm(['pack', '--json', '--pack-destination', folder], join('out', 'npm'));
    assert.equal(status, 0, stderr);
    const told: unknown = JSON.parse(stdout);
    const [pack] = Array.isArray(told) ? told : Object.values(told as object);
    packed = (pack as { files: { path: string }[] }).files.map(({ path }) => path).sort();
    const archive = join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '');
    const installed = npm(['install', '--offline', '--no-audit', '--no-fund', archive], project);
    assert.equal(installed.status, 0, installed.stderr);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** npm with the Node of these tests, and nothing of the person's own settings. */
  function npm(words: readonly string[], cwd: string, node = process.execPath) {
    const env = { ...bare(node), npm_config_cache: join(folder, 'cache'), npm_config_update_notifier: 'false' };
    return spawnSync('npm', words, { cwd, env, encoding: 'utf8', shell: process.platform === 'win32' });
  }

  function bare(node: string): NodeJS.ProcessEnv {
    const path = [dirname(node), ...(process.env['PATH'] ?? '').split(delimiter)].join(delimiter);
    return { PATH: path, HOME: home, USERPROFILE: home, TZ: 'UTC' };
  }

  it('holds exactly the command and what it needs', () => {
    assert.deepEqual(packed, [
      'LICENSE',
      'README.md',
      'dist/cli.cjs',
      'dist/guard.cjs',
      'dist/others.cjs',
      'dist/prices.json',
      'dist/projector.wasm',
      'dist/reports.cjs',
      'dist/team.cjs',
      'package.json',
      'tallyboard.cjs',
    ]);
    assert.deepEqual(
      readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.')),
      ['tallyboard'],
    );
  });

  it('prints the report of the machine it is on, the `npx` way', () => {
    const json = npm(['exec', '--offline', '--', 'tallyboard', 'report', '--json'], project);
    assert.deepEqual([json.status, json.stderr], [0, '']);
    assert.equal((JSON.parse(json.stdout) as { totals: { total: number } }).totals.total, total);
    const text = npm(['exec', '--offline', '--', 'tallyboard', 'report'], project);
    assert.match(text.stdout, new RegExp(`^Claude Code .*${total.toLocaleString('en-US')}`, 'm'));
    assert.ok(existsSync(join(home, '.local', 'share', 'tallyboard', 'ledger.db')) || process.platform !== 'linux');
  });

  it('finds a secret, with nothing to install beside it', () => {
    const bin = join(project, 'node_modules', 'tallyboard', 'tallyboard.cjs');
    const input = `${'ghp'}_${'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'}`;
    const { status, stdout } = spawnSync(process.execPath, [bin, 'guard', '--json'], { input, encoding: 'utf8' });
    const { findings } = JSON.parse(stdout) as { findings: readonly { rule: string }[] };
    assert.deepEqual([status, findings.map(({ rule }) => rule)], [1, ['github-token']]);
  });

  it('says on an older Node which one it needs, with exit code 2', function () {
    const old = olderNode();
    if (!old) return this.skip();
    const bin = join(project, 'node_modules', 'tallyboard', 'tallyboard.cjs');
    const { status, stdout, stderr } = spawnSync(old, [bin, 'report'], { env: bare(old), encoding: 'utf8' });
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /^tallyboard: needs Node 22\.16 or later, and this is Node \d+\.\d+\.\d+\.\n$/);
  });

  it('has an entry that even Node 10 can read', () => {
    const entry = readFileSync(join('out', 'npm', 'tallyboard.cjs'), 'utf8');
    const written = (target: string) => transform(entry, { target }).then(({ code }) => code);
    return Promise.all([written('node10'), written('esnext')]).then(([old, today]) => assert.equal(old, today));
  });
});
