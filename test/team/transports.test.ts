import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FolderTransport } from '../../src/team/folderTransport.js';
import type { Sealed } from '../../src/team/sealing.js';
import type { TeamError } from '../../src/team/teamError.js';
import type { Transport } from '../../src/team/transport.js';
import { withFolder } from '../ledger/rig.js';
import { bareRepository, gitTransport } from './gitRig.js';
import { MemoryTransport } from './rig.js';

function object(text: string): Sealed {
  return new TextEncoder().encode(text) as Sealed;
}

function fails(reason: TeamError['reason']) {
  return (error: unknown) => (error as TeamError).reason === reason;
}

const slot = `3/${'a'.repeat(32)}`;

/** What every transport does. Two of one place are two machines. */
const transports: Readonly<Record<string, (folder: string) => () => Transport>> = {
  memory: () => {
    const place = new MemoryTransport();
    return () => place;
  },
  folder: (folder) => () => new FolderTransport(folder),
  git: (folder) => {
    bareRepository(folder);
    return () => gitTransport(folder);
  },
  'git that takes branches only': (folder) => {
    bareRepository(folder, { branchesOnly: true });
    return () => gitTransport(folder);
  },
  'git that names objects by SHA-256': (folder) => {
    bareRepository(folder, { hash: 'sha256' });
    return () => gitTransport(folder);
  },
};

for (const [name, make] of Object.entries(transports)) {
  describe(`transport: ${name}`, () => {
    const each = (work: (one: Transport, two: Transport, folder: string) => Promise<void>) => () =>
      withFolder((folder) => {
        const place = make(folder);
        return work(place(), place(), folder);
      });

    it(
      'is empty at first',
      each(async (one) => assert.equal((await one.list()).size, 0)),
    );

    it(
      'gives the other machine what one machine wrote',
      each(async (one, two) => {
        await one.push(slot, object('x'), null);
        await one.push('3/roster', object('y'), null);
        assert.deepEqual([...(await two.list()).keys()].sort(), [slot, '3/roster'].sort());
        const got = await two.fetch([slot, '3/roster', '3/keyring']);
        assert.deepEqual(
          [...got].map(([key, bytes]) => [key, Buffer.from(bytes).toString()]),
          [
            [slot, 'x'],
            ['3/roster', 'y'],
          ],
        );
      }),
    );

    it(
      'replaces what the writer knows, and nothing else',
      each(async (one, two) => {
        const first = await one.push(slot, object('1'), null);
        await assert.rejects(two.push(slot, object('2'), null), fails('stale'));
        const second = await two.push(slot, object('22'), (await two.list()).get(slot) ?? null);
        assert.notEqual(first, second);
        await assert.rejects(one.push(slot, object('333'), first), fails('stale'));
        assert.deepEqual(Buffer.from((await one.fetch([slot])).get(slot) ?? []).toString(), '22');
      }),
    );

    it(
      'empties a slot, once',
      each(async (one, two) => {
        const version = await one.push(slot, object('1'), null);
        await one.push('3/roster', object('2'), null);
        await assert.rejects(two.remove('3/roster', `${version}0`), fails('stale'));
        const there = (await two.list()).get(slot) ?? '';
        await two.remove(slot, there);
        await one.remove(slot, version);
        assert.deepEqual([...(await one.list()).keys()], ['3/roster']);
      }),
    );

    it(
      'lists the same versions while nothing changed',
      each(async (one) => {
        const version = await one.push(slot, object('1'), null);
        assert.deepEqual([(await one.list()).get(slot), (await one.list()).get(slot)], [version, version]);
      }),
    );
  });
}

describe('a synced folder', () => {
  it('ignores conflict copies, parts of files, and whatever else lies there', () =>
    withFolder(async (folder) => {
      const place = new FolderTransport(folder);
      await place.push(slot, object('x'), null);
      const own = join(folder, 'tallyboard');
      const hash = 'a'.repeat(32);
      for (const name of [
        `${hash} (conflicted copy).age`,
        `${hash}.sync-conflict-20261101.age`,
        `.${hash}.age.tmp`,
        'roster (1).age',
        `${hash.toUpperCase()}.age`,
      ])
        writeFileSync(join(own, '3', name), 'y');
      mkdirSync(join(own, '3', 'roster.age'));
      mkdirSync(join(own, '03'));
      writeFileSync(join(own, '03', 'roster.age'), 'y');
      writeFileSync(join(own, 'roster.age'), 'y');
      assert.deepEqual([...(await place.list()).keys()], [slot]);
    }));

  it('leaves nothing beside what it wrote, also where it failed', () =>
    withFolder(async (folder) => {
      const place = new FolderTransport(folder);
      await place.push(slot, object('x'), null);
      await assert.rejects(place.push(slot, object('y'), null), fails('stale'));
      assert.deepEqual(readdirSync(join(folder, 'tallyboard', '3')), [`${'a'.repeat(32)}.age`]);
    }));

  it('that is not there is told, and not made', () =>
    withFolder(async (folder) => {
      const place = new FolderTransport(join(folder, 'mounted'));
      await assert.rejects(place.push(slot, object('x'), null), fails('gone'));
      await assert.rejects(place.list(), fails('gone'));
      assert.deepEqual(readdirSync(folder), []);
    }));

  it('that may not be written to is told', function () {
    if (process.platform === 'win32' || process.getuid?.() === 0) return this.skip();
    return withFolder(async (folder) => {
      chmodSync(folder, 0o500);
      await assert.rejects(new FolderTransport(folder).push(slot, object('x'), null), fails('denied'));
      chmodSync(folder, 0o700);
    });
  });

  it('takes a slot’s name only as it is: no way out of the folder', () =>
    withFolder(async (folder) => {
      const place = new FolderTransport(folder);
      for (const name of ['../x', '1/../../x', '/etc/passwd', '1/roster/..', '1/roster\0', '-1/roster', '1/.age'])
        await assert.rejects(place.push(name, object('x'), null), fails('failed'), name);
      assert.deepEqual(readdirSync(folder), []);
    }));

  it('reads a half-synced file again once it is whole', () =>
    withFolder(async (folder) => {
      const place = new FolderTransport(folder);
      const before = await place.push(slot, object('half'), null);
      const path = join(folder, 'tallyboard', `${slot}.age`);
      writeFileSync(`${path}.part`, 'whole now');
      renameSync(`${path}.part`, path);
      assert.notEqual((await place.list()).get(slot), before);
      rmSync(path);
      assert.equal((await place.fetch([slot])).size, 0);
    }));
});
