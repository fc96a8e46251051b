import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import type { TableSource } from '../../src/core/source.js';
import { agentTraces } from '../../src/sources/copilotChat/agentTraces.js';
import { sessionStore } from '../../src/sources/copilotCli/sessionStore.js';

const usageTable =
  'create table assistant_usage_events (id integer primary key, session_id text, model text, input_tokens integer, output_tokens integer, created_at text)';
const spanTable =
  'create table spans (span_id text primary key, operation_name text, start_time_ms integer, end_time_ms integer, input_tokens integer, output_tokens integer)';

/** Cursors of the rows that a source asks for after `$after`. */
function asked(source: TableSource, table: string, inserts: string, after: number | null): unknown[] {
  const database = new DatabaseSync(':memory:');
  try {
    database.exec(`${table};${inserts}`);
    const names = /create table (\w+) \((.*)\)/.exec(table);
    const columns = (names?.[2] ?? '').split(', ').map((column) => column.split(' ')[0] ?? '');
    const query = source.query(new Map([[names?.[1] ?? '', columns]]));
    return database
      .prepare(query?.sql ?? '')
      .all({ $after: after })
      .map((row) => row['cursor']);
  } finally {
    database.close();
  }
}

describe('the SQL of the Copilot stores', () => {
  const rows = (...ids: number[]) =>
    ids
      .map((id) => `insert into assistant_usage_events values (${id}, 's', 'm', 1, 1, '2026-05-30T00:00:00Z');`)
      .join('');
  const spans = (...ends: number[]) =>
    ends.map((end) => `insert into spans values ('${end}', 'chat', ${end}, ${end}, 1, 1);`).join('');

  it('asks for new rows of session-store.db only', () => {
    assert.deepEqual(asked(sessionStore, usageTable, rows(1, 2, 3), null), [1, 2, 3]);
    assert.deepEqual(asked(sessionStore, usageTable, rows(1, 2, 3), 0), [1, 2, 3]);
    assert.deepEqual(asked(sessionStore, usageTable, rows(1, 2, 3), 2), [3]);
    assert.deepEqual(asked(sessionStore, usageTable, rows(1, 2, 3), 3), []);
  });

  it('asks for all of a session-store.db that was made anew', () => {
    assert.deepEqual(asked(sessionStore, usageTable, rows(1, 2), 900), [1, 2]);
  });

  it('asks again for spans that may have been inserted late', () => {
    const hour = 3_600_000;
    assert.deepEqual(asked(agentTraces, spanTable, spans(hour, 2 * hour, 2 * hour + 1), null), [
      hour,
      2 * hour,
      2 * hour + 1,
    ]);
    assert.deepEqual(asked(agentTraces, spanTable, spans(hour, 2 * hour, 2 * hour + 1), 2 * hour + 1), [
      2 * hour,
      2 * hour + 1,
    ]);
  });

  it('asks nothing of a schema without the columns it needs', () => {
    for (const source of [sessionStore, agentTraces]) {
      assert.equal(source.query(new Map()), undefined);
      assert.equal(
        source.query(
          new Map([
            ['assistant_usage_events', ['id']],
            ['spans', ['span_id']],
            ['sessions', ['id']],
          ]),
        ),
        undefined,
      );
    }
  });
});
