import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { readKeptWork } from '../../src/app/keptWork.js';
import { reviewsIn } from '../../src/kept/reviews.js';
import { reviews } from '../../src/ledger/edits/reviews.js';
import { openLedger, withFolder } from '../ledger/rig.js';
import { code, Desk, day, hour, start } from './rig.js';

const now = start + 300 * day;
const own = 'Kim <kim@example.org>';

/** A repository whose git knows Kim, in which others and Kim commit. */
async function among(work: (desk: Desk, ids: (...names: string[]) => Promise<void>) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const desk = new Desk(folder);
    desk.git(start, desk.work, 'config', 'user.email', 'Kim@Example.org');
    await work(desk, async (...names) => {
      const told = (await reviewsIn(desk.work, { now })) ?? [];
      assert.deepEqual(
        told.map(({ id }) => desk.git(start, desk.work, 'log', '-1', '--format=%s', id).trim()),
        names,
      );
    });
  });
}

function commit(desk: Desk, at: number, message: string, author = 'Bo <bo@example.org>'): void {
  desk.git(at, desk.work, 'commit', '--quiet', '--allow-empty', '--author', author, '--message', message);
}

describe('commits of others that name the person', () => {
  it('are those whose trailers have the address that git knows here, in any case, as reviewer or helper', () =>
    among(async (desk, ids) => {
      commit(
        desk,
        start + 4 * day,
        `helped\n\nText.\n\nCo-authored-by: Kim K <KIM@example.org>\nSigned-off-by: Bo <bo@example.org>`,
      );
      commit(desk, start, `reviewed\n\nreviewed-by: ${own}`);
      commit(desk, start + day, `twice\n\nReviewed-by: ${own}\nReviewed-by: Cy <cy@example.org>`);
      await ids('reviewed', 'twice', 'helped');
      assert.deepEqual(
        (await reviewsIn(desk.work, { now }))?.map((review) => review.day),
        ['2026-03-02', '2026-03-03', '2026-03-06'],
      );
    }));

  it('are none of who only signed, was only spoken of, or wrote the commit', () =>
    among(async (desk, ids) => {
      commit(desk, start, `signed\n\nSigned-off-by: ${own}`);
      commit(desk, start, `spoken of\n\nReviewed-by: ${own} said no.\n\nWhat he meant is another thing.`);
      commit(desk, start, `own\n\nReviewed-by: ${own}`, 'K <KIM@example.org>');
      commit(
        desk,
        start,
        `another\n\nReviewed-by: Kim <akim@example.org>\nReviewed-by: kim@example.org <kim@example.com>`,
      );
      commit(desk, now - 401 * day, `old\n\nReviewed-by: ${own}`);
      await ids();
    }));

  it('count once where one is copied to another branch, and on all branches', () =>
    among(async (desk, ids) => {
      commit(desk, start, 'first');
      desk.git(start, desk.work, 'checkout', '--quiet', '-b', 'aside');
      commit(desk, start + day, `fix\n\nReviewed-by: ${own}`);
      commit(desk, start + 2 * day, `aside\n\nReviewed-by: ${own}`);
      desk.git(start + 3 * day, desk.work, 'checkout', '--quiet', 'main');
      desk.git(start + 3 * day, desk.work, 'cherry-pick', '--allow-empty', 'aside~1');
      await ids('fix', 'aside');
    }));

  it('are looked for on a machine with a team, in repositories that AI edits were made in, and on no other', () =>
    among(async (desk) => {
      desk.edit(start, 'a.ts', code('kept', 10));
      desk.write('a.ts', code('kept', 10));
      desk.commit(start + hour);
      commit(desk, start + 2 * hour, `reviewed\n\nReviewed-by: ${own}`);
      const known = async () => {
        const ledger = openLedger();
        await readKeptWork(ledger, { home: desk.home }, { now });
        const told = reviews(ledger, '2026-01-01').map((review) => review.day);
        ledger.close();
        return told;
      };
      const before = process.env['TALLYBOARD_HOME'];
      try {
        process.env['TALLYBOARD_HOME'] = join(desk.home, 'data');
        assert.deepEqual(await known(), []);
        mkdirSync(join(desk.home, 'data', 'teams', 'one'), { recursive: true });
        assert.deepEqual(await known(), ['2026-03-02']);
      } finally {
        if (before === undefined) delete process.env['TALLYBOARD_HOME'];
        else process.env['TALLYBOARD_HOME'] = before;
      }
    }));

  it('are unknown where there is no repository, and none where git knows no address', () =>
    withFolder(async (folder) => {
      const desk = new Desk(folder);
      desk.git(start, desk.work, 'config', 'user.email', '');
      assert.deepEqual(await reviewsIn(desk.work, { now }), []);
      assert.equal(await reviewsIn('/nowhere/at/all', { now }), undefined);
    }));
});
