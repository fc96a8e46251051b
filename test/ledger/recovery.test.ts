import assert from 'node:assert/strict';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { Backups } from '../../src/ledger/care/backups.js';
import { eraseLedger, letCount } from '../../src/ledger/care/erasing.js';
import { isDamaged, isReplaced, markDamaged, openSound, rebuiltOf } from '../../src/ledger/care/recovery.js';
import { openEdits, putSeenEdits } from '../../src/ledger/edits/keptEdits.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { Pricing } from '../../src/ledger/prices/pricing.js';
import { Scanner } from '../../src/ledger/reading/scanner.js';
import { recordUses } from '../../src/ledger/requests/hookedUses.js';
import { placesOf } from '../../src/platform/places.js';
import { DatabaseError, openDatabase } from '../../src/platform/sqlite.js';
import { assertInvariant } from './invariant.js';
import { hookedUse, noon, smallBook, sums, withFolder } from './rig.js';
import { toySource } from './toySource.js';

const today = Date.UTC(2026, 10, 23, 12);
const requests = 1500;

/** Two logs of many requests, and the ledger beside them. */
class Place {
  readonly folder: string;
  readonly ledgerPath: string;

  constructor(folder: string) {
    this.folder = folder;
    this.ledgerPath = join(folder, 'ledger.db');
    mkdirSync(join(folder, 'logs'));
    for (const [index, name] of ['a', 'b'].entries()) writeFileSync(this.log(name), lines(index * 10_000, requests));
  }

  log(name: string): string {
    return join(this.folder, 'logs', `${name}.toy`);
  }

  open(): Ledger {
    return openSound({ path: this.ledgerPath, pricing: new Pricing(smallBook(), {}) }, () => today);
  }

  async read(ledger: Ledger): Promise<void> {
    await new Scanner(ledger, [toySource(join(this.folder, 'logs'))], placesOf({ home: '/nowhere' })).pass();
  }

  /** As an editor does: what shows damage is replaced, and all is read. */
  async count(): Promise<Ledger> {
    for (let attempt = 0; ; attempt++) {
      const ledger = this.open();
      try {
        await this.read(ledger);
        return ledger;
      } catch (error) {
        if (!isDamaged(error) || attempt > 0) throw error;
        markDamaged(ledger);
        ledger.close();
      }
    }
  }

  names(part: string): string[] {
    return readdirSync(this.folder).filter((name) => name.includes(part) && name.endsWith('.db'));
  }
}

function lines(from: number, count: number): string {
  const line = (n: number) =>
    JSON.stringify({ kind: 'request', n, session: `s${n % 40}`, out: 1, at: noon + n * 1000 });
  return Array.from({ length: count }, (_, index) => `${line(from + index)}\n`).join('');
}

const withPlace = (work: (place: Place) => Promise<void>) => withFolder((folder) => work(new Place(folder)));

/** A ledger of both logs, closed, with a backup of then if wanted. */
async function counted(place: Place, backup: boolean): Promise<void> {
  const ledger = await place.count();
  ledger.write(() => ledger.pauses.pause(today - 1000, today));
  if (backup) assert.ok(await new Backups(place.ledgerPath, () => today).make());
  ledger.close();
}

const damages: Readonly<Record<string, (path: string) => void>> = {
  'garbage for a head': (path) => change(path, (bytes) => bytes.fill(0x5a, 0, 200)),
  'garbage from its second page on': (path) => change(path, (bytes) => bytes.fill(0x5a, 16_384)),
  'zeros for all but the head': (path) => change(path, (bytes) => bytes.fill(0, 16_384)),
  'half of its length': (path) => truncateSync(path, Math.floor(statSync(path).size / 2)),
  'no byte left': (path) => truncateSync(path, 0),
  'been removed': (path) => rmSync(path),
};

function change(path: string, work: (bytes: Buffer) => void): void {
  const bytes = readFileSync(path);
  work(bytes);
  writeFileSync(path, bytes);
}

