import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { KeyRuns } from '../../src/ledger/requests/keyRuns.js';
import { migrate } from '../../src/ledger/schema.js';
import { requestKey } from '../../src/platform/key.js';
import { type Database, openDatabase } from '../../src/platform/sqlite.js';
import { openLedger, put, request, runs, withFolder } from './rig.js';

function openRuns(): { database: Database; keys: KeyRuns } {
  const database = openDatabase(':memory:');
  migrate(database);
  return { database, keys: new KeyRuns(database) };
}

const keyOf = (number: number) => requestKey('test', String(number));

function runsOf(database: Database): { entries: number; bits: number }[] {
  const rows = database.prepare('select entries, bits from key_run order by entries').all();
  return rows.map(({ entries, bits }) => ({ entries: Number(entries), bits: Number(bits) }));
}

describe('runs of keys', () => {
  it('find every key that was noted, whatever is noted in one go, and whoever looks', () => {
    const size = fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3_000 }));
    fc.assert(
      fc.property(fc.array(size, { minLength: 1, maxLength: 40 }), (sizes) => {
        const { database, keys } = openRuns();
        let count = 0;
        for (const each of sizes) {
          for (let i = 0; i < each; i++) keys.note(keyOf(++count), count);
          assert.ok(keys.find(keyOf(count)).includes(count), 'before it is written');
          keys.write();
        }
        // The first looks go to the runs, the later ones to what was read of them all.
        for (const looker of [keys, new KeyRuns(database)])
          for (let number = count; number > 0; number -= 1 + Math.floor(count / 2_000))
            assert.ok(looker.find(keyOf(number)).includes(number), `${number} of ${count}`);
        database.close();
      }),
      { numRuns: runs(60) },
    );
  });

  it('find nothing for nearly all other keys', () => {
    const { database, keys } = openRuns();
    for (let number = 1; number <= 20_000; number++) keys.note(keyOf(number), number);
    keys.write();
    let found = 0;
    for (const looker of [keys, new KeyRuns(database)])
      for (let number = 1; number <= 20_000; number++) found += looker.find(requestKey('other', String(number))).length;
    assert.ok(found < 5, `${found} found`);
    database.close();
  });

  it('are few, and of parts of a kilobyte, after a hundred thousand writes of one key', () => {
    const { database, keys } = openRuns();
    database.exec('begin');
    for (let number = 1; number <= 100_000; number++) {
      keys.note(keyOf(number), number);
      keys.write();
    }
    const made = runsOf(database);
    assert.equal(
      made.reduce((sum, { entries }) => sum + entries, 0),
      100_000,
    );
    assert.ok(made.length <= 7 * 6, `${made.length} runs`);
    const longest = Number(database.prepare('select max(length(keys)) as bytes from key_part').get()?.['bytes']);
    assert.ok(longest < 2_000, `${longest} bytes`);
    database.close();
  }).timeout(20_000);

  it('take ten bytes a key at most, with what is free on their pages', () =>
    withFolder((folder) => {
      const ledger = openLedger(join(folder, 'ledger.db'));
      for (let batch = 0; batch < 8; batch++)
        put(ledger, ...Array.from({ length: 8_192 }, (_, n) => request({ id: `${batch}/${n}` })));
      const ofPages = "select sum(pgsize) as bytes from dbstat where name = 'key_part'";
      const bytes = Number(ledger.database.prepare(ofPages).get()?.['bytes']);
      assert.ok(bytes > 0 && bytes < 10 * 8 * 8_192, `${bytes} bytes`);
      ledger.close();
    })).timeout(20_000);
});

describe('a request told again', () => {
  /** By as many processes as tell it: each has read what was written when it looks for the first time. */
  it('is the same row, whichever of several processes tells it', () =>
    withFolder((folder) => {
      const path = join(folder, 'ledger.db');
      const told = fc.record({ by: fc.nat(2), from: fc.nat(300), count: fc.integer({ min: 1, max: 200 }) });
      const ledgers = [openLedger(path), openLedger(path), openLedger(path)];
      const ids = new Set<string>();
      fc.assert(
        fc.property(fc.array(told, { maxLength: 12 }), (tellings) => {
          for (const { by, from, count } of tellings) {
            const each = Array.from({ length: count }, (_, n) => `r${from + n}`);
            for (const id of each) ids.add(id);
            put(ledgers[by] as (typeof ledgers)[0], ...each.map((id) => request({ id })));
          }
          const rows = ledgers[0]?.database.prepare('select count(*) as n from event').get()?.['n'];
          assert.equal(rows, ids.size);
        }),
        { numRuns: runs(40) },
      );
      for (const ledger of ledgers) ledger.close();
    }));

  it('is no second row after a write that failed, nor after a request was removed', () => {
    const ledger = openLedger();
    put(ledger, ...Array.from({ length: 100 }, (_, n) => request({ id: `r${n}` })));
    assert.throws(() =>
      ledger.write(() => {
        ledger.events.put(request({ id: 'undone' }));
        throw new Error('given up');
      }),
    );
    const gone = ledger.events.byId('test', 'r99');
    assert.ok(gone);
    ledger.write(() => ledger.events.remove(gone));
    put(ledger, request({ id: 'undone' }), request({ id: 'r99' }), request({ id: 'r5' }));
    put(ledger, request({ id: 'undone' }), request({ id: 'r99' }), request({ id: 'r5' }));
    const count = (where: string) => ledger.database.prepare(`select count(*) as n from event ${where}`).get()?.['n'];
    assert.equal(count(''), 101);
    ledger.close();
  });
});
