import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readEach } from '../readEach.js';
import { databaseOf, inputOutputAndRequests } from './databaseOf.js';

const schema = `create table if not exists session (id text primary key, directory text, time_created integer);
  create table if not exists message (id text primary key, session_id text, data text);
  create table if not exists part (id text primary key, message_id text, data text)`;
const created = Date.UTC(2026, 6, 1, 9);

const figures = (input: number) => ({ input, output: 20, reasoning: 0, cache: { read: 10, write: 0 } });
const message = (id: string, minute: number, input: number) => {
  const time = { created: created + minute * 60_000 };
  const data = { role: 'assistant', providerID: 'maker', modelID: 'one', time, cost: 0.3, tokens: figures(input) };
  return `insert or replace into message values ('${id}', 's', '${JSON.stringify(data)}')`;
};
const step = (id: string, of: string, input: number) =>
  `insert into part values ('${id}', '${of}', '${JSON.stringify({ type: 'step-finish', cost: 0.1, tokens: figures(input) })}')`;

/** Input, output and requests after each change of a database was read. */
function read(tool: string, changes: readonly string[]): Promise<number[][]> {
  const change = (home: string, sql: string) => {
    const database = databaseOf(tool, home);
    database.exec(schema);
    database.exec(sql);
    database.close();
  };
  return readEach(changes, change, inputOutputAndRequests);
}

for (const tool of ['opencode', 'kilo']) {
  const before = `${message('m0', 0, 1)}; ${step('p0', 'm0', 1)}; ${message('m9', 9, 2)}; ${step('p9', 'm9', 2)}`;

  describe(`a message of ${tool} and the ends of its steps`, () => {
    it('are one request after the step was taken away', async () => {
      const changes = [
        `${before}; ${message('m1', 1, 100)}; ${step('p1', 'm1', 100)}`,
        "delete from part where id = 'p1'",
      ];
      assert.deepEqual(await read(tool, changes), [
        [103, 60, 3],
        [103, 60, 3],
      ]);
    });

    it('are one request when the message was read before its step', async () => {
      const changes = [`${before}; ${message('m1', 1, 100)}`, step('p1', 'm1', 100)];
      assert.deepEqual(await read(tool, changes), [
        [103, 60, 3],
        [103, 60, 3],
      ]);
    });

    it('are as many requests as there were steps, which the message told one after the other', async () => {
      const changes = [
        `${before}; ${message('m1', 1, 50)}`,
        `${step('p1', 'm1', 50)}; ${step('p2', 'm1', 100)}; ${message('m1', 1, 100)}`,
        "delete from part where id in ('p1', 'p2')",
      ];
      assert.deepEqual(await read(tool, changes), [
        [53, 60, 3],
        [153, 80, 4],
        [153, 80, 4],
      ]);
    });
  });
}
