import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Row, TableSource } from '../../src/core/source.js';
import { readTable, type TableCursor } from '../../src/ledger/reading/tables.js';

const source: TableSource = {
  id: 'opencode',
  store: 'database',
  kind: 'table',
  roots: () => [],
  query: (schema) =>
    schema.has('use')
      ? {
          sql: 'select rowid as cursor, id from use where rowid > $after order by rowid',
          mark: 'select id from use where rowid = $after',
        }
      : undefined,
  row: () => {},
};

describe('a database of another program', () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tallyboard-tables-'));
    path = join(folder, 'use it.db');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const open = (journal: string) => {
    const database = new DatabaseSync(path);
    database.exec(`pragma journal_mode = ${journal}; create table use (id text); insert into use values ('a'), ('b')`);
    return database;
  };
  const ids = (known?: TableCursor) => {
    const rows: Row[] = [];
    const reading = readTable(path, source, known, (row) => rows.push(row));
    return { ids: rows.map((row) => row['id']), reading };
  };
  const seen = () => readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mtimeMs]);

  for (const journal of ['wal', 'delete']) {
    it(`is read while it is open, and nothing is written beside it: ${journal}`, () => {
      const writer = open(journal);
      try {
        const before = seen();
        assert.deepEqual(ids().ids, ['a', 'b']);
        assert.deepEqual(seen(), before);
      } finally {
        writer.close();
      }
    });

    it(`is read after it was closed, and nothing is written beside it: ${journal}`, () => {
      open(journal).close();
      const before = seen();
      assert.deepEqual(ids().ids, ['a', 'b']);
      assert.deepEqual(seen(), before);
    });
  }

  it('is read with its log where the shared memory is gone', () => {
    const writer = open('wal');
    const copy = join(folder, 'copy.db');
    for (const tail of ['', '-wal']) copyFileSync(path + tail, copy + tail);
    writer.close();
    path = copy;
    const before = seen();
    assert.deepEqual(ids().ids, ['a', 'b']);
    assert.deepEqual(seen(), before);
  });

  it('tells only rows that are new', () => {
    const writer = open('wal');
    try {
      const first = ids().reading?.cursor;
      assert.deepEqual(first, { after: 2, mark: 'b' });
      writer.exec("insert into use values ('c')");
      assert.deepEqual(ids(first), { ids: ['c'], reading: { cursor: { after: 3, mark: 'c' }, anew: false } });
    } finally {
      writer.close();
    }
  });

  it('tells all again when a number was given to another row', () => {
    const writer = open('wal');
    try {
      const first = ids().reading?.cursor;
      writer.exec("delete from use where id = 'b'; insert into use values ('c'), ('d')");
      assert.deepEqual(ids(first), { ids: ['a', 'c', 'd'], reading: { cursor: { after: 3, mark: 'd' }, anew: true } });
    } finally {
      writer.close();
    }
  });

  it('is busy while another program changes it, which is said', () => {
    const writer = open('delete');
    writer.exec('begin exclusive');
    try {
      assert.throws(() => ids(), { name: 'DatabaseError', reason: 'busy' });
    } finally {
      writer.close();
    }
  });

  it('of an unknown schema tells nothing', () => {
    const writer = new DatabaseSync(path);
    writer.exec('create table other (id text)');
    writer.close();
    assert.deepEqual(ids(), { ids: [], reading: undefined });
  });
});
