import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { startCounting } from '../../src/app/host.js';
import { passKeptWork } from '../../src/app/keptPass.js';
import { lazyWork } from '../../src/app/workClient.js';
import { noTeamFacts } from '../../src/core/team/badgeFacts.js';
import { code, Desk, day, hour, start } from '../kept/rig.js';
import { withFolder } from '../ledger/rig.js';

const dist = join(import.meta.dirname, '../../../dist');

describe('kept work in an editor', () => {
  it('one worker reads logs and git, the other keeps what they tell; git runs in trusted folders only', () =>
    withFolder(async (folder) => {
      const desk = new Desk(folder);
      for (let index = 0; index < 7; index++) {
        desk.edit(start + index * day, `f${index}.ts`, code(`day${index}x`, 20));
        desk.write(`f${index}.ts`, code(`day${index}x`, 20).slice(0, 15));
        desk.commit(start + index * day + hour);
      }
      const settings = { home: desk.home, ledger: join(folder, 'ledger.db'), extraRoots: {}, priceOverrides: {} };
      const ledger = startCounting({ workerFile: join(dist, 'scanWorker.cjs'), settings });
      const work = lazyWork(join(dist, 'workWorker.cjs'));
      try {
        const pass = { ledger, work, places: { home: desk.home }, reads: true, now: start + 60 * day };
        await passKeptWork({ ...pass, trusts: () => false });
        const before = await ledger.call('kept', { zone: 'UTC', by: [] });
        await passKeptWork({ ...pass, trusts: (root) => root === desk.work });
        const { total, rows, coverage } = await ledger.call('kept', { zone: 'UTC', by: ['day'] });
        const score = await ledger.call('keptScore', { until: '2026-03-20', zone: 'UTC' });
        assert.deepEqual([before.total.lines, before.coverage], [0, { seen: 7, escaped: 0 }]);
        assert.deepEqual(total, { edits: 7, lines: 140, kept: 105, aged: 105, survived: 105 });
        assert.deepEqual([rows.length, coverage.seen, score.days.length], [7, 7, 7]);
        assert.ok(score.score !== null && score.score > 0);
        // Nothing is committed of it, and half of it is gone where it is open: the file has all of it.
        const at = start + 50 * day;
        desk.edit(at, 'open.ts', code('open', 20));
        desk.write('open.ts', code('open', 20));
        const unsaved = () => [{ path: join(desk.work, 'open.ts'), text: code('open', 10).join('\n') }];
        await passKeptWork({ ...pass, now: at + hour, trusts: () => true, unsaved });
        const { total: open } = await ledger.call('kept', { zone: 'UTC', since: at, by: [] });
        assert.deepEqual([open.lines, open.kept], [20, 10]);
      } finally {
        await work.dispose();
        await ledger.dispose();
      }
    }));

  it('on a machine with a team, both tell its badges: what the team told, and commits of others that name the person', () =>
    withFolder(async (folder) => {
      const before = process.env['TALLYBOARD_HOME'];
      process.env['TALLYBOARD_HOME'] = join(folder, 'data');
      const desk = new Desk(folder);
      desk.git(start, desk.work, 'config', 'user.email', 'kim@example.org');
      desk.edit(start, 'f.ts', code('first', 20));
      desk.write('f.ts', code('first', 20));
      desk.commit(start + hour);
      const said = ['--author', 'Bo <bo@example.org>', '--message', 'x\n\nReviewed-by: Kim <kim@example.org>'];
      desk.git(start + 2 * hour, desk.work, 'commit', '--quiet', '--allow-empty', ...said);
      const id = desk.git(start, desk.work, 'rev-parse', 'HEAD').trim();
      const settings = { home: desk.home, ledger: join(folder, 'ledger.db'), extraRoots: {}, priceOverrides: {} };
      const ledger = startCounting({ workerFile: join(dist, 'scanWorker.cjs'), settings });
      const work = lazyWork(join(dist, 'workWorker.cjs'));
      // Edits are open for 42 days, and so long git is asked.
      const now = start + 20 * day;
      const badges = async () => {
        const told = await ledger.call('badges', { now, zone: 'UTC' });
        const of = (wanted: string) => told.badges.find((badge) => badge.id === wanted);
        return { lift: of('team-lift')?.reached, shown: of('reviewer')?.shown, reviews: told.reviews };
      };
      const pass = { ledger, work, places: { home: desk.home }, reads: true, now, trusts: () => true };
      try {
        await passKeptWork(pass);
        assert.deepEqual(await badges(), { lift: [], shown: null, reviews: [] });
        const team = join(folder, 'data', 'teams', 'one');
        mkdirSync(team, { recursive: true });
        const facts = { ...noTeamFacts, kept: { '2026-W04': 60, '2026-W08': 65 } };
        writeFileSync(join(team, 'facts.json'), JSON.stringify(facts));
        await passKeptWork(pass);
        const reviews = [{ id, day: '2026-03-02' }];
        assert.deepEqual(await badges(), { lift: ['2026-02-24'], shown: { kind: 'reviews', ids: [id] }, reviews });
      } finally {
        if (before === undefined) delete process.env['TALLYBOARD_HOME'];
        else process.env['TALLYBOARD_HOME'] = before;
        await work.dispose();
        await ledger.dispose();
      }
    }));
});
