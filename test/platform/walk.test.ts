import assert from 'node:assert/strict';
import { existsSync, mkdirSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'mocha';
import {
  Absences,
  type RememberedFolder,
  type RootState,
  statOf,
  trustedDevice,
  Walker,
} from '../../src/platform/walk.js';
import { Random } from '../kit/generate/random.js';
import { later } from '../kit/later.js';
import { withFolder } from '../ledger/rig.js';

function list(
  path: string,
  walker = new Walker(),
  enters?: (folder: string) => boolean,
): { state: RootState; files: string[] } {
  const files: string[] = [];
  const state = walker.walk({ path, accepts: (name) => name.endsWith('.log'), ...(enters ? { enters } : {}) }, (file) =>
    files.push(`${file.relativePath} ${file.size}`),
  );
  return { state, files: files.sort() };
}

function write(folder: string, ...paths: string[]): void {
  for (const path of paths) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), 'text');
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Long ago. */
function age(...paths: string[]): void {
  for (const path of paths) utimesSync(path, 1e9, 1e9);
}

describe('walking a root', () => {
  it('finds the files that it accepts, below the folders that it enters', () =>
    withFolder((folder) => {
      write(folder, 'a.log', 'b.txt', 'one/c.log', 'one/two/d.log', 'not/e.log');
      assert.deepEqual(
        list(folder, new Walker(), (below) => below !== 'not'),
        {
          state: 'read',
          files: ['a.log 4', 'one/c.log 4', 'one/two/d.log 4'],
        },
      );
    }));

  it('says absent of what is not there, and takes a file for a root of one', () =>
    withFolder((folder) => {
      write(folder, 'one/c.log');
      assert.deepEqual(list(join(folder, 'gone')), { state: 'absent', files: [] });
      assert.deepEqual(list(join(folder, 'one/c.log')), { state: 'read', files: ['c.log 4'] });
      assert.deepEqual(list(join(folder, 'one/c.log/below')), { state: 'absent', files: [] });
    }));

  it('takes for absent, in any order of asking, what a look at each alone does', () =>
    withFolder((folder) => {
      write(folder, 'a/b/file', 'a/c/b/file', 'b/file');
      symlinkSync(join(folder, 'a'), join(folder, 'c'));
      symlinkSync('round', join(folder, 'round'));
      const random = new Random('absences');
      const names = ['a', 'b', 'c', 'd', 'a b', 'file', 'round', 'a\\b', '..'];
      const seen = new Set<string>();
      for (let round = 0; round < 200; round++) {
        const absences = new Absences();
        for (let each = 0; each < 20; each++) {
          const parts = Array.from({ length: random.integer(1, 5) }, () => random.pick(names));
          const path = [folder, ...parts].join('/');
          const [once, alone] = [absences.statOf(path), statOf(path)].map((stat) =>
            typeof stat === 'string' ? stat : stat.ino,
          );
          assert.equal(once, alone, path);
          seen.add(typeof alone === 'string' ? alone : 'there');
        }
      }
      assert.deepEqual([...seen].sort(), ['absent', 'loop', 'there']);
    }));

  it('sees at the next moment what was absent at the last', () =>
    withFolder((folder) => {
      const below = join(folder, 'editor', 'logs');
      assert.equal(new Absences().statOf(below), 'absent');
      write(folder, 'editor/logs/a.log');
      assert.notEqual(new Absences().statOf(below), 'absent');
    }));

  it('walks what a file lists, again once its text has changed', () =>
    withFolder((folder) => {
      write(folder, 'one/a.log', 'two/b.log');
      const [path, walker] = [join(folder, 'list.txt'), new Walker()];
      const lists = (text: string) =>
        text
          .split('\n')
          .map((name) => ({ path: join(folder, name), accepts: (file: string) => file.endsWith('.log') }));
      const walked = () => {
        const files: string[] = [];
        const state = walker.walk({ path, accepts: () => true, lists }, (file) => files.push(file.relativePath));
        return { state, files };
      };
      assert.deepEqual(walked(), { state: 'absent', files: [] });
      writeFileSync(path, 'one');
      age(path);
      assert.deepEqual(walked(), { state: 'read', files: ['a.log'] });
      writeFileSync(path, 'one\ntwo\ngone');
      assert.deepEqual(walked(), { state: 'read', files: ['a.log', 'b.log'] });
    }));

  it('walks of one list what each who asks finds in it', () =>
    withFolder((folder) => {
      write(folder, 'one/a.log', 'two/b.log', 'list.txt');
      const walker = new Walker();
      const walked = (name: string) => {
        const files: string[] = [];
        const lists = () => [{ path: join(folder, name), accepts: (file: string) => file.endsWith('.log') }];
        walker.walk({ path: join(folder, 'list.txt'), accepts: () => true, lists }, (file) =>
          files.push(file.relativePath),
        );
        return files;
      };
      assert.deepEqual([walked('one'), walked('two'), walked('one')], [['a.log'], ['b.log'], ['a.log']]);
    }));

  it('follows links, and ends in loops of them', () =>
    withFolder((folder) => {
      write(folder, 'home/a.log', 'elsewhere/b.log', 'elsewhere/deep/c.log');
      const home = join(folder, 'home');
      symlinkSync(join(folder, 'elsewhere'), join(home, 'link'));
      symlinkSync(home, join(home, 'loop'));
      symlinkSync(join(home, 'loop'), join(folder, 'elsewhere', 'back'));
      symlinkSync(folder, join(home, 'up'));
      symlinkSync(join(home, 'self'), join(home, 'self'));
      symlinkSync('nowhere', join(home, 'dangling.log'));
      symlinkSync(join(folder, 'elsewhere', 'b.log'), join(home, 'linked.log'));
      const walker = new Walker();
      const { state, files } = list(home, walker);
      assert.equal(state, 'read');
      assert.deepEqual(
        files.filter((file) => !file.startsWith('up/')),
        ['a.log 4', 'link/b.log 4', 'link/deep/c.log 4', 'linked.log 4'],
      );
      const loops = ['link/back', 'loop', 'self', 'up'].map((name) => join(home, name));
      assert.deepEqual([...walker.loops].sort(), loops);
    }));

  it('tells loops at each walk, also of a folder that it remembers; no link twice to one folder is one', () =>
    withFolder((folder) => {
      write(folder, 'home/a.log', 'elsewhere/b.log');
      const [home, walker] = [join(folder, 'home'), new Walker()];
      for (const name of ['one', 'two']) symlinkSync(join(folder, 'elsewhere'), join(home, name));
      symlinkSync(join(home, 'self'), join(home, 'self'));
      symlinkSync(home, join(folder, 'elsewhere', 'home'));
      age(home, join(folder, 'elsewhere'));
      for (let walk = 1; walk < 4; walk++) {
        walker.loops.clear();
        assert.deepEqual(list(home, walker).files, ['a.log 4', 'one/b.log 4']);
        assert.deepEqual([...walker.loops].sort(), [join(home, 'one', 'home'), join(home, 'self')], `walk ${walk}`);
      }
    }));

  it('is silent on links that it would not have followed anyway', () =>
    withFolder((folder) => {
      write(folder, 'a.log');
      const walker = new Walker();
      for (const name of ['self.txt', 'up'])
        symlinkSync(name === 'up' ? folder : join(folder, name), join(folder, name));
      list(folder, walker, () => false);
      assert.deepEqual([...walker.loops], []);
    }));

  it('takes a root that is a link to itself, or lies behind one, for absent, and tells of the loop', () =>
    withFolder((folder) => {
      const [self, walker] = [join(folder, 'self'), new Walker()];
      symlinkSync(self, self);
      for (const path of [self, join(self, 'logs')])
        assert.deepEqual(list(path, walker), { state: 'absent', files: [] });
      assert.deepEqual([...walker.loops], [self, join(self, 'logs')]);
    }));

  it('passes over files and folders that vanish after they were listed', () =>
    withFolder((folder) => {
      write(folder, 'a.log', 'one/b.log', 'two/c.log');
      const walker = new Walker(trustedDevice(folder));
      age(folder, join(folder, 'one'), join(folder, 'two'));
      assert.equal(list(folder, walker).files.length, 3);
      rmSync(join(folder, 'two'), { recursive: true });
      rmSync(join(folder, 'one', 'b.log'));
      age(folder, join(folder, 'one'));
      assert.deepEqual(list(folder, walker), { state: 'read', files: ['a.log 4'] });
    }));

  it('sees new, changed, renamed and deleted files at the next walk', () =>
    withFolder((folder) => {
      write(folder, 'a.log', 'one/b.log');
      const walker = new Walker(trustedDevice(folder));
      age(folder, join(folder, 'one'));
      list(folder, walker);
      writeFileSync(join(folder, 'a.log'), 'longer text');
      write(folder, 'one/new.log', 'three/d.log');
      renameSync(join(folder, 'one/b.log'), join(folder, 'one/c.log'));
      assert.deepEqual(list(folder, walker).files, ['a.log 11', 'one/c.log 4', 'one/new.log 4', 'three/d.log 4']);
    }));

  it('sees a file that comes in the same tick of a coarse clock as the listing', () =>
    withFolder((folder) => {
      const walker = new Walker();
      const now = Date.now() / 1000;
      write(folder, 'a.log');
      utimesSync(folder, now, now);
      list(folder, walker);
      write(folder, 'b.log');
      utimesSync(folder, now, now);
      assert.deepEqual(list(folder, walker).files, ['a.log 4', 'b.log 4']);
    }));

  it('names the folders that it went through', () =>
    withFolder((folder) => {
      write(folder, 'one/two/d.log');
      const walker = new Walker();
      list(folder, walker);
      assert.deepEqual([...walker.folders].sort(), [folder, join(folder, 'one'), join(folder, 'one', 'two')]);
    }));

  it('sees a file that came in the same tick of a coarse clock as the listing, also much later', () =>
    withFolder((folder) => {
      const walker = new Walker(trustedDevice(folder));
      const tick = Math.floor(Date.now() / 1000);
      write(folder, 'a.log');
      utimesSync(folder, tick, tick);
      for (let walk = 0; walk < 2; walk++) list(folder, walker);
      write(folder, 'b.log');
      utimesSync(folder, tick, tick);
      later(() => assert.deepEqual(list(folder, walker).files, ['a.log 4', 'b.log 4']));
    }));

  it('sees what came into a folder whose time was set back', () =>
    withFolder((folder) => {
      write(folder, 'a.log');
      const walker = new Walker(trustedDevice(folder));
      age(folder);
      for (let walk = 0; walk < 2; walk++) later(() => list(folder, walker));
      write(folder, 'b.log');
      age(folder);
      later(() => assert.deepEqual(list(folder, walker).files, ['a.log 4', 'b.log 4']));
    }));

  it('sees what a link leads to that led nowhere', () =>
    withFolder((folder) => {
      write(folder, 'home/a.log');
      const [home, walker] = [join(folder, 'home'), new Walker(trustedDevice(folder))];
      symlinkSync(join(folder, 'other'), join(home, 'link'));
      later(() => {
        for (let walk = 0; walk < 3; walk++) assert.deepEqual(list(home, walker).files, ['a.log 4']);
        write(folder, 'other/b.log');
        assert.deepEqual(list(home, walker).files, ['a.log 4', 'link/b.log 4']);
      });
    }));
});

