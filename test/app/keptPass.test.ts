import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { startCounting } from '../../src/app/host.js';
import { passKeptWork } from '../../src/app/keptPass.js';
import { lazyWork } from '../../src/app/workClient.js';
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
      } finally {
        await work.dispose();
        await ledger.dispose();
      }
    }));
});
