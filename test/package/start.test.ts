import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { olderNode } from '../kit/olderNode.js';

const repository = process.cwd();
const fixture = join('test/fixtures/sources/claude-code/real-2.1.330-subagent');
const { total } = (JSON.parse(readFileSync(join(fixture, 'expected.json'), 'utf8')) as { expected: { total: number } })
  .expected;

/** A desktop editor as far as `npm start` knows one: its command starts it and waits, and it goes on when that is ended. */
const fakeCode = `#!/bin/sh
[ "$1" = --version ] && exit 0
echo "$@" > "$TOLD/arguments"
echo "$TALLYBOARD_DEMO_HOME" > "$TOLD/demo"
while [ "$1" != --user-data-dir ]; do shift; done
sleep 300 &
echo $! > "$2/code.lock"
cp "$2/code.lock" "$TOLD/editor"
wait
`;

/** `npm start` in a clone in a folder of its own, with the person's Node, which may be older than ours. */
describe('npm start', function () {
  this.timeout(180_000);
  const folder = mkdtempSync(join(tmpdir(), 'tallyboard-start-'));
  const clone = join(folder, 'clone');
  const [bin, told, temporary] = [join(folder, 'bin'), join(folder, 'told'), join(folder, 'tmp')];

  before(function () {
    if (process.platform === 'win32') this.skip();
    for (const path of [bin, told, temporary, clone]) mkdirSync(path);
    for (const name of ['src', 'test', 'webview-ui', 'media', 'l10n'])
      cpSync(join(repository, name), join(clone, name), { recursive: true });
    for (const name of readdirSync(repository))
      if (/\.(json|mjs|md)$|^LICENSE$/.test(name))
        cpSync(join(repository, name), join(clone, name), { preserveTimestamps: true });
    symlinkSync(join(repository, 'node_modules'), join(clone, 'node_modules'));
    for (const name of ['sh', 'sleep', 'cp']) symlinkSync(join('/bin', name), join(bin, name));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Starts it with a home, and nothing of this machine's programs but a shell. */
  function start(home: string, command = 'test/start.mjs'): { child: ChildProcess; output: () => string } {
    const env = { PATH: bin, HOME: home, TMPDIR: temporary, TOLD: told, TZ: 'UTC', CI: '1' };
    const child = spawn(olderNode() ?? process.execPath, [command], { cwd: clone, env });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
    return { child, output: () => output };
  }
  const ended = (child: ChildProcess) => new Promise((settle) => child.once('close', settle));

  function homeWith(logs?: string): string {
    const home = mkdtempSync(join(folder, 'home-'));
    if (logs) cpSync(logs, home, { recursive: true });
    return home;
  }

  it('prints the report of this machine’s logs, and without a browser the one command that is missing', async () => {
    const { child, output } = start(homeWith(join(fixture, 'home')));
    assert.equal(await ended(child), 1, output());
    assert.match(output(), new RegExp(`^Claude Code .*${total.toLocaleString('en-US')}`, 'm'));
    assert.match(output(), /\nA browser of the Chromium family is missing: run `.+`.+\n$/);
    assert.ok(!output().includes('Demo'), output());
    assert.deepEqual(readdirSync(temporary), []);
  });

  it('is told what is missing by `npm test` too, which fails', async () => {
    const { child, output } = start(homeWith(), 'test/run.mjs');
    assert.equal(await ended(child), 1, output());
    assert.match(
      output(),
      /^A browser of the Chromium family is missing: run `.+`.+\ntook \d+ s\n0 passed, 1 failed\n$/,
    );
  });

  it('without logs goes on with generated ones and says so; Ctrl-C ends the editor and leaves nothing', async () => {
    writeFileSync(join(bin, 'code'), fakeCode, { mode: 0o755 });
    const { child, output } = start(homeWith());
    const end = ended(child);
    while (child.exitCode === null && !existsSync(join(told, 'editor'))) await sleep(50);
    assert.match(
      output(),
      /^No AI logs found on this machine\. Going on with generated ones\.\n\nDemo data: generated, /,
    );
    assert.match(output(), /^Codex .+\n[\s\S]+VS Code opens in a window of its own\. Ctrl-C ends it\.\n$/m);
    const words = readFileSync(join(told, 'arguments'), 'utf8').split(' ');
    assert.equal(words[words.indexOf('--extensionDevelopmentPath') + 1], clone);
    assert.equal(dirname(readFileSync(join(told, 'demo'), 'utf8').trim()), temporary);
    const editor = Number(readFileSync(join(told, 'editor'), 'utf8'));
    process.kill(editor, 0);
    child.kill('SIGINT');
    assert.equal(await end, 130);
    assert.throws(() => process.kill(editor, 0));
    assert.deepEqual(readdirSync(temporary), []);
  });
});
