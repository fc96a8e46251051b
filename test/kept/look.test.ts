import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { judge } from '../../src/kept/judge.js';
import { keptKey, openEdits, openRepositories, putFates } from '../../src/ledger/edits/keptEdits.js';
import { keptWork } from '../../src/ledger/edits/keptQueries.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { LineHasher } from '../../src/platform/lineHash.js';
import type { UnsavedText } from '../../src/protocol/kept.js';
import { openLedger, withFolder } from '../ledger/rig.js';
import { code, Desk, day, hour, start } from './rig.js';

const minute = hour / 60;
const at = start + day;
const lines = code('look', 40);

/** A repository with a commit before the edit of `a.ts`, and what is told at the instants that a test asks for. */
async function atDesk(work: (desk: Desk, told: (now: number) => Promise<unknown[]>) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const desk = new Desk(folder);
    desk.write('b.ts', code('before', 5));
    desk.commit(start);
    const ledger = openLedger();
    try {
      await work(desk, async (now) => {
        const { total, leftOut } = await desk.read(ledger, now);
        return [total.lines, total.kept, leftOut];
      });
    } finally {
      ledger.close();
    }
  });
}

/** As an editor does it, with what is not saved. */
async function judgeWith(ledger: Ledger, now: number, unsaved: readonly UnsavedText[]): Promise<void> {
  const hasher = new LineHasher(keptKey(ledger));
  for (const repository of openRepositories(ledger, now)) {
    const edits = openEdits(ledger, repository.repository);
    putFates(ledger, repository.repository, await judge(repository, edits, { hasher, now, unsaved }), now);
  }
}

describe('a look at files that no commit tells of', () => {
  it('is taken after 15 minutes, once; a commit then tells what stayed, and nobody asks the look any more', () =>
    atDesk(async (desk, told) => {
      desk.edit(at, 'a.ts', lines);
      desk.write('a.ts', lines.slice(0, 30));
      assert.deepEqual(await told(at + 14 * minute), [0, 0, { undecided: 1 }]);
      assert.deepEqual(await told(at + 15 * minute), [40, 30, {}]);
      desk.write('a.ts', lines.slice(0, 10));
      assert.deepEqual(await told(at + 50 * minute), [40, 30, {}]);
      desk.commit(at + hour);
      assert.deepEqual(await told(at + 2 * hour), [40, 10, {}]);
    }));

  it('finds a notebook’s cells as its tool wrote them, and as Jupyter saved them', () =>
    atDesk(async (desk, told) => {
      for (const [name, source] of [
        ['one', lines.join('\n')],
        ['other', lines.slice(0, 30).map((line) => `${line}\n`)],
      ] as const) {
        desk.cell(at, `${name}.ipynb`, lines.join('\n').replaceAll('look', name));
        const cells = [{ cell_type: 'code', source: JSON.parse(JSON.stringify(source).replaceAll('look', name)) }];
        desk.write(`${name}.ipynb`, JSON.stringify({ cells }, null, 1).split('\n'));
      }
      assert.deepEqual(await told(at + hour), [80, 70, {}]);
    }));

  it('is of the day of the edit alone, and stands for a week', () =>
    atDesk(async (desk, told) => {
      desk.edit(at, 'a.ts', lines);
      desk.write('a.ts', lines);
      assert.deepEqual(await told(at + day + minute), [0, 0, { undecided: 1 }]);
      desk.edit(at + day, 'c.ts', code('other', 20));
      desk.write('c.ts', code('other', 20));
      assert.deepEqual(await told(at + day + hour), [20, 20, { undecided: 1 }]);
      assert.deepEqual(await told(at + 9 * day), [0, 0, { undecided: 2 }]);
    }));

  it('says nothing on another branch, nor of a file that is gone, that git ignores, or that is too large', () =>
    atDesk(async (desk, told) => {
      desk.edit(at, 'a.ts', lines, { branch: 'topic' });
      desk.write('a.ts', lines);
      desk.edit(at, 'gone.ts', code('gone', 5));
      desk.edit(at, 'ignored.ts', code('ignored', 5));
      desk.write('ignored.ts', code('ignored', 5));
      writeFileSync(join(desk.work, '.gitignore'), 'ignored.ts\n');
      desk.edit(at, 'large.ts', code('large', 5));
      desk.write('large.ts', [...code('large', 5), `// ${'x'.repeat(1_000_000)}`]);
      assert.deepEqual(await told(at + hour), [0, 0, { undecided: 4 }]);
      desk.git(at, desk.work, 'checkout', '--quiet', '-b', 'topic');
      assert.deepEqual(await told(at + 2 * hour), [40, 40, { undecided: 3 }]);
    }));

  it('finds lines where a formatter broke quotes and spaces, in a folder, and before the first commit', () =>
    withFolder(async (folder) => {
      const desk = new Desk(folder);
      const ledger = openLedger();
      desk.edit(at, 'deep/ä b.ts', lines);
      desk.write(
        'deep/ä b.ts',
        lines.map((line) => line.trim().replaceAll("'", '"')),
      );
      const { total } = await desk.read(ledger, at + hour);
      assert.deepEqual([total.lines, total.kept], [40, 40]);
      ledger.close();
    }));

  it('what is open and not saved stands for the file; of its text the ledger has nothing', () =>
    withFolder(async (folder) => {
      const desk = new Desk(folder);
      mkdirSync(join(folder, 'data'));
      const path = join(folder, 'data', 'ledger.db');
      const ledger = openLedger(path);
      desk.edit(at, 'a.ts', lines);
      desk.write('a.ts', lines);
      await desk.read(ledger, at + minute);
      const text = [...lines.slice(0, 12), 'const canaryOfTheLook = 1;'].join('\n');
      await judgeWith(ledger, at + 20 * minute, [{ path: join(desk.work, 'a.ts'), text }]);
      const { total } = keptWork(ledger, { zone: 'UTC', by: [] });
      assert.deepEqual([total.lines, total.kept], [40, 12]);
      ledger.close();
      const bytes = readFileSync(path, 'latin1');
      assert.ok(bytes.length > 1_000 && !bytes.includes('canary') && !bytes.includes('look1'));
    }));
});