describe('a listing that is remembered', () => {
  const remember = (folder: string): readonly RememberedFolder[] => {
    const walker = new Walker(trustedDevice(folder));
    list(folder, walker);
    return JSON.parse(JSON.stringify(walker.remembered())) as RememberedFolder[];
  };

  it('is what another walker goes by', () =>
    withFolder((folder) => {
      write(folder, 'a.log', 'one/b.log', 'one/two/c.log');
      later(() => {
        const remembered = remember(folder);
        assert.deepEqual(list(folder, new Walker(trustedDevice(folder), remembered)), list(folder));
        const without = remembered.map(([path, modified, changed, files, folders]): RememberedFolder => {
          return [path, modified, changed, files.filter((name) => name !== 'b.log'), folders];
        });
        assert.deepEqual(list(folder, new Walker(trustedDevice(folder), without)).files, [
          'a.log 4',
          'one/two/c.log 4',
        ]);
      });
    }));

  it('is none on another device than the trusted one', () =>
    withFolder((folder) => {
      write(folder, 'a.log');
      later(() => {
        for (const device of [undefined, (trustedDevice(folder) ?? 0) + 1]) {
          const walker = new Walker(device, [[folder, statSync(folder).mtimeMs, statSync(folder).ctimeMs, [], []]]);
          assert.deepEqual(list(folder, walker).files, ['a.log 4']);
          assert.deepEqual(walker.remembered(), []);
        }
      });
    }));

  it('is none of a folder that has just changed, has a link, or was not walked again', () =>
    withFolder((folder) => {
      write(folder, 'a.log', 'linked/b.log', 'gone/c.log');
      symlinkSync(folder, join(folder, 'linked', 'up'));
      assert.deepEqual(remember(folder), []);
      const paths = (remembered: readonly RememberedFolder[]) => remembered.map(([path]) => path).sort();
      later(() => {
        const remembered = remember(folder);
        assert.deepEqual(paths(remembered), [folder, join(folder, 'gone')]);
        rmSync(join(folder, 'gone'), { recursive: true });
        const walker = new Walker(trustedDevice(folder), remembered);
        assert.deepEqual(list(folder, walker).files, ['a.log 4', 'linked/b.log 4']);
      });
      later(() => assert.deepEqual(paths(remember(folder)), [folder]));
    }));

  it('says the same as none, whatever happened meanwhile', () => {
    const random = new Random('remembered');
    for (let round = 0; round < 25; round++)
      withFolder((folder) => {
        const names = ['a.log', 'b.log', 'one', 'one/a.log', 'one/two', 'one/two/a.log', 'three/a.log'];
        const change = () => {
          const path = join(folder, random.pick(names));
          if (random.chance(0.3)) rmSync(path, { recursive: true, force: true });
          else if (!existsSync(path) && path.endsWith('.log') && isFolder(dirname(path))) writeFileSync(path, 'text');
          else if (!existsSync(path) && !path.endsWith('.log')) mkdirSync(path, { recursive: true });
          else if (random.chance(0.5)) age(path);
        };
        let remembered: readonly RememberedFolder[] = [];
        for (let step = 0; step < 8; step++) {
          for (let each = random.integer(0, 3); each > 0; each--) change();
          const walk = () => {
            const walker = new Walker(trustedDevice(folder), remembered);
            assert.deepEqual(list(folder, walker), list(folder), `round ${round}, step ${step}`);
            remembered = walker.remembered();
          };
          if (random.chance(0.6)) later(walk);
          else walk();
        }
      });
  });
});