describe('a ledger that has', () => {
  for (const [what, damage] of Object.entries(damages)) {
    it(`${what}: the backup takes its place, and only what neither it nor a log has is lost`, () =>
      withPlace(async (place) => {
        await counted(place, true);
        writeFileSync(place.log('c'), lines(20_000, 10));
        (await place.count()).close();
        rmSync(place.log('a'));
        damage(place.ledgerPath);
        const ledger = await place.count();
        assert.equal(sums(ledger).output, 2 * requests + 10, 'the tool has removed a log, the backup knows it');
        const rebuilt = rebuiltOf(ledger);
        assert.deepEqual([rebuilt?.at, rebuilt?.backupAt !== undefined], [today, true]);
        assert.deepEqual(place.names('damaged-'), rebuilt?.aside === undefined ? [] : [rebuilt.aside]);
        assert.deepEqual(ledger.pauses.at(today - 1), { since: today - 1000, until: today });
        assertInvariant(ledger.database, ledger);
        ledger.close();
        const again = await place.count();
        assert.deepEqual(rebuiltOf(again), rebuilt, 'once is enough');
        again.close();
      }));

    it(`${what}, without a backup, is read from the logs`, () =>
      withPlace(async (place) => {
        await counted(place, false);
        damage(place.ledgerPath);
        const ledger = await place.count();
        assert.equal(sums(ledger).output, 2 * requests);
        assertInvariant(ledger.database, ledger);
        ledger.close();
      }));
  }

  it('a use and an edit that the editor saw in its backup has them still, and once; Erase takes them', () =>
    withPlace(async (place) => {
      const ledger = await place.count();
      recordUses(ledger, [hookedUse({ output: 70_000 })]);
      const bytes = new Uint8Array(8).fill(7);
      const seen = { tool: 'assist', session: 'm1-ab', model: 'small-1', at: noon, project: '/w', branch: 'main' };
      const where = { repository: '/w/.git', root: '/w', file: bytes, inserted: bytes, removed: new Uint8Array(0) };
      const edit = { key: bytes, ...seen, ...where, leftOut: null };
      putSeenEdits(ledger, [edit]);
      assert.ok(await new Backups(place.ledgerPath, () => today).make());
      ledger.close();
      damages['garbage for a head']?.(place.ledgerPath);
      const after = await place.count();
      recordUses(after, [hookedUse({ output: 70_000 })]);
      putSeenEdits(after, [edit]);
      assert.equal(sums(after).output, 2 * requests + 70_000);
      const rows = (table: string) => after.database.prepare(`select count(*) as rows from ${table}`).get()?.['rows'];
      assert.deepEqual([rows('hooked'), rows('edit'), openEdits(after, '/w/.git')[0]?.seen], [1, 1, true]);
      assertInvariant(after.database, after);
      eraseLedger(after, today);
      letCount(place.ledgerPath);
      const anew = await place.count();
      assert.equal(sums(anew).output, 2 * requests, 'the logs are counted again, what the editor saw is gone');
      assert.deepEqual(openEdits(anew, '/w/.git'), []);
      anew.close();
    }));

  it('garbage in its write-ahead log goes back to the last sound state and reads on from there', () =>
    withPlace(async (place) => {
      const ledger = await place.count();
      writeFileSync(place.log('c'), lines(20_000, 500));
      await place.read(ledger);
      const copy = join(place.folder, 'copy');
      mkdirSync(copy);
      for (const tail of ['', '-wal'])
        writeFileSync(join(copy, `ledger.db${tail}`), readFileSync(place.ledgerPath + tail));
      ledger.close();
      change(join(copy, 'ledger.db-wal'), (bytes) => bytes.fill(0x5a, Math.floor(bytes.length / 2)));
      for (const tail of ['', '-wal']) renameSync(join(copy, `ledger.db${tail}`), place.ledgerPath + tail);
      const after = await place.count();
      assert.equal(sums(after).output, 2 * requests + 500);
      assertInvariant(after.database, after);
      after.close();
    }));
});

