import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { hash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'mocha';
import { readDatabase } from '../../src/platform/readOnlyDatabase.js';
import { DatabaseError } from '../../src/platform/sqlite.js';
import { withFolder } from '../ledger/rig.js';

/** Names and bytes of a folder's files. */
const contents = (folder: string) =>
  readdirSync(folder).map((name) => [name, hash('sha256', readFileSync(join(folder, name)))]);

const rows = (path: string) =>
  readDatabase(path, (database) => Number(database.prepare('select count(*) as n from t').get()?.['n']));

function writer(path: string): DatabaseSync {
  const database = new DatabaseSync(path);
  database.exec('pragma journal_mode = wal; pragma wal_autocheckpoint = 0; create table t (id integer primary key)');
  database.exec('insert into t values (1), (2)');
  return database;
}

function withDatabase(work: (path: string, folder: string) => void): Promise<void> {
  return withFolder((folder) => {
    const place = join(folder, 'a b#c?d');
    mkdirSync(place);
    work(join(place, 'x.db'), place);
  });
}

describe('reading a database of another program', () => {
  it('sees what stands in the log of one that runs, and changes no byte beside it', () =>
    withFolder(async (folder) => {
      const path = join(folder, 'x.db');
      const program = `const { DatabaseSync } = require('node:sqlite');
        const database = new DatabaseSync(${JSON.stringify(path)});
        database.exec('pragma journal_mode = wal; pragma wal_autocheckpoint = 0; create table t (id integer primary key)');
        database.exec('insert into t values (1), (2)');
        process.stdin.on('data', () => { database.exec('insert into t values (3)'); console.log('3') });
        console.log('2');`;
      const other = spawn(process.execPath, ['-e', program], { stdio: ['pipe', 'pipe', 'ignore'] });
      try {
        await once(other.stdout, 'data');
        assert.equal(rows(path), 2);
        other.stdin.write('more');
        await once(other.stdout, 'data');
        const before = contents(folder);
        assert.equal(rows(path), 3);
        assert.deepEqual(contents(folder), before);
      } finally {
        other.kill();
      }
    }));

  it('sees it too where only file and log are left', () =>
    withDatabase((path, folder) => {
      const open = writer(path);
      const files = ['', '-wal'].map((tail) => [path + tail, readFileSync(path + tail)] as const);
      open.close();
      for (const name of readdirSync(folder)) rmSync(join(folder, name));
      for (const [name, bytes] of files) writeFileSync(name, bytes);
      const before = contents(folder);
      assert.equal(rows(path), 2);
      assert.deepEqual(contents(folder), before);
    }));

  it('makes no log beside one that was closed', () =>
    withDatabase((path, folder) => {
      writer(path).close();
      assert.deepEqual(readdirSync(folder), ['x.db']);
      assert.equal(rows(path), 2);
      assert.deepEqual(readdirSync(folder), ['x.db']);
    }));

  it('says of a damaged one that it is, and of one that is written that it is busy', () =>
    withDatabase((path) => {
      writeFileSync(path, 'SQLite format 3\0'.padEnd(4096, 'x'));
      assert.throws(
        () => rows(path),
        (error: DatabaseError) => error instanceof DatabaseError && error.reason === 'damaged',
      );
      rmSync(path);
      const open = new DatabaseSync(path);
      open.exec('create table t (id integer primary key); begin exclusive; insert into t values (1)');
      assert.throws(
        () => rows(path),
        (error: DatabaseError) => error instanceof DatabaseError && error.reason === 'busy',
      );
      open.close();
    }));
});
