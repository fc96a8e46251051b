import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { writeHome } from '../cli/homes.js';
import { withFolder } from '../ledger/rig.js';

const dist = join(import.meta.dirname, '../../..', 'dist');
const total = 1_200;

/** A person with one request, and the command's own files, which may be changed. */
class Person {
  readonly home: string;
  readonly data: string;
  readonly compiled: string;
  readonly dist: string;

  constructor(folder: string) {
    this.home = join(folder, 'home');
    this.data = join(folder, 'data');
    this.compiled = join(this.data, 'compiled');
    this.dist = join(folder, 'package', 'dist');
    mkdirSync(this.home);
    mkdirSync(this.data, { mode: 0o700 });
    writeHome(this.home, [{ at: Date.UTC(2026, 2, 2, 10), tokens: total }]);
    const files = ['cli.cjs', 'reports.cjs', 'prices.json', 'projector.wasm'];
    for (const name of files) cpSync(join(dist, name), join(this.dist, name));
    cpSync(join(dist, '..', 'package.json'), join(this.dist, '..', 'package.json'));
  }

  get env(): NodeJS.ProcessEnv {
    return { PATH: process.env['PATH'], HOME: this.home, TZ: 'UTC', TALLYBOARD_HOME: this.data };
  }

  run(words: readonly string[], env: NodeJS.ProcessEnv = {}): { code: number | null; out: string; error: string } {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(this.dist, 'cli.cjs'), ...words], {
      env: { ...this.env, ...env },
      encoding: 'utf8',
    });
    return { code: status, out: stdout, error: stderr };
  }

  /** Tokens of the one request, told by a process of its own. */
  report(env: NodeJS.ProcessEnv = {}): number {
    const { code, out, error } = this.run(['report', '--json', '--timezone', 'UTC'], env);
    assert.deepEqual([code, error], [0, '']);
    return JSON.parse(out).totals.total;
  }

  /** What is kept, by name: when it was written. */
  kept(): Record<string, number> {
    const names = existsSync(this.compiled) ? readdirSync(this.compiled) : [];
    return Object.fromEntries(names.map((name) => [name, statSync(join(this.compiled, name)).mtimeMs]));
  }

  /** The one file that is kept. */
  file(): string {
    const [name = '', ...others] = Object.keys(this.kept());
    assert.deepEqual([/^reports-[\d.]+.*-\d+$/.test(name), others], [true, []], name);
    return join(this.compiled, name);
  }
}

const withPerson = (work: (person: Person) => unknown) => withFolder((folder) => work(new Person(folder)));

describe('code that was compiled', () => {
  it('is kept by the first run, for its owner alone, and taken by the next as it is', () =>
    withPerson((person) => {
      assert.equal(person.report(), total);
      const file = person.file();
      if (process.platform !== 'win32')
        assert.deepEqual([statSync(file).mode & 0o777, statSync(person.compiled).mode & 0o777], [0o600, 0o700]);
      const kept = person.kept();
      // One that is not taken is written anew.
      assert.equal(person.report(), total);
      assert.deepEqual(person.kept(), kept);
    }));

  it('is told from that of a bundle which is as long and another', () =>
    withPerson((person) => {
      const bundle = join(person.dist, 'reports.cjs');
      utimesSync(bundle, 1000, 1000);
      const said = () => person.run(['report', '--nonsense']).error.split('\n')[1];
      assert.equal(said(), 'Try: tallyboard --help');
      const text = readFileSync(bundle, 'utf8');
      writeFileSync(bundle, text.replaceAll('Try: tallyboard --help', 'Say: tallyboard --HELP'));
      utimesSync(bundle, 1000, 1000);
      assert.equal(said(), 'Say: tallyboard --HELP');
      assert.equal(said(), 'Say: tallyboard --HELP');
    }));

  it('is compiled anew where it is torn, empty, of a block that was not written, or no file', () =>
    withPerson((person) => {
      assert.equal(person.report(), total);
      const file = person.file();
      const whole = readFileSync(file);
      const harms: readonly (() => void)[] = [
        () => truncateSync(file, 100),
        () => truncateSync(file, whole.length - 4096),
        () => writeFileSync(file, ''),
        () => writeFileSync(file, Buffer.concat([whole, Buffer.alloc(8)])),
        () => writeFileSync(file, Buffer.from(whole).fill(0, 40 * 4096, 41 * 4096)),
        () => writeFileSync(file, Buffer.from(whole).fill(0, 0, 4096)),
        () => writeFileSync(file, Buffer.from(whole).fill('x', 256)),
      ];
      for (const [index, harm] of harms.entries()) {
        harm();
        utimesSync(file, 1, 1);
        assert.equal(person.report(), total, `harm ${index}`);
        assert.notEqual(person.kept()[Object.keys(person.kept())[0] ?? ''], 1000, `harm ${index} is not mended`);
        const mended = person.kept();
        assert.equal(person.report(), total);
        assert.deepEqual(person.kept(), mended);
      }
      rmSync(file);
      mkdirSync(file);
      assert.equal(person.report(), total);
    }));

  it('is neither kept nor run in a folder that others may write to', function () {
    if (process.platform === 'win32') this.skip();
    return withPerson((person) => {
      assert.equal(person.report(), total);
      for (const folder of [person.compiled, person.data]) {
        chmodSync(folder, 0o770);
        writeFileSync(person.file(), 'of another');
        const before = person.kept();
        assert.equal(person.report(), total);
        assert.deepEqual(person.kept(), before);
        chmodSync(folder, 0o700);
        assert.equal(person.report(), total);
        assert.notDeepEqual(person.kept(), before);
      }
    });
  });

  it('is not kept where there is no data folder, nor when Node is told to keep none', () =>
    withPerson((person) => {
      rmSync(person.data, { recursive: true });
      const ledger = join(person.home, 'own.db');
      assert.equal(person.run(['report', '--json', '--ledger', ledger]).code, 0);
      assert.ok(!existsSync(person.data));
      assert.equal(person.report({ NODE_DISABLE_COMPILE_CACHE: '1' }), total);
      assert.ok(existsSync(person.data));
      assert.deepEqual(person.kept(), {});
    }));

  it('is kept once by many that start at the same moment', () =>
    withPerson(async (person) => {
      assert.equal(person.report({ NODE_DISABLE_COMPILE_CACHE: '1' }), total);
      const words = [join(person.dist, 'cli.cjs'), 'report', '--json'];
      const codes = Array.from({ length: 8 }, () => {
        const child = spawn(process.execPath, words, { env: person.env, stdio: 'ignore' });
        return new Promise((resolve) => child.once('close', resolve));
      });
      assert.deepEqual(await Promise.all(codes), Array(8).fill(0));
      person.file();
      assert.equal(person.report(), total);
    }));

  it('is kept of eight bundles at most: the oldest go', () =>
    withPerson((person) => {
      assert.equal(person.report({ NODE_DISABLE_COMPILE_CACHE: '1' }), total);
      mkdirSync(person.compiled, { mode: 0o700 });
      for (let index = 0; index < 12; index++) {
        writeFileSync(join(person.compiled, `old-${index}`), '');
        utimesSync(join(person.compiled, `old-${index}`), 1000 + index, 1000 + index);
      }
      assert.equal(person.report(), total);
      const [own, ...old] = Object.keys(person.kept()).sort().reverse();
      assert.match(own ?? '', /^reports-/);
      assert.deepEqual(old, ['old-9', 'old-8', 'old-7', 'old-6', 'old-5', 'old-11', 'old-10']);
    }));
});
