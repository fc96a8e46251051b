import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { olderNode } from '../kit/olderNode.js';
import { type Checkout, inCheckout } from './checkout.js';

const repository = join(import.meta.dirname, '../../..');

/** Puts `npm test` as it stands into a checkout whose build does nothing, and whose tests are two files of a few words. */
function prepare({ root, write, remove }: Checkout): void {
  mkdirSync(join(root, 'test/reuse'), { recursive: true });
  const modules = readdirSync(join(repository, 'test/reuse')).filter((name) => name.endsWith('.mjs'));
  for (const name of [
    'package-lock.json',
    'test/run.mjs',
    'test/setup.mjs',
    ...modules.map((each) => `test/reuse/${each}`),
  ])
    copyFileSync(join(repository, name), join(root, name));
  // As if installed after the lock file was written.
  utimesSync(join(root, 'package-lock.json'), 0, 0);
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'), 'junction');
  write('esbuild.mjs', '');
  remove('out/test');
  write('out/test/kit/a.test.js', 'it("one", () => {}); it("two", () => {});');
  write('out/test/kit/b.test.js', 'it("three", () => { throw new Error("no"); });');
}

/** What a run of the unit tests says, without times. */
function run(root: string, { CI = '', node = process.execPath } = {}): readonly string[] {
  const env = { ...process.env, CI, NODE_V8_COVERAGE: '' };
  const words = ['test/run.mjs', '--only', 'unit'];
  const { stdout } = spawnSync(node, words, { cwd: root, env, encoding: 'utf8' });
  return stdout.split('\n').filter((line) => /^(?:ok|FAIL|\d+ )/.test(line));
}

describe('npm test', function () {
  this.timeout(60_000);

  it('does not run again what passed, says how much that was, and counts it; in CI it runs all', () => {
    inCheckout((checkout) => {
      prepare(checkout);
      const { root, write } = checkout;
      const some = (count: number) =>
        `${count} of these passed in an earlier run of the same inputs; npm test -- --fresh runs all`;
      // A fresh clone has the person's own Node; from then on npm finds the installed one first.
      assert.deepEqual(run(root, { node: olderNode() ?? process.execPath }), [
        'ok   build',
        'FAIL unit core: 2 passed, 1 failed',
        '3 passed, 1 failed',
      ]);
      write('out/test/kit/b.test.js', 'it("three", () => {});');
      const second = ['ok   build', 'ok   unit core: 3 passed, 0 failed (2 earlier)', some(2), '4 passed, 0 failed'];
      assert.deepEqual(run(root), second);
      const third = ['ok   build', 'ok   unit core: 3 passed, 0 failed (3 earlier)', some(3), '4 passed, 0 failed'];
      assert.deepEqual(run(root), third);
      write('out/test/kit/c.test.js', 'it("four", function () { this.skip(); });');
      assert.deepEqual(run(root, { CI: '1' }), [
        'ok   build',
        'ok   unit core: 3 passed, 0 failed, 1 skipped',
        '4 passed, 0 failed',
      ]);
    });
  });
});
