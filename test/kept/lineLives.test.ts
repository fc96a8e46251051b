import assert from 'node:assert/strict';
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { readKeptWork } from '../../src/app/keptWork.js';
import { openRepositories } from '../../src/ledger/edits/keptEdits.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { badgeFacts } from '../../src/ledger/questions/badgeFacts.js';
import { openLedger, withFolder } from '../ledger/rig.js';
import { code, Desk, day, hour, start } from './rig.js';

/** Twenty AI lines in `a.ts` and ten in `b.ts`, between lines of a person, in a commit of the first day. */
async function atDesk(work: (desk: Desk, ledger: Ledger, read: (days: number) => Promise<unknown>) => Promise<void>) {
  await withFolder(async (folder) => {
    const [desk, ledger] = [new Desk(folder), openLedger()];
    desk.edit(start, 'a.ts', code('a', 20));
    desk.edit(start + 1_000, 'b.ts', code('b', 10));
    desk.write('a.ts', [...code('own', 5), ...code('a', 20)]);
    desk.write('b.ts', code('b', 10));
    desk.commit(start + hour);
    const read = async (days: number) => {
      const now = start + days * day;
      await readKeptWork(ledger, { home: desk.home }, { now });
      return badgeFacts(ledger, { now, zone: 'UTC', tools: [] }).lives.map(({ lines, lived }) => [lines, lived]);
    };
    await work(desk, ledger, read);
    ledger.close();
  });
}

/** AI work goes on: only then is a repository looked at. */
function goOn(desk: Desk, days: number): void {
  desk.edit(start + days * day, 'later.ts', code(`later ${days}`, 3));
}

describe('AI lines, 90 days after their commit', () => {
  it('are those that still stand then: formatted anew, in a renamed file, elsewhere in theirs; whatever came after', () =>
    atDesk(async (desk, ledger, read) => {
      assert.deepEqual(await read(1), []);
      const [first = '', second = '', ...others] = code('a', 20).filter((_, index) => index < 4 || index > 8);
      const broken = [second.slice(0, 12), `  ${second.slice(12)}`];
      desk.write('a.ts', [...others.slice(3).toReversed(), ...code('new', 9), `    ${first};`, ...broken]);
      renameSync(join(desk.work, 'b.ts'), join(desk.work, 'c.ts'));
      desk.write('moved to.ts', [...code('more', 90), ...others.slice(0, 3)]);
      desk.commit(start + 80 * day);
      desk.write('a.ts', ['gone']);
      desk.commit(start + 95 * day);
      assert.deepEqual(await read(60), [], 'where they are is kept, and they are looked for later');
      const text = JSON.stringify(ledger.database.prepare(`select * from meta where name like 'life:%'`).all());
      assert.match(text, /6-25/);
      assert.equal(text.includes('a.ts'), false, 'no path');
      goOn(desk, 88);
      assert.deepEqual(await read(89), [], 'not yet');
      assert.deepEqual(await read(100), [[30, 25]]);
      assert.deepEqual(await read(120), [[30, 25]], 'for good');
      assert.equal(badgeFacts(ledger, { now: start + 120 * day, zone: 'UTC', tools: [] }).lives[0]?.day, '2026-03-02');
    }));

  it('are told of no commit that was taken back, nor of one that is not here any more', () =>
    atDesk(async (desk, ledger, read) => {
      desk.edit(start + 2 * day, 'c.ts', code('c', 10));
      desk.write('c.ts', code('c', 10));
      desk.commit(start + 2 * day + hour);
      desk.write('c.ts', ['none']);
      desk.commit(start + 4 * day);
      await read(60);
      goOn(desk, 95);
      const due = () => openRepositories(ledger, start + 100 * day).map((each) => each.due.length);
      assert.deepEqual(due(), [], 'no edit is open');
      rmSync(join(desk.work, '.git'), { recursive: true });
      desk.git(start, desk.work, 'init', '--quiet', '--initial-branch=main');
      desk.write('a.ts', code('a', 20));
      desk.commit(start + hour);
      assert.deepEqual(await read(100), []);
      assert.deepEqual(due(), [0], 'asked once');
    }));

  it('wait where git tells nothing', () =>
    atDesk(async (desk, ledger, read) => {
      await read(60);
      goOn(desk, 95);
      renameSync(join(desk.work, '.git'), join(desk.work, 'away'));
      assert.deepEqual(await read(100), []);
      renameSync(join(desk.work, 'away'), join(desk.work, '.git'));
      goOn(desk, 101);
      assert.deepEqual(await read(102), [[30, 30]]);
      assert.equal(ledger.database.prepare(`select count(*) as n from meta where name like 'life:%'`).get()?.['n'], 1);
    }));
});
