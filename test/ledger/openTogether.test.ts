import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, it } from 'mocha';
import { Ledger } from '../../src/ledger/ledger.js';
import { openDatabase } from '../../src/platform/sqlite.js';
import { noon, openLedger, put, request, sums, withFolder } from './rig.js';

/** Another process as it makes the same ledger: it has begun to write, and ends a little later. */
const otherOpener = `
const { parentPort, workerData } = require('node:worker_threads');
const { DatabaseSync } = require('node:sqlite');
const database = new DatabaseSync(workerData);
database.exec('begin immediate');
parentPort.postMessage('writing');
setTimeout(() => database.close(), 100);
`;

describe('a new ledger that two processes open at once', () => {
  it('waits for the other: SQLite itself fails the change to a write-ahead log at once', () =>
    withFolder(async (folder) => {
      const path = join(folder, 'ledger.db');
      const other = new Worker(otherOpener, { eval: true, workerData: path });
      const ended = new Promise((resolve) => other.once('exit', resolve));
      await new Promise((resolve) => other.once('message', resolve));
      const direct = openDatabase(path);
      assert.throws(() => direct.exec('pragma journal_mode = wal'), /locked/);
      direct.close();
      const ledger = openLedger(path);
      assert.equal(ledger.database.prepare('pragma journal_mode').get()?.['journal_mode'], 'wal');
      ledger.close();
      await ended;
    }));

  it('sees what the other writes while it opens: a pause holds in both', () =>
    withFolder((folder) => {
      const path = join(folder, 'ledger.db');
      const first = openLedger(path);
      let asked = 0;
      const second = new Ledger({
        path,
        // Asked for when the pauses have been read.
        get pricing() {
          if (++asked === 2) first.write(() => first.pauses.add(0, noon));
          return first.pricing;
        },
      });
      put(second, request({ at: noon - 1, output: 5 }), request({ at: noon, output: 30 }));
      assert.deepEqual([asked, sums(second).output], [2, 30]);
      first.close();
      second.close();
    }));
});
