import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isOfOneMachine, ledgerIn } from '../../src/platform/ledgerPlace.js';
import { isNetworkFolder } from '../../src/platform/networkFolder.js';
import { withFolder } from '../ledger/rig.js';

/** SQLite as it is in a folder whose file system knows no shared memory. */
function withoutSharedMemory<T>(errcode: number, work: () => T): T {
  const { exec } = DatabaseSync.prototype;
  DatabaseSync.prototype.exec = () => {
    throw Object.assign(new Error('disk I/O error'), { code: 'ERR_SQLITE_ERROR', errcode });
  };
  try {
    return work();
  } finally {
    DatabaseSync.prototype.exec = exec;
  }
}

describe('the place of the ledger', () => {
  it('is the same for all where memory can be shared; trying that leaves nothing', () =>
    withFolder((folder) => {
      assert.equal(ledgerIn(folder, 'alpha'), join(folder, 'ledger.db'));
      assert.deepEqual(readdirSync(folder), []);
    }));

  it('is of one machine where memory cannot be shared, and stays so', () =>
    withFolder((folder) => {
      const mine = join(folder, 'ledger-alpha-lan.db');
      const ioErrorOfMapping = 5386;
      assert.equal(
        withoutSharedMemory(ioErrorOfMapping, () => ledgerIn(folder, 'alpha.lan')),
        mine,
      );
      assert.deepEqual(readdirSync(folder), []);
      writeFileSync(mine, '');
      assert.equal(ledgerIn(folder, 'alpha.lan'), mine);
    }));

  it('is not judged by a full disk, nor where a ledger is there', () =>
    withFolder((folder) => {
      const [full, ioErrorOfMapping] = [13, 5386];
      const place = () => ledgerIn(folder, 'alpha');
      assert.equal(withoutSharedMemory(full, place), join(folder, 'ledger.db'));
      writeFileSync(join(folder, 'ledger.db'), 'something');
      assert.equal(withoutSharedMemory(ioErrorOfMapping, place), join(folder, 'ledger.db'));
    }));

  it('tells by its name whether it is of one machine', () => {
    const names = [
      'ledger-alpha.db',
      'ledger-alpha.part',
      'ledger.db',
      'ledger.damaged-2026-11-21T101500.db',
      'mine.db',
    ];
    assert.deepEqual(
      names.map((name) => isOfOneMachine(join('/home/kim', name))),
      [true, true, false, false, false],
    );
  });
});

describe('a folder on a network', () => {
  it('is told by its path on Windows', () => {
    const paths = [
      '\\\\server\\share\\kim',
      '//server/share',
      '\\\\?\\UNC\\server\\share',
      'C:\\Users\\kim',
      '\\\\?\\C:\\Users',
    ];
    assert.deepEqual(
      paths.map((path) => isNetworkFolder(path, 'win32')),
      [true, true, true, false, false],
    );
  });

  it('is none of ours here, and none that is not there', () =>
    withFolder((folder) => {
      assert.deepEqual([isNetworkFolder(folder), isNetworkFolder(join(folder, 'absent'))], [false, false]);
    }));
});