describe('putting another ledger in the place of a damaged one', () => {
  it('passes over a backup that is damaged itself', () =>
    withPlace(async (place) => {
      await counted(place, true);
      await counted(place, false);
      const [name = ''] = place.names('backup-');
      const worse = join(place.folder, 'ledger.backup-2026-11-24.db');
      writeFileSync(worse, readFileSync(join(place.folder, name)).fill(0x5a, 16_384));
      utimesSync(worse, today / 1000, today / 1000);
      rmSync(place.log('a'));
      damages['garbage for a head']?.(place.ledgerPath);
      const ledger = await place.count();
      assert.equal(sums(ledger).output, 2 * requests);
      ledger.close();
    }));

  it('keeps pauses that the damaged one still tells, whatever the backup says', () =>
    withPlace(async (place) => {
      await counted(place, true);
      const ledger = await place.count();
      ledger.write(() => ledger.pauses.pause(noon + 1_000_000, noon + 1_400_000));
      await place.read(ledger);
      markDamaged(ledger);
      assert.ok(isReplaced(ledger));
      ledger.close();
      writeFileSync(place.log('d'), lines(1500, 1));
      const after = await place.count();
      assert.deepEqual(after.pauses.at(noon + 1_300_000), { since: noon + 1_000_000, until: noon + 1_400_000 });
      after.close();
    }));

  it('is seen by whoever has the old one open', () =>
    withPlace(async (place) => {
      const old = await place.count();
      assert.ok(!isReplaced(old));
      markDamaged(old);
      const after = await place.count();
      assert.deepEqual([isReplaced(old), isReplaced(after)], [true, false]);
      assert.equal(sums(after).output, 2 * requests);
      old.close();
      after.close();
    }));

  it('goes on where a break left it with nothing in place', () =>
    withPlace(async (place) => {
      await counted(place, true);
      const ledger = await place.count();
      markDamaged(ledger);
      ledger.close();
      const aside = join(place.folder, 'ledger.damaged-2026-11-23T120000.db');
      writeFileSync(join(place.folder, 'ledger.damaged'), JSON.stringify({ identity: 'gone', aside }));
      renameSync(place.ledgerPath, aside);
      rmSync(place.log('a'));
      const after = await place.count();
      assert.equal(sums(after).output, 2 * requests);
      assert.equal(rebuiltOf(after)?.aside, 'ledger.damaged-2026-11-23T120000.db');
      after.close();
    }));
});

describe('backups', () => {
  it('are made once a day, for their owner alone, and the three newest stay', () =>
    withPlace(async (place) => {
      let now = today;
      const ledger = await place.count();
      for (let day = 0; day < 5; day++, now += 86_400_000) {
        const backups = new Backups(place.ledgerPath, () => now);
        assert.ok(backups.isDue);
        assert.ok(await backups.make());
        const path = join(place.folder, `ledger.backup-${new Date(now).toISOString().slice(0, 10)}.db`);
        assert.equal(statSync(path).mode & 0o777, 0o600);
        assert.ok(!new Backups(place.ledgerPath, () => now).isDue);
      }
      assert.deepEqual(
        place.names('backup-'),
        [25, 26, 27].map((day) => `ledger.backup-2026-11-${day}.db`),
      );
      assert.deepEqual(
        readdirSync(place.folder).filter((name) => name.includes('part')),
        [],
      );
      ledger.close();
    }));

  it('hold one state of the ledger while it is written to', () =>
    withPlace(async (place) => {
      const ledger = await place.count();
      const making = new Backups(place.ledgerPath, () => today).make();
      writeFileSync(place.log('c'), lines(20_000, 500));
      await place.read(ledger);
      assert.ok(await making);
      ledger.close();
      const backup = openDatabase(join(place.folder, place.names('backup-')[0] ?? ''));
      assertInvariant(backup);
      backup.close();
    }));

  it('of before an Erase do not come after it', () =>
    withPlace(async (place) => {
      const ledger = await place.count();
      // As another process that listed what to remove before the copy had begun.
      const erasing = () => {
        const tombstone = { epoch: 'now', at: today, files: 1, bytes: 1, rows: 1, stopped: true };
        writeFileSync(join(place.folder, 'erased.json'), JSON.stringify(tombstone));
        return today;
      };
      assert.equal(await new Backups(place.ledgerPath, erasing).make(), false);
      assert.deepEqual(place.names('backup-'), []);
      ledger.close();
    }));

  it('of a damaged ledger are not made: the damage is told', () =>
    withPlace(async (place) => {
      await counted(place, false);
      change(place.ledgerPath, (bytes) => bytes.fill(0, bytes.length - 3 * 16_384));
      const made = new Backups(place.ledgerPath, () => today).make();
      await assert.rejects(made, (error) => error instanceof DatabaseError && error.reason === 'damaged');
      assert.deepEqual(place.names('backup-'), []);
    }));
});
