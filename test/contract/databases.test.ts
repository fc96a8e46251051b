import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'mocha';
import { type Counting, openCounting } from '../../src/app/counting.js';
import type { Source, TableSource } from '../../src/core/source.js';
import { readTable, type TableCursor } from '../../src/ledger/reading/tables.js';
import { crush } from '../../src/sources/crush/crush.js';
import { sources as registry } from '../../src/sources/registry.js';
import { usageOf } from '../app/reports.js';
import { placesOf, unitsOf } from '../kit/readHome/units.js';
import { long } from '../ledger/rig.js';

const fixtures = join(import.meta.dirname, '../../../test/fixtures/sources');
/** In memory, where Linux has such a folder. */
const shared = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const sources: readonly Source[] = registry;

/** A fixture home whose database of a source is whole without a log and has what the source tells, and where that lies in it. */
function fixtureOf(source: TableSource): { readonly home: string; readonly below: string } {
  for (const tool of readdirSync(fixtures).sort())
    for (const name of readdirSync(join(fixtures, tool))) {
      const home = join(fixtures, tool, name, 'home');
      const unit = existsSync(home) ? unitsOf([source], placesOf(home))[0] : undefined;
      if (unit && !existsSync(`${unit.path}-wal`) && hasRows(source, unit.path))
        return { home, below: unit.path.slice(home.length + 1) };
    }
  throw new Error(`no fixture of ${source.id} ${source.store}`);
}

function hasRows(source: TableSource, path: string): boolean {
  let rows = 0;
  readTable(path, source, undefined, () => rows++);
  return rows > 0;
}

interface Live {
  readonly counting: Counting;
  readonly path: string;
  /** Reads what is new; codes of what was wrong. */
  readonly pass: () => Promise<string[]>;
  readonly total: () => number;
}

async function withCopy(source: TableSource, work: (live: Live) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(shared, 'tallyboard-databases-'));
  const { home, below } = fixtureOf(source);
  cpSync(home, folder, { recursive: true });
  const counting = openCounting({ home: folder, os: 'linux' });
  try {
    await work({
      counting,
      path: join(folder, below),
      pass: async () => (await counting.scanner.pass()).problems.map(({ code }) => code),
      total: () => usageOf(counting).totals['total'] as number,
    });
  } finally {
    counting.ledger.close();
    rmSync(folder, { recursive: true });
  }
}

/** What the fixture holds when nothing is wrong. */
async function wholeOf(source: TableSource): Promise<number> {
  let whole = 0;
  await withCopy(source, async ({ pass, total }) => {
    assert.deepEqual(await pass(), []);
    whole = total();
  });
  assert.ok(whole > 0);
  return whole;
}

/** Tables that the query of a source reads. */
function tablesRead(source: TableSource, database: DatabaseSync): string[] {
  const names = database
    .prepare("select name from sqlite_master where type = 'table'")
    .all()
    .map((row) => String(row['name']));
  const schema = new Map(
    names.map((name) => [
      name,
      database
        .prepare('select name from pragma_table_info(?)')
        .all(name)
        .map((row) => String(row['name'])),
    ]),
  );
  const sql = source.query(schema)?.sql ?? '';
  return names.filter((name) => new RegExp(`\\b(from|join) ${name}\\b`).test(sql));
}

