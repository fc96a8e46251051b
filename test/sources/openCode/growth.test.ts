import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'mocha';
import { run } from '../../cli/rig.js';
import { withFolder } from '../../ledger/rig.js';

/** What the command tells of a home, by a ledger beside it. */
async function told(folder: string, home: string) {
  const words = ['report', '--json', '--home', home, '--ledger', join(folder, 'ledger.db'), '--timezone', 'UTC'];
  return JSON.parse((await run(...words)).out);
}

const fixture = join(import.meta.dirname, '../../../../test/fixtures/sources/opencode/real-1.18.33-chat/home');

describe('an OpenCode database that grows', () => {
  it('tells new steps once, and those it told before not again', () =>
    withFolder(async (folder) => {
      const home = join(folder, 'home');
      cpSync(fixture, home, { recursive: true });
      const count = async () => {
        const { totals, sources } = await told(folder, home);
        const { records } =
          (sources as { tool: string; records: number }[]).find(({ tool }) => tool === 'opencode') ?? {};
        return { total: totals.total, requests: totals.requests, records };
      };
      const first = await count();
      assert.deepEqual(first, { total: 414, requests: 2, records: 2 });
      const database = new DatabaseSync(join(home, '.local/share/opencode/opencode.db'));
      const like = database.prepare("select * from message where data like '%assistant%' limit 1").get() ?? {};
      const part = database.prepare("select * from part where data like '%step-finish%' limit 1").get() ?? {};
      const insert = (table: string, row: object) =>
        database
          .prepare(`insert into ${table} (${Object.keys(row)}) values (${Object.keys(row).map(() => '?')})`)
          .run(...(Object.values(row) as (string | number)[]));
      const at = Date.UTC(2026, 10, 29, 9);
      const message = { ...JSON.parse(String(like['data'])), id: 'msg_new', time: { created: at, completed: at + 5 } };
      insert('message', { ...like, id: 'msg_new', data: JSON.stringify(message) });
      const tokens = { total: 1111, input: 1000, output: 100, reasoning: 10, cache: { read: 1, write: 0 } };
      insert('part', {
        ...part,
        id: 'prt_new',
        message_id: 'msg_new',
        data: JSON.stringify({ type: 'step-finish', reason: 'stop', cost: 0, tokens }),
      });
      database.close();
      assert.deepEqual(await count(), { total: 414 + 1111, requests: 3, records: 3 });
      assert.deepEqual(await count(), { total: 414 + 1111, requests: 3, records: 3 });
    }));
});

describe('a database of OpenCode 2 that grows', () => {
  const two = join(import.meta.dirname, '../../../../test/fixtures/sources/opencode/answers-of-opencode-2/home');
  const changes = (database: DatabaseSync, index: number) => {
    const row = database.prepare("select * from session_message where type = 'assistant' limit 1").get() ?? {};
    const at = Date.UTC(2026, 10, 29, 9 + index);
    const tokens = { input: 1000, output: 100, reasoning: 10, cache: { read: 1, write: 0 } };
    const answer = (told: object) =>
      JSON.stringify({ ...JSON.parse(String(row['data'])), time: { created: at }, ...told });
    const values = [`msg_new${index}`, String(row['session_id']), 'assistant', 99, at, at];
    return {
      begin: () =>
        database
          .prepare('insert into session_message values (?, ?, ?, ?, ?, ?, ?)')
          .run(...values, answer({ tokens: undefined })),
      end: () => database.prepare('update session_message set data = ? where seq = 99').run(answer({ tokens })),
    };
  };

  it('tells an answer once it has its figures, be it the first build that writes there or not', () =>
    withFolder(async (folder) => {
      const home = join(folder, 'home');
      cpSync(two, home, { recursive: true });
      const count = async () => {
        const { totals } = await told(folder, home);
        return [totals.total, totals.requests];
      };
      const [total, requests] = await count();
      for (const [index, file] of ['opencode-beta.db', 'opencode.db'].entries()) {
        const database = new DatabaseSync(join(home, '.local/share/opencode', file));
        const { begin, end } = changes(database, index);
        begin();
        assert.deepEqual(await count(), [total + index * 1111, requests + index]);
        end();
        database.close();
        assert.deepEqual(await count(), [total + (index + 1) * 1111, requests + index + 1]);
      }
    }));
});
