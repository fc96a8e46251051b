import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'mocha';
import { openCounting } from '../../src/app/counting.js';
import { withFolder } from '../ledger/rig.js';

const tables = `create table sessions (id text primary key, parent_session_id text, title text, prompt_tokens integer, completion_tokens integer,
  cost real, updated_at integer, created_at integer, estimated_usage integer not null default 0);
  create table messages (id text primary key, session_id text, role text, parts text, model text, provider text, created_at integer,
  finished_at integer)`;
const answer = (id: string) =>
  `insert into messages values ('${id}', 's1', 'assistant', '[]', 'claude-sonnet-4-5', 'anthropic', 1782892800, 1782892801)`;
const figures = (prompt: number, completion: number, isGuess = 0) =>
  `update sessions set prompt_tokens = ${prompt}, completion_tokens = ${completion}, estimated_usage = ${isGuess}, updated_at = updated_at + 1`;

describe('Crush’s sessions, read again and again', () => {
  it('tells a title with the request that it was added to, each other request by itself, and what is a guess', () =>
    withFolder(async (home) => {
      const folder = join(home, '.crush');
      mkdirSync(folder, { recursive: true });
      const database = new DatabaseSync(join(folder, 'crush.db'));
      database.exec(tables);
      database.exec(`insert into sessions values ('s1', null, 'tides', 0, 0, 0, 1782892800, 1782892800, 0)`);
      const counting = openCounting({ home, os: 'linux' });
      const change = async (...statements: string[]) => {
        for (const statement of statements) database.exec(statement);
        await counting.scanner.pass();
        const { input, output, precision } = counting.queries.usage({ zone: 'UTC', by: [] }).totals;
        return [input, output, precision.exact, precision.atLeast, precision.estimate];
      };
      assert.deepEqual(await change(figures(1000, 100), answer('m1')), [1000, 100, 0, 1100, 0]);
      assert.deepEqual(await change(figures(1030, 106)), [1030, 106, 0, 1136, 0]);
      assert.deepEqual(await change(figures(2000, 50), answer('m2')), [3030, 156, 0, 3186, 0]);
      assert.deepEqual(await change(figures(400, 40, 1), answer('m3')), [3430, 196, 0, 3186, 440]);
      counting.ledger.close();
      database.close();
    }));
});
