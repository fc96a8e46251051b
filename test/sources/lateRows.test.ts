import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'mocha';
import type { TableSource } from '../../src/core/source.js';
import { readOpened, type TableCursor } from '../../src/ledger/reading/tables.js';
import { continueDevData } from '../../src/sources/continue/devData.js';
import { agentTraces } from '../../src/sources/copilotChat/agentTraces.js';
import { sessionStore } from '../../src/sources/copilotCli/sessionStore.js';
import { crush } from '../../src/sources/crush/crush.js';
import { goose } from '../../src/sources/goose/goose.js';
import { openCodeDatabase } from '../../src/sources/openCode/database.js';
import { zed } from '../../src/sources/zed/zed.js';

interface Store {
  readonly source: TableSource;
  readonly schema: string;
  /** Of a session, thread or answer of that name that is of this instant, in milliseconds. */
  readonly rows: (id: string, at: number) => Readonly<Record<string, readonly (string | number)[]>>;
  readonly idOf: string;
  readonly table: string;
}

const instant = (at: number) => new Date(at).toISOString();
const tokens = { input: 100, output: 20, reasoning: 0, cache: { read: 0, write: 0 } };

const stores: Readonly<Record<string, Store>> = {
  Goose: {
    source: goose,
    schema: `create table sessions (id text primary key, updated_at text, accumulated_input_tokens integer,
      accumulated_output_tokens integer)`,
    rows: (id, at) => ({ sessions: [id, instant(at), 100, 20] }),
    idOf: 'id',
    table: 'sessions',
  },
  Zed: {
    source: zed,
    schema: 'create table threads (id text primary key, updated_at text, data blob)',
    rows: (id, at) => ({ threads: [id, instant(at), '{"cumulative_token_usage":{"input_tokens":100}}'] }),
    idOf: 'id',
    table: 'threads',
  },
  Crush: {
    source: crush,
    schema:
      'create table sessions (id text primary key, prompt_tokens integer, completion_tokens integer, updated_at integer)',
    rows: (id, at) => ({ sessions: [id, 100, 20, at] }),
    idOf: 'id',
    table: 'sessions',
  },
  'OpenCode and Kilo': {
    source: openCodeDatabase('kilo', () => []),
    schema: `create table message (id text primary key, session_id text, data text);
      create table part (id text primary key, message_id text, data text)`,
    rows: (id, at) => ({
      message: [id, id, JSON.stringify({ role: 'assistant', time: { created: at } })],
      part: [id, id, JSON.stringify({ type: 'step-finish', tokens })],
    }),
    idOf: 'session',
    table: 'part',
  },
  'Copilot Chat': {
    source: agentTraces,
    schema: `create table spans (span_id text primary key, operation_name text, start_time_ms integer, end_time_ms integer,
      input_tokens integer, output_tokens integer)`,
    rows: (id, at) => ({ spans: [id, 'chat', at - 1000, at, 100, 20] }),
    idOf: 'span_id',
    table: 'spans',
  },
};

const day = 86_400_000;
const past = Date.UTC(2026, 6, 1);

function opened({ source, schema, rows, idOf, table }: Store) {
  const database = new DatabaseSync(':memory:');
  database.exec(schema);
  let known: TableCursor | undefined;
  return {
    put(id: string, at: number, number: number | null = null): void {
      for (const [name, values] of Object.entries(rows(id, at))) {
        const columns = database.prepare('select name from pragma_table_info(?)').all(name);
        const names = ['rowid', ...columns.map((column) => column['name'])];
        database
          .prepare(`insert or replace into ${name} (${names}) values (${names.map(() => '?').join(', ')})`)
          .run(number, ...values);
      }
    },
    drop: (id: string) =>
      database.prepare(`delete from ${table} where ${table === 'spans' ? 'span_id' : 'id'} = ?`).run(id),
    turn: (how: (known: TableCursor) => TableCursor) => {
      known = known && how(known);
    },
    /** Names of the rows told, and which of them count as new. */
    read() {
      const [told, fresh]: [unknown[], unknown[]] = [[], []];
      known = readOpened(database, source, known, (row, isNew) => {
        told.push(row[idOf]);
        if (isNew) fresh.push(row[idOf]);
      })?.cursor;
      return { told: told.sort(), fresh: fresh.sort() };
    },
  };
}

