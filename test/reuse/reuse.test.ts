import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { inCheckout } from './checkout.js';
import { type Mode, machineOf, modeOf, Passes, type Report, Reuse, wholePasses } from './modules.js';

const both: Mode = { takes: true, keeps: true };
const day = 'out/test/core/day.test.js';
const sum = 'out/test/core/sum.test.js';

function reuseIn(root: string, mode = both, node = process.execPath): Reuse {
  return new Reuse({ root, mode, node, env: {} });
}

/** A report of two tests of days that passed, and of one of sums that did as `of` says. */
function report(root: string, of: 'passes' | 'pending' | 'failures'): Report {
  const told = { passes: ['one', 'two'].map((title) => ({ title, file: join(root, day) })), pending: [], failures: [] };
  return { ...told, [of]: [...told[of], { title: 'adds', file: join(root, sum) }] };
}

describe('passes of earlier runs', () => {
  it('stand for the tests of files whose inputs are the same; others run', () => {
    inCheckout(({ root, write }) => {
      const files = [day, sum].map((file) => join(root, file));
      const first = reuseIn(root).ofTests(files);
      assert.deepEqual([first.toRun, first.earlier], [files, 0]);
      first.keep(report(root, 'passes'));

      const second = reuseIn(root);
      const { toRun, earlier } = second.ofTests(files);
      assert.deepEqual([toRun, earlier, second.taken], [[], 3, 3]);

      write('out/src/core/zone.js', 'export const zone = "CET";');
      const third = reuseIn(root).ofTests(files);
      assert.deepEqual([third.toRun, third.earlier], [[join(root, day)], 1]);
    });
  });

  it('are of whole files: where a test failed or was skipped, all of the file runs again', () => {
    for (const of of ['pending', 'failures'] as const)
      inCheckout(({ root }) => {
        const files = [day, sum].map((file) => join(root, file));
        reuseIn(root).ofTests(files).keep(report(root, of));
        assert.deepEqual(reuseIn(root).ofTests(files).toRun, [join(root, sum)]);
      });
  });

  it('are not kept when an input changed while tests ran, and the run can say which', () => {
    inCheckout(({ root, write }) => {
      const reuse = reuseIn(root);
      const begun = reuse.ofTests([join(root, day), join(root, sum)]);
      write('out/src/core/zone.js', 'export const zone = "CET";');
      begun.keep(report(root, 'passes'));
      assert.equal(reuse.changed, 'out/src/core/zone.js');
      assert.deepEqual(reuseIn(root).ofTests([join(root, day), join(root, sum)]).toRun, [join(root, day)]);

      const other = reuseIn(root);
      const again = other.ofTests([join(root, day)]);
      write('notes.md', 'New.');
      again.keep(report(root, 'passes'));
      assert.equal(other.changed, 'notes.md');
    });
  });

  it('hold for one Node alone, be it another file or another that the tests are run with', () => {
    inCheckout(({ root, write }) => {
      const file = join(root, day);
      write('bin/node', 'one');
      const node = join(root, 'bin/node');
      reuseIn(root, both, node).ofTests([file], ['older']).keep(report(root, 'passes'));
      assert.deepEqual(reuseIn(root, both, node).ofTests([file], ['older']).toRun, []);
      assert.deepEqual(reuseIn(root, both, node).ofTests([file], ['newer']).toRun, [file]);
      write('bin/node', 'two');
      assert.deepEqual(reuseIn(root, both, node).ofTests([file], ['older']).toRun, [file]);
    });
  });

  it('are neither taken nor kept in CI, in the long run or for coverage; a fresh run keeps, and takes none', () => {
    const none = { takes: false, keeps: false };
    assert.deepEqual(modeOf(['--only', 'unit'], {}), both);
    assert.deepEqual(modeOf(['--fresh'], {}), { takes: false, keeps: true });
    assert.deepEqual(modeOf(['--long'], {}), none);
    for (const env of [{ CI: 'true' }, { CI: '1' }, { NODE_V8_COVERAGE: 'coverage' }])
      assert.deepEqual(modeOf([], env), none);
    inCheckout(({ root }) => {
      const file = join(root, day);
      const run = (mode: Mode) => {
        const { toRun, keep } = reuseIn(root, mode).ofTests([file]);
        if (toRun.length > 0) keep(report(root, 'passes'));
        return toRun.length;
      };
      const modes = [none, modeOf(['--fresh'], {}), both, none, modeOf(['--fresh'], {})];
      assert.deepEqual(modes.map(run), [1, 1, 0, 1, 1]);
    });
  });

  it('of a check are of all sources', () => {
    inCheckout(({ root, write }) => {
      reuseIn(root).ofCheck('types').keep();
      assert.equal(reuseIn(root).ofCheck('types').earlier, 1);
      assert.equal(reuseIn(root).ofCheck('lint').earlier, 0);
      write('src/core/zone.ts', '// other');
      assert.equal(reuseIn(root).ofCheck('types').earlier, 0);
    });
  });
});

