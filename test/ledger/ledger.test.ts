import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'mocha';
import { Ledger } from '../../src/ledger/ledger.js';
import { schemaVersion } from '../../src/ledger/schema.js';
import { DatabaseError, openDatabase } from '../../src/platform/sqlite.js';
import { assertInvariant } from './invariant.js';
import { noon, openLedger, put, request, sums, withFolder } from './rig.js';

const withFile = (work: (path: string) => void | Promise<void>) =>
  withFolder((folder) => work(join(folder, 'ledger.db')));
const failsWith = (reason: string) => (error: unknown) => error instanceof DatabaseError && error.reason === reason;

describe('a ledger file', () => {
  it('is made at the schema of this build, for its owner alone', () =>
    withFile((path) => {
      const ledger = openLedger(path);
      put(ledger, request());
      const state = ledger.database
        .prepare(
          'select (select user_version from pragma_user_version) as version, (select journal_mode from pragma_journal_mode) as journal',
        )
        .get();
      assert.deepEqual({ ...state }, { version: schemaVersion, journal: 'wal' });
      const open = readdirSync(join(path, '..')).filter(
        (name) => (statSync(join(path, '..', name)).mode & 0o077) !== 0,
      );
      assert.deepEqual(open, [], 'nobody else may read what projects the person works on');
      ledger.close();
    }));

  it('grows from an empty database of version 0, and keeps what it holds when it is opened again', () =>
    withFile((path) => {
      new DatabaseSync(path).close();
      const first = openLedger(path);
      put(first, request({ output: 7 }));
      first.close();
      const again = openLedger(path);
      assert.deepEqual([sums(again).output, again.revision], [7, 1]);
      assertInvariant(again.database, again);
      again.close();
    }));

  it('of a later build is refused and not touched', () =>
    withFile((path) => {
      const later = new DatabaseSync(path);
      later.exec(
        `create table of_the_future (x); insert into of_the_future values (1); pragma user_version = ${schemaVersion + 1}`,
      );
      later.close();
      const before = readFileSync(path);
      assert.throws(() => openLedger(path), failsWith('newer'));
      assert.deepEqual(readFileSync(path), before);
      assert.deepEqual(readdirSync(join(path, '..')), ['ledger.db']);
    }));

  it('that is no database, or a torn one, is damaged', () =>
    withFile((path) => {
      writeFileSync(path, 'this is no database '.repeat(1000));
      assert.throws(() => openLedger(path), failsWith('damaged'));
      const good = openLedger(`${path}2`);
      put(good, ...Array.from({ length: 9000 }, () => request({ output: 1 })));
      good.database.exec('pragma wal_checkpoint(truncate)');
      good.close();
      const bytes = readFileSync(`${path}2`);
      bytes.fill(0x5a, 20_000, bytes.length - 20_000);
      writeFileSync(path, bytes);
      assert.throws(() => {
        const ledger = openLedger(path);
        try {
          put(ledger, ...Array.from({ length: 500 }, () => request()));
        } finally {
          ledger.close();
        }
      }, failsWith('damaged'));
    }));

  it('in a folder that is not there is an error with a reason', () =>
    withFile((path) => {
      assert.throws(
        () => openLedger(join(path, 'below', 'ledger.db')),
        (error: unknown) => error instanceof DatabaseError,
      );
    }));

  it('that another process writes to is waited for, and then busy', () =>
    withFile((path) => {
      const ledger = openLedger(path);
      ledger.database.exec('pragma busy_timeout = 20');
      const other = openDatabase(path);
      other.exec('begin immediate');
      assert.throws(() => ledger.write(() => {}), failsWith('busy'));
      other.exec('rollback');
      ledger.write(() => {});
      other.close();
      ledger.close();
    }));

  it('can be opened and read while another process writes', () =>
    withFile((path) => {
      const first = openLedger(path);
      put(first, request({ output: 3 }));
      const other = openDatabase(path);
      other.exec('begin immediate');
      const second = openLedger(path);
      assert.equal(sums(second).output, 3);
      other.exec('rollback');
      for (const each of [first, second, other]) each.close();
    }));
});

describe('a write', () => {
  it('is all or nothing, and the next one is right again', () => {
    const ledger = openLedger();
    put(ledger, request({ id: 'a', output: 1 }));
    assert.throws(
      () =>
        ledger.write(() => {
          ledger.events.put(
            request({ id: 'b', output: 10, session: 'new', model: 'new-model', project: '/new', aliases: ['c'] }),
          );
          throw new RangeError('in the middle');
        }),
      RangeError,
    );
    assert.deepEqual(sums(ledger), { input: 0, output: 1, requests: 1 });
    assertInvariant(ledger.database, ledger);
    put(ledger, request({ id: 'b', output: 10, session: 'new', model: 'new-model', project: '/new' }));
    assert.deepEqual(sums(ledger), { input: 0, output: 11, requests: 2 });
    assertInvariant(ledger.database, ledger);
    ledger.close();
  });

  it('on a full disk says so, and nothing is lost once there is room', () => {
    const ledger = openLedger();
    put(ledger, request({ output: 1 }));
    const many = Array.from({ length: 5000 }, (_, n) => request({ id: `many ${n}`, output: 1 }));
    const pages = Number(ledger.database.prepare('pragma page_count').get()?.['page_count']);
    ledger.database.exec(`pragma max_page_count = ${pages + 2}`);
    assert.throws(() => put(ledger, ...many), failsWith('full'));
    assert.deepEqual(sums(ledger), { input: 0, output: 1, requests: 1 });
    ledger.database.exec('pragma max_page_count = 100000');
    put(ledger, ...many);
    assert.deepEqual(sums(ledger), { input: 0, output: 5001, requests: 5001 });
    assertInvariant(ledger.database, ledger);
    ledger.close();
  });

  it('of one process is seen by the others, with what they had remembered forgotten', () =>
    withFile((path) => {
      const [one, two] = [openLedger(path), openLedger(path)];
      put(one, request({ id: 'a', output: 1 }));
      put(two, request({ id: 'a', output: 5 }));
      put(one, request({ id: 'b', output: 2, at: noon + 1 }), request({ id: 'a', output: 3 }));
      assert.deepEqual(sums(two), { input: 0, output: 7, requests: 2 });
      assert.equal(two.revision, 3);
      assert.equal(two.refresh(), true);
      assert.equal(two.refresh(), false);
      assertInvariant(two.database, two);
      one.close();
      two.close();
    }));

  it('has one class of error for SQLite, whatever the call', () => {
    const ledger = openLedger();
    assert.throws(() => ledger.write(() => ledger.database.exec('no sql')), failsWith('other'));
    ledger.close();
    assert.ok(Ledger);
  });
});