for (const source of sources.filter((each): each is TableSource => each.kind === 'table')) {
  describe(`a database of ${source.id}: ${source.store}`, () => {
    // Each waits for half a second. Goose's is read by two.
    if (long || ['opencode', 'goose'].includes(source.id))
      it('that another program holds locked is told as busy, and counted when it is free', async () => {
        const whole = await wholeOf(source);
        await withCopy(source, async ({ path, pass, total }) => {
          const writer = new DatabaseSync(path);
          writer.exec('pragma journal_mode = delete; begin exclusive');
          assert.deepEqual(await pass(), ['busy-file']);
          writer.exec('rollback');
          writer.close();
          assert.deepEqual(await pass(), []);
          assert.equal(total(), whole);
        });
      });

    it('is read with its write-ahead log, and through all states of it counts nothing twice', async () => {
      const whole = await wholeOf(source);
      await withCopy(source, async ({ path, pass, total }) => {
        const writer = new DatabaseSync(path);
        writer.exec('pragma journal_mode = wal; pragma wal_autocheckpoint = 0; begin immediate');
        assert.deepEqual(await pass(), []);
        assert.equal(total(), whole);
        // All rows once more, so that they are in the log.
        for (const table of tablesRead(source, writer)) {
          const [column] = writer.prepare('select name from pragma_table_info(?)').all(table);
          writer.exec(`update "${table}" set "${String(column?.['name'])}" = "${String(column?.['name'])}"`);
        }
        writer.exec('commit');
        assert.deepEqual(await pass(), []);
        assert.equal(total(), whole);
        writer.exec('pragma wal_checkpoint(truncate)');
        writer.close();
        assert.deepEqual(await pass(), []);
        assert.equal(total(), whole);
      });
    });

    it('that is cut short tells no more than it holds, and when it is whole again all of it, once', async () => {
      const whole = await wholeOf(source);
      await withCopy(source, async ({ path, pass, total }) => {
        const bytes = readFileSync(path);
        for (const part of [0.9, 0.5, 0.1, 0]) {
          writeFileSync(path, bytes.subarray(0, Math.floor(bytes.length * part)));
          await pass();
          assert.ok(total() <= whole);
        }
        writeFileSync(path, bytes);
        assert.deepEqual(await pass(), []);
        assert.equal(total(), whole);
      });
    });

    it('of a newer schema is read as far as it is known, and what was counted stays', async () => {
      const whole = await wholeOf(source);
      await withCopy(source, async ({ counting, path, pass, total }) => {
        const writer = new DatabaseSync(path);
        const tables = tablesRead(source, writer);
        assert.ok(tables.length > 0);
        for (const table of tables) writer.exec(`alter table "${table}" add column of_the_future text default 'x'`);
        writer.exec('create table of_the_future (id text)');
        assert.deepEqual(await pass(), []);
        assert.equal(total(), whole, 'more columns and tables');
        for (const table of tables) writer.exec(`alter table "${table}" rename to "${table}_of_the_future"`);
        writer.close();
        assert.deepEqual(await pass(), []);
        assert.equal(total(), whole, 'other tables');
        const skipped = counting.ledger.database.prepare('select skipped from file where path = ?').get(path);
        assert.match(String(skipped?.['skipped']), /unknown-format/);
      });
    });

    it('without a change is not read', async () => {
      await withCopy(source, async ({ counting, pass, total }) => {
        await pass();
        const before = total();
        const report = await counting.scanner.pass();
        assert.deepEqual([report.filesRead, report.records, total()], [0, 0, before]);
      });
    });
  });
}

describe('a large database that changed', () => {
  it('of Crush is asked for the sessions that changed, whatever lies in their messages', () => {
    const folder = mkdtempSync(join(shared, 'tallyboard-databases-'));
    const path = join(folder, 'crush.db');
    const database = new DatabaseSync(path);
    database.exec(`create table sessions (id text primary key, prompt_tokens int, completion_tokens int, updated_at int);
      create table messages (id text primary key, session_id text, parts text, model text);
      create index of_session on messages (session_id); begin`);
    for (let n = 0; n < 50; n++) {
      database.prepare('insert into sessions values (?, 9, 1, ?)').run(`s${n}`, 1_782_892_800 + n);
      database.prepare("insert into messages values (?, ?, ?, 'small-1')").run(`m${n}`, `s${n}`, 'x'.repeat(10_000));
    }
    database.exec('commit');
    const told = (known?: TableCursor) => {
      const rows: unknown[] = [];
      const reading = readTable(path, crush, known, (row) => rows.push(row['id']));
      return { rows, cursor: reading?.cursor };
    };
    const first = told();
    assert.equal(first.rows.length, 50);
    database.exec("update sessions set prompt_tokens = 99, updated_at = 1782899999 where id = 's7'");
    assert.deepEqual(told(first.cursor).rows, ['s49', 's7']);
    database.close();
    rmSync(folder, { recursive: true });
  });
});