describe('a record of a pass', () => {
  it('is none when it is torn, garbled, of another file, older than a week or of the future', () => {
    inCheckout(({ root }) => {
      const now = Date.UTC(2026, 2, 2);
      const week = 7 * 24 * 3600 * 1000;
      const passes = new Passes(root, () => now);
      const path = join(root, 'key.json');
      passes.keep(day, 'key', 2);
      assert.equal(passes.find(day, 'key'), 2);
      assert.equal(passes.find(sum, 'key'), undefined);
      assert.equal(passes.find(day, 'other'), undefined);
      assert.equal(new Passes(root, () => now + week - 1).find(day, 'key'), 2);
      assert.equal(new Passes(root, () => now + week).find(day, 'key'), undefined);
      assert.equal(new Passes(root, () => now - 1).find(day, 'key'), undefined);
      const whole = readFileSync(path, 'utf8');
      const counts = ['0', '-1', '1.5', '"2"', 'null'].map((count) => whole.replace(':2,', `:${count},`));
      const torn = Array.from(whole, (_, length) => whole.slice(0, length));
      for (const text of ['null', '[]', '2', '{}', ...counts, ...torn]) {
        writeFileSync(path, text);
        assert.equal(passes.find(day, 'key'), undefined, text);
      }
    });
  });

  it('goes when it is none any more; the others stay', () => {
    inCheckout(({ root }) => {
      const folder = join(root, 'out', 'passed');
      const at = (instant: number) => new Passes(folder, () => instant);
      at(0).keep(day, 'old', 1);
      at(1).keep(day, 'young', 1);
      writeFileSync(join(folder, 'key.1.part'), '{"name');
      at(7 * 24 * 3600 * 1000).forgetOld();
      assert.deepEqual(readdirSync(folder), ['young.json']);
    });
  });
});

describe('the machine', () => {
  const of = (env: Record<string, string>, node = process.execPath) =>
    machineOf({ root: '/checkout', node, env, names: new Set(['TALLYBOARD_HOME', 'CI', 'NODE']) }).join('\n');

  it('counts with the variables that our code names, that git or Node take, and the path without what npm puts before it', () => {
    const plain = { PATH: '/bin' };
    for (const more of [{ TALLYBOARD_HOME: '/x' }, { GIT_DIR: '/x' }, { NODE_OPTIONS: '-r x' }, { PATH: '/x:/bin' }])
      assert.notEqual(of({ ...plain, ...more }), of(plain), JSON.stringify(more));
    for (const more of [
      { TMUX_PANE: '%1' },
      { npm_command: 'test' },
      { NODE: '/x' },
      { PATH: '/x/node_modules/.bin:/bin' },
    ])
      assert.equal(of({ ...plain, ...more }), of(plain), JSON.stringify(more));
  });

  it('counts with its Node and with its programs', () => {
    inCheckout(({ root, write }) => {
      const before = of({ PATH: root });
      write('git', '#!/bin/sh');
      // Only what can be run is a program.
      assert.equal(of({ PATH: root }), before);
      assert.notEqual(of({ PATH: root }, join(root, 'git')), before);
    });
  });
});

describe('a report of Mocha’s', () => {
  const texts: Readonly<Record<string, string>> = {
    'passes.test.mjs': 'describe("a", () => { it("one", () => {}); it("two", () => {}); });',
    'fails.test.mjs': 'it("one", () => {}); it("two", () => { throw new Error("no"); });',
    'skips.test.mjs': 'it("one", () => {}); it("two", function () { this.skip(); }); it.skip("three", () => {});',
    'late.test.mjs': 'describe("c", async () => { await new Promise(setImmediate); it("late", () => {}); });',
    'hook.test.mjs': 'describe("b", () => { before(() => { throw new Error("no"); }); it("one", () => {}); });',
  };

  it('tells which files passed as a whole; none when a hook failed, or when a file has no test of its own', () => {
    inCheckout(({ root, write }) => {
      for (const [name, text] of Object.entries(texts)) write(name, text);
      const wholeOf = (...names: string[]) => {
        const files = names.map((name) => join(root, name));
        const words = ['node_modules/mocha/bin/mocha.js', '--reporter', 'json', ...files];
        const { stdout } = spawnSync(process.execPath, words, { encoding: 'utf8' });
        return [...wholePasses(files, JSON.parse(stdout) as Report)].map(([file, passed]) => [
          file.slice(root.length + 1),
          passed,
        ]);
      };
      const [passes, fails, skips, late, hook] = Object.keys(texts) as [string, string, string, string, string];
      assert.deepEqual(wholeOf(passes, fails, skips), [[passes, 2]]);
      assert.deepEqual(wholeOf(passes, hook), []);
      assert.deepEqual(wholeOf(late, passes), []);
    });
  });
});
