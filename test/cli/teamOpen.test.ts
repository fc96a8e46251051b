import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, it } from 'mocha';
import { dayOf, machineZone } from '../../src/core/day.js';
import { standInAge } from '../kit/standInAge.js';
import { withFolder } from '../ledger/rig.js';
import { Person } from './person.js';

/** With another path, and a folder for temporary files that has to be empty afterwards. */
async function withPath<T>(folder: string, path: string, work: () => Promise<T>): Promise<T> {
  const { PATH, TMPDIR } = process.env;
  const temporary = join(folder, 'temporary');
  mkdirSync(temporary, { recursive: true });
  Object.assign(process.env, { PATH: path, TMPDIR: temporary });
  try {
    return await work();
  } finally {
    process.env['PATH'] = PATH;
    if (TMPDIR === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = TMPDIR;
    assert.deepEqual(readdirSync(temporary), []);
  }
}

/** Ada alone in a team that a folder keeps, with a share there. */
async function withShare(work: (ada: Person, folder: string, share: string) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const ada = new Person(folder, 'Ada');
    ada.work();
    const place = join(folder, 'place');
    mkdirSync(place);
    await ada.ask('create', '--name', 'Harbour', '--transport', `dir:${place}`, '--alias', 'Ada');
    assert.deepEqual(JSON.parse((await ada.run('open', '--json')).out), { opened: false, reason: 'nothing' });
    const [share = ''] = await ada.counting<string[]>('preview');
    await ada.counting('publish');
    await work(ada, folder, share);
  });
}

const path = process.env['PATH'] ?? '';
const factsOf = (ada: Person) => {
  const file = ada.files().find((each) => each.endsWith('facts.json'));
  return file === undefined ? undefined : JSON.parse(readFileSync(file, 'utf8')).opened;
};

describe('tallyboard team open', function () {
  this.timeout(60_000);
  if (process.platform === 'win32') return;

  const stock = spawnSync('age', ['--version']).error ? [] : [['the stock age program', () => path] as const];
  const others = [['a stand-in for it', (folder: string) => `${standInAge(folder)}${delimiter}${path}`] as const];
  for (const [name, pathOf] of [...stock, ...others])
    it(`has ${name} open the own share where it lies: to the byte what the preview showed; a badge knows of it`, () =>
      withShare(async (ada, folder, share) => {
        const told = await withPath(folder, pathOf(folder), () => ada.ask<{ opened: boolean; text: string }>('open'));
        assert.deepEqual(told, { opened: true, text: share });
        assert.equal(factsOf(ada), dayOf(Date.now(), machineZone()));
        const { code, out } = await withPath(folder, pathOf(folder), () => ada.run('open'));
        assert.deepEqual([code, out.includes(share.trim())], [0, true]);
      }));

  it('says that there is no such program, and that it opens to something else: then no badge knows of it', () =>
    withShare(async (ada, folder) => {
      const empty = join(folder, 'empty');
      mkdirSync(empty);
      const waiting = () => process.getActiveResourcesInfo().filter((each) => each === 'Timeout').length;
      const before = waiting();
      const none = await withPath(folder, empty, () => ada.run('open', '--json'));
      assert.equal(waiting(), before, 'nothing keeps the command from ending');
      assert.deepEqual([none.code, JSON.parse(none.out)], [1, { opened: false, reason: 'noAge' }]);
      assert.match((await withPath(folder, empty, () => ada.run('open'))).out, /There is no age program on the path/);
      const liar = `${standInAge(folder, (text) => text.replace('claude-code', 'codex'))}${delimiter}${path}`;
      const other = await withPath(folder, liar, () => ada.run('open', '--json'));
      assert.deepEqual([other.code, JSON.parse(other.out)], [1, { opened: false, reason: 'differs' }]);
      const place = join(folder, 'place');
      for (const each of readdirSync(place, { recursive: true, withFileTypes: true }))
        if (each.isFile()) writeFileSync(join(each.parentPath, each.name), 'age-encryption.org/v1\n');
      assert.equal(JSON.parse((await ada.run('open', '--json')).out).opened, false);
      assert.equal(factsOf(ada), undefined);
    }));
});