const old = ['a', 'b', 'c', 'd'];

for (const [name, store] of Object.entries(stores))
  describe(`a database of ${name} that rows come into late`, () => {
    it('tells them, however old they are, and of those before none but the last', () => {
      const { put, read } = opened(store);
      for (const [n, id] of old.entries()) put(id, past + n * 10 * day);
      assert.deepEqual(read(), { told: old, fresh: old });
      put('late', past - 90 * day);
      const { told, fresh } = read();
      assert.deepEqual(fresh, ['late']);
      assert.deepEqual(
        told.filter((id) => id !== 'd' && id !== 'late'),
        [],
      );
      put('later', past - 95 * day);
      put('new', past + 50 * day);
      assert.deepEqual(read().fresh, ['later', 'new']);
      assert.deepEqual(read().fresh, []);
    });

    it('tells all once more where the number of the last one was given to one that came late', () => {
      const { put, drop, read } = opened(store);
      for (const [n, id] of old.entries()) put(id, past + n * 10 * day);
      read();
      drop('d');
      put('late', past - 90 * day);
      assert.deepEqual(read().told, ['a', 'b', 'c', 'late']);
    });

    if (name !== 'OpenCode and Kilo') {
      it('tells what changed after the clock was set back', () => {
        const { put, turn, read } = opened(store);
        const now = Date.now();
        put('a', past);
        put('b', now);
        read();
        turn((known) => ({ ...known, after: now + 30 * day }));
        put('a', now, 1);
        assert.ok(read().told.includes('a'));
      });

      it('tells all once where a reading did not yet look for those that come late', () => {
        const { put, turn, read } = opened(store);
        for (const [n, id] of old.entries()) put(id, past + n * 10 * day);
        read();
        turn(({ after }) => ({ after, mark: null }));
        put('late', past - 90 * day);
        assert.deepEqual(read(), { told: [...old, 'late'], fresh: [...old, 'late'] });
      });
    }
  });

const numbered: Readonly<Record<string, { source: TableSource; table: string; columns: string; names: string }>> = {
  'Copilot CLI': {
    source: sessionStore,
    table: 'assistant_usage_events',
    columns: 'session_id text, created_at text, input_tokens integer, output_tokens integer',
    names: 'session_id, created_at, input_tokens, output_tokens',
  },
  Continue: {
    source: continueDevData[1],
    table: 'tokens_generated',
    columns: 'model text, timestamp text, tokens_prompt integer, tokens_generated integer, provider text',
    names: 'model, timestamp, tokens_prompt, tokens_generated',
  },
};

for (const [name, { source, table, columns, names }] of Object.entries(numbered))
  describe(`a database of ${name} that is made anew`, () => {
    it('tells all of it, however many rows it has by then', () => {
      const database = new DatabaseSync(':memory:');
      database.exec(`create table ${table} (id integer primary key, ${columns})`);
      const put = (id: number, at: number) =>
        database.prepare(`insert into ${table} (id, ${names}) values (?, 'x', ?, 100, 20)`).run(id, instant(at));
      let known: TableCursor | undefined;
      const read = () => {
        const told: unknown[] = [];
        known = readOpened(database, source, known, (row) => told.push(row['id']))?.cursor;
        return told;
      };
      for (const id of [1, 2, 3]) put(id, past + id * day);
      assert.deepEqual(read(), [1, 2, 3]);
      put(4, past + 4 * day);
      assert.deepEqual(read(), [4]);
      for (const anew of [
        [1, 2],
        [1, 2, 3, 4, 5],
      ]) {
        database.exec(`delete from ${table}`);
        for (const id of anew) put(id, past + (20 + anew.length) * day + id);
        assert.deepEqual(read(), anew);
        assert.deepEqual(read(), []);
      }
    });
  });
