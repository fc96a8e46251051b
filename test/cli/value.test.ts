import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { dayScore, score } from '../../src/core/keptWork/formulae.js';
import { code, Desk, day, hour, start } from '../kept/rig.js';
import { withFolder } from '../ledger/rig.js';
import { run } from './rig.js';

const until = '2026-03-20';

/** Eight days with an edit of 20 lines each, of which 15 are committed; the ninth is not committed yet. */
async function withWork(work: (desk: Desk, folder: string) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const desk = new Desk(folder);
    for (let index = 0; index < 8; index++) {
      const at = start + index * day;
      desk.edit(at, `f${index}.ts`, code(`day${index}x`, 20));
      desk.write(`f${index}.ts`, code(`day${index}x`, 20).slice(0, 15));
      desk.commit(at + hour);
    }
    desk.edit(start + 8 * day, 'open.ts', code('open', 5));
    await work(desk, folder);
  });
}

describe('tallyboard report --value', () => {
  it('tells in words what stayed, the score, its coverage and its error', () =>
    withWork(async ({ home }) => {
      const {
        code: exit,
        out,
        error,
      } = await run('report', '--value', '--home', home, '--timezone', 'UTC', '--until', until);
      assert.deepEqual([exit, error], [0, '']);
      assert.match(out, /^Claude Code +8 +160 +120 +75% +(–|\d+% of \d+)$/m);
      assert.match(out, /Score, 2026-02-21 to 2026-03-20: \d+, band [1-5] of 5 \(8 active days\)\./);
      assert.match(out, /Covers 100% of the changes by AI tools/);
      assert.match(out, /error of about 8 points/);
    }));

  it('shows the evidence of every figure: a script of its own formulae computes all again, to the last digit', () =>
    withWork(async (desk) => {
      const { home } = desk;
      desk.request(start + 2 * day);
      const asked = [
        'report',
        '--value',
        '--json',
        '--evidence',
        '--home',
        home,
        '--timezone',
        'UTC',
        '--until',
        until,
      ];
      const { out } = await run(...asked);
      const script = join(import.meta.dirname, '../../../test/recompute.mjs');
      const recompute = (input: string) => {
        const { status, stdout } = spawnSync(process.execPath, [script], { input, encoding: 'utf8' });
        return [status, stdout];
      };
      assert.deepEqual(recompute(out), [0, '19 figures computed again from 8 edits: all as shown\n']);
      const part = await run(...asked, '--since', '2026-03-06', '--by', 'model');
      assert.deepEqual(recompute(part.out)[0], 0);
      const told = JSON.parse(out);
      assert.equal(told.score.days[2].output, 20);
      told.score.days[3].points += 1e-15;
      const [status, words] = recompute(JSON.stringify(told));
      assert.deepEqual([status, /score of 2026-03-05: shown/.test(String(words))], [1, true]);
      assert.equal((await run('report', '--value', '--evidence', '--home', home)).code, 2);
    }));

  it('is split by what --by names, and by nothing else', () =>
    withWork(async ({ home }) => {
      const asked = ['report', '--value', '--home', home, '--timezone', 'UTC', '--by', 'branch,session'];
      const { out } = await run(...asked);
      assert.match(out, /^main +8 +160 +120 +75% .*\nTogether +8 +160 +120 +75% /m);
      assert.match(out, /^claude-code:s1 +8 +160 +120 +75% /m);
      assert.doesNotMatch(out, /Claude Code/);
      const told = JSON.parse((await run(...asked, '--json')).out);
      const maps = Object.keys(told).filter((name) => name.startsWith('by'));
      assert.deepEqual([maps, told.byBranch.main.kept], [['bySession', 'byBranch'], 120]);
      const all = JSON.parse((await run('report', '--value', '--home', home, '--timezone', 'UTC', '--json')).out);
      assert.deepEqual([told.byBranch, told.score], [all.byBranch, all.score]);
    }));

  it('tells as JSON all that the score is made of: a script computes it again', () =>
    withWork(async ({ home }) => {
      const { out } = await run('report', '--value', '--json', '--home', home, '--timezone', 'UTC', '--until', until);
      const told = JSON.parse(out);
      assert.deepEqual(Object.keys(told), [
        'schema',
        'timezone',
        'since',
        'until',
        'formula',
        'backwards',
        'total',
        'byTool',
        'byModel',
        'byDay',
        'bySession',
        'byBranch',
        'leftOut',
        'noted',
        'coverage',
        'cacheHitRatio',
        'costPerKeptLineMicroUsd',
        'costAtLeast',
        'score',
      ]);
      const { edits, lines, kept, ratio } = told.total;
      assert.deepEqual([edits, lines, kept, ratio], [8, 160, 120, 0.75]);
      assert.deepEqual(told.byDay['2026-03-02'].kept, 15);
      assert.deepEqual(Object.keys(told.bySession), ['claude-code:s1']);
      assert.deepEqual(told.byBranch.main, told.byModel['claude-opus-5-5']);
      const points = told.score.days.map(
        (each: Parameters<typeof dayScore>[0] & { usual: Parameters<typeof dayScore>[1] }) =>
          dayScore(each, each.usual),
      );
      assert.deepEqual(
        points,
        told.score.days.map((each: { points: number }) => each.points),
      );
      assert.equal(told.score.score, score(points));
      assert.deepEqual([told.score.days.length, told.score.since], [8, '2026-02-21']);
    }));

  it('says so where there is nothing to tell, and takes no other split', () =>
    withFolder(async (folder) => {
      const home = join(folder, 'empty');
      assert.equal((await run('report', '--value', '--home', home)).out, 'No edit of an AI tool found.\n');
      const wrong = await run('report', '--value', '--by', 'project', '--home', home);
      assert.deepEqual(
        [wrong.code, /--by knows session, branch, model, day, tool, not "project"/.test(wrong.error)],
        [2, true],
      );
      assert.equal((await run('report', '--value', '--branch', '.', '--home', home)).code, 2);
    }));
});
