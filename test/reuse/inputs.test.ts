import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'mocha';
import { type Checkout, inCheckout } from './checkout.js';
import { Contents, filesOf, Inputs } from './modules.js';

const day = 'out/test/core/day.test.js';
/** What a test of the core does not import, yet can come by: the build, the sources, and helpers of its room and of all. */
const reached = [
  'dist/cli.cjs',
  'out/meta-host.json',
  'out/src/core/sum.js',
  'src/core/zone.ts',
  'webview-ui/page.ts',
  'out/test/core/rig.js',
  'out/test/kit/truth.js',
];
const otherTests = [
  'out/test/core/sum.test.js',
  'out/test/core/sum.test.js.map',
  'test/core/sum.test.ts',
  'out/test/page/rig.js',
];

/** Those of `paths` whose writing, one after the other, gives a test file another key. */
function inputsAmong(paths: readonly string[], first: Readonly<Record<string, string>> = {}, file = day): string[] {
  const found: string[] = [];
  inCheckout(({ root, write }) => {
    for (const [path, text] of Object.entries(first)) write(path, text);
    const contents = new Contents(root);
    let before = new Inputs(contents, []).ofTest(file);
    for (const path of paths) {
      write(path, '// other');
      const after = new Inputs(contents, []).ofTest(file);
      assert.equal(new Inputs(new Contents(root), []).ofTest(file), after, 'what was read before is still true');
      if (after !== before) found.push(path);
      before = after;
    }
  });
  return found;
}

/** Whether `change` gives a test file another key. */
function changes(change: (checkout: Checkout) => void): boolean {
  let differs: boolean | undefined;
  inCheckout((checkout) => {
    const contents = new Contents(checkout.root);
    const before = new Inputs(contents, []).ofTest(day);
    change(checkout);
    differs = new Inputs(contents, []).ofTest(day) !== before;
  });
  return differs === true;
}

describe('inputs of a test file', () => {
  it('are itself and what it imports, two levels deep, later or only if it is there', () => {
    const imported = ['out/src/core/zone.js', 'out/src/core/day.js', day];
    assert.deepEqual(inputsAmong(imported), imported);
    const later = { 'out/src/core/day.js': 'export const later = () => import("./later.js");' };
    assert.deepEqual(inputsAmong(['out/src/core/later.js'], later), ['out/src/core/later.js']);
    assert.equal(
      changes(({ remove }) => remove('out/src/core/zone.js')),
      true,
    );
  });

  it('are not: other code, other tests and bundles, when nothing that it imports can reach them', () => {
    assert.deepEqual(inputsAmong([...reached, ...otherTests]), []);
  });

  it('are all files that are not code, and packages: changed, new or gone', () => {
    const paths = [
      'README.md',
      'package.json',
      'test/run.mjs',
      'test/fixtures/sources/log.jsonl',
      'test/fixtures/sources/new.ts',
      'src/assist/prompts/new.md',
      'node_modules/.package-lock.json',
    ];
    assert.deepEqual(inputsAmong(paths), paths);
    assert.equal(
      changes(({ remove }) => remove('test/fixtures')),
      true,
    );
    assert.equal(
      changes(({ write }) => write('README.md', 'Read us.')),
      true,
    );
    assert.equal(
      changes(({ write }) => write('README.md', 'Read me.')),
      false,
      'the same bytes again',
    );
  });

  for (const reach of [
    'import { spawn } from "node:child_process";',
    'import { Worker } from "node:worker_threads";',
    'import { createRequire } from "node:module";',
    'const { spawn } = process.getBuiltinModule(name);',
    'const here = import.meta.dirname;',
    'const root = process.cwd();',
    'await import(name);',
    'const cli = join(root, "dist", "cli.cjs");',
    "const text = readFileSync('src/core/day.ts');",
    'const folder = `webview-ui/kit`;',
    'const tests = "test/core";',
  ])
    it(`are the build, the sources and the helpers beside it, where a module of it says: ${reach}`, () => {
      const first = { 'out/src/core/zone.js': reach };
      assert.deepEqual(inputsAmong([...reached, ...otherTests], first), reached);
    });

  it('are all tests too, in a room that reads them as text or that nobody looked at', () => {
    for (const room of ['architecture', 'package', 'team', 'new']) {
      const file = `out/test/${room}/a.test.js`;
      const found = inputsAmong(['test/core/sum.test.ts'], { [file]: 'process.cwd();' }, file);
      assert.deepEqual(found, ['test/core/sum.test.ts'], room);
    }
  });

  it('names of fixtures reach nothing more: they count anyway', () => {
    const first = { 'out/src/core/zone.js': 'const path = join("test", "fixtures", "a") + "test/fixtures/b";' };
    assert.deepEqual(inputsAmong(reached, first), []);
  });

  it('are what it is run with, and the machine', () => {
    inCheckout(({ root }) => {
      const contents = new Contents(root);
      const keys = [
        new Inputs(contents, []).ofTest(day),
        new Inputs(contents, []).ofTest(day, ['another Node']),
        new Inputs(contents, ['another machine']).ofTest(day),
        new Inputs(contents, []).ofTest('out/test/core/sum.test.js'),
        new Inputs(contents, []).ofCheck('types'),
        new Inputs(contents, []).ofCheck('lint'),
      ];
      assert.equal(new Set(keys).size, keys.length);
    });
  });
});

describe('inputs of a check', () => {
  it('are all sources, and nothing that is built', () => {
    inCheckout(({ root, write }) => {
      const contents = new Contents(root);
      const key = () => new Inputs(contents, []).ofCheck('types');
      const before = key();
      write('dist/cli.cjs', '// other');
      write('out/src/core/zone.js', '// other');
      assert.equal(key(), before);
      const seen = ['src/core/zone.ts', 'test/core/sum.test.ts', 'webview-ui/page.ts', 'biome.json'].map((path) => {
        write(path, '// other');
        return key();
      });
      assert.equal(new Set([before, ...seen]).size, 5);
    });
  });
});

describe('files of a checkout', () => {
  it('are all but what is installed and built', () => {
    inCheckout(({ root, write }) => {
      write('node_modules/mocha/package.json', '{}');
      write('.ci/run', '');
      assert.deepEqual(filesOf(root), [
        '.ci/run',
        'README.md',
        'package.json',
        'src/core/day.ts',
        'src/core/zone.ts',
        'test/core/day.test.ts',
        'test/core/sum.test.ts',
        'test/fixtures/sources/log.jsonl',
        'webview-ui/page.ts',
      ]);
    });
  });

  it('under git are what it tracks and what is new, not what the project ignores, whatever the person’s own git ignores', () => {
    inCheckout(({ root, write, remove }) => {
      const git = (...words: string[]) => execFileSync('git', words, { cwd: root, stdio: 'pipe' });
      git('init', '--quiet');
      write('.gitignore', 'dist/\nout/\n/*.log\n');
      write('.git/info/exclude', 'new.jsonl\n');
      git('add', '.gitignore', 'package.json', 'README.md');
      for (const path of ['webview-ui', 'src', 'test/core', 'README.md']) remove(path);
      write('test/fixtures/new.jsonl', '{}');
      write('run.log', 'ok');
      assert.deepEqual(filesOf(root), [
        '.gitignore',
        'package.json',
        'test/fixtures/new.jsonl',
        'test/fixtures/sources/log.jsonl',
      ]);
    });
  });
});
