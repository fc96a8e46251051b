import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { openCounting } from '../../src/app/counting.js';
import { eraseLedger, letCount, readErasure, removeLedger } from '../../src/ledger/care/erasing.js';
import { noon, openLedger, put, request, sums, withFolder } from './rig.js';

const canary = '/home/dev/canary-project-name';

/** A ledger with a row, its backup, what was set aside, and what is not its own. */
function filled(folder: string) {
  const path = join(folder, 'ledger.db');
  const ledger = openLedger(path);
  put(ledger, request({ project: canary, output: 7 }), request({ output: 1 }));
  writeFileSync(join(folder, 'ledger.backup-2026-11-22.db'), canary);
  writeFileSync(join(folder, 'ledger.damaged-2026-11-21T101500.db'), canary);
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin', 'tallyboard'), '');
  return { path, ledger };
}

describe('Erase', () => {
  it('removes the ledger with its backups, and leaves a receipt that tells of nothing else', () =>
    withFolder((folder) => {
      const { path, ledger } = filled(folder);
      const erasure = eraseLedger(ledger, noon);
      assert.deepEqual(readdirSync(folder).sort(), ['bin', 'erased.json']);
      assert.deepEqual([erasure.rows, erasure.stopped, erasure.at, erasure.bytes > 10_000], [2, true, noon, true]);
      assert.deepEqual(readErasure(path), erasure);
      assert.ok(!readFileSync(join(folder, 'erased.json'), 'utf8').includes('canary'));
    }));

  it('leaves nothing to read in a file that another process holds open', () =>
    withFolder((folder) => {
      const { path, ledger } = filled(folder);
      const other = openLedger(path);
      // As on Windows: what is open cannot be removed, and is looked at after the overwriting.
      const kept = join(folder, 'held');
      other.database.prepare('select count(*) from event').get();
      eraseLedger(ledger, noon);
      assert.throws(() => put(other, request({ project: canary, output: 1 })), /no such table/);
      other.database.prepare('vacuum into ?').run(kept);
      other.close();
      assert.ok(!readFileSync(kept).includes('canary'));
    }));

  it('stops counting in every process until the person says from when', () =>
    withFolder((folder) => {
      const { path, ledger } = filled(folder);
      eraseLedger(ledger, noon);
      assert.throws(() => openCounting({ ledger: path, home: folder }), { reason: 'erased' });
      letCount(path);
      const again = openCounting({ ledger: path, home: folder });
      assert.deepEqual([sums(again.ledger).requests, readErasure(path)?.stopped], [0, false]);
      again.ledger.close();
    }));

  it('from now on: what lies before is never counted, what comes after is', () =>
    withFolder((folder) => {
      const { path, ledger } = filled(folder);
      eraseLedger(ledger, noon);
      letCount(path, noon);
      const again = openCounting({ ledger: path, home: folder }).ledger;
      put(again, request({ at: noon - 1, output: 5 }), request({ at: noon, output: 30 }));
      assert.deepEqual(sums(again), { input: 0, output: 30, requests: 1 });
      again.close();
    }));

  it('from now on holds for every later ledger: one that another process takes away is made anew without what lies before', () =>
    withFolder((folder) => {
      const { path, ledger } = filled(folder);
      eraseLedger(ledger, noon);
      letCount(path, noon);
      openCounting({ ledger: path, home: folder }).ledger.close();
      removeLedger(path);
      const { ledger: next } = openCounting({ ledger: path, home: folder });
      next.write(() => next.pauses.pause(noon + 10, noon + 20));
      put(
        next,
        request({ at: noon - 1, output: 5 }),
        request({ at: noon + 15, output: 7 }),
        request({ at: noon + 30, output: 30 }),
      );
      assert.deepEqual(sums(next).output, 30);
      next.close();
      const { ledger: again } = openCounting({ ledger: path, home: folder });
      put(again, request({ at: noon + 16, output: 9 }), request({ at: noon - 2, output: 11 }));
      assert.deepEqual(sums(again).output, 30, 'the pause of that time stays too');
      again.close();
    }));

  it('twice has two epochs; what a crash in between left behind goes with the next opening', () =>
    withFolder((folder) => {
      const first = eraseLedger(filled(folder).ledger, noon).epoch;
      letCount(join(folder, 'ledger.db'));
      const second = eraseLedger(openLedger(join(folder, 'ledger.db')), noon + 1).epoch;
      assert.notEqual(first, second);
      writeFileSync(join(folder, 'ledger.db-wal'), canary);
      removeLedger(join(folder, 'ledger.db'));
      assert.deepEqual(readdirSync(folder).sort(), ['bin', 'erased.json']);
    }));

  it('is told by a file that makes no sense too, and one that cannot be read keeps the ledger shut', () =>
    withFolder((folder) => {
      const path = join(folder, 'ledger.db');
      for (const text of ['', '{"epoch":7}', 'null', '{"epoch":"on']) {
        writeFileSync(join(folder, 'erased.json'), text);
        assert.throws(() => openCounting({ ledger: path, home: folder }), { reason: 'erased' }, text);
      }
      letCount(path);
      openCounting({ ledger: path, home: folder }).ledger.close();
      rmSync(join(folder, 'erased.json'));
      mkdirSync(join(folder, 'erased.json'));
      assert.throws(() => openCounting({ ledger: path, home: folder }), /EISDIR/);
    }));

  it('of a ledger in memory has no receipt to keep', () => {
    const ledger = openLedger();
    put(ledger, request({ output: 1 }));
    assert.equal(eraseLedger(ledger, noon).rows, 1);
    assert.equal(readErasure(':memory:'), null);
  });
});
