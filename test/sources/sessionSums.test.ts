import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'mocha';
import { type Counting, openCounting } from '../../src/app/counting.js';
import { readOpened, type TableCursor } from '../../src/ledger/reading/tables.js';
import { goose } from '../../src/sources/goose/goose.js';
import { usageOf } from '../app/reports.js';
import { assertInvariant } from '../ledger/invariant.js';
import { withFolder } from '../ledger/rig.js';

/** Days and models with their tokens, as the ledger holds them after one more pass. */
async function counted(counting: Counting) {
  await counting.scanner.pass();
  assertInvariant(counting.ledger.database, counting.ledger);
  const { byDay, byModel } = usageOf(counting);
  const totals = (map: Record<string, Record<string, number>>) =>
    Object.fromEntries(Object.entries(map).map(([key, figures]) => [key, figures['total']]));
  return { byDay: totals(byDay), byModel: totals(byModel) };
}

async function watching(work: (home: string, counting: Counting) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const home = join(folder, 'home');
    mkdirSync(home);
    const counting = openCounting({ home, os: 'linux' });
    try {
      await work(home, counting);
    } finally {
      counting.ledger.close();
    }
  });
}

function database(path: string, schema: string): DatabaseSync {
  mkdirSync(dirname(path), { recursive: true });
  const made = new DatabaseSync(path);
  made.exec(schema);
  return made;
}

const gooseSchema = `create table sessions (id text primary key, updated_at text, model_config_json text,
  accumulated_input_tokens integer, accumulated_output_tokens integer)`;

describe('tools that tell only what a session has used so far', () => {
  it('Goose: each change counts on its day, for the model that it names then', () =>
    watching(async (home, counting) => {
      const sessions = database(join(home, '.local/share/goose/sessions/sessions.db'), gooseSchema);
      const tell = (day: number, model: string, input: number) =>
        sessions
          .prepare(
            'insert into sessions values (?, ?, ?, ?, 0) on conflict do update set updated_at = excluded.updated_at, model_config_json = excluded.model_config_json, accumulated_input_tokens = excluded.accumulated_input_tokens',
          )
          .run('s', `2026-07-0${day} 08:00:00`, JSON.stringify({ model_name: model }), input);
      tell(1, 'one', 100);
      assert.deepEqual(await counted(counting), { byDay: { '2026-07-01': 100 }, byModel: { one: 100 } });
      tell(2, 'two', 180);
      const both = { byDay: { '2026-07-01': 100, '2026-07-02': 80 }, byModel: { one: 100, two: 80 } };
      assert.deepEqual(await counted(counting), both);
      tell(3, 'two', 180);
      counting.ledger.write(() => counting.ledger.files.forgetAll());
      assert.deepEqual(await counted(counting), both);
      sessions.close();
    }));

  it('Goose: a session that was imported and went on counts what it used since; a copy has all by itself', () =>
    watching(async (home, counting) => {
      const sessions = database(
        join(home, '.local/share/goose/sessions/sessions.db'),
        `${gooseSchema.slice(0, -1)}, accumulated_total_tokens integer, input_tokens integer, output_tokens integer,
          total_tokens integer);
        create table messages (id integer primary key, message_id text, session_id text, role text, metadata_json text)`,
      );
      const tell = (id: string, [input, output]: number[], [lastInput, lastOutput]: number[], messages: string) => {
        const put = sessions.prepare(`insert into sessions values (?, '2026-07-01 08:00:00', ?, ?, ?, ?, ?, ?, ?)`);
        const [all, last] = [Number(input) + Number(output), Number(lastInput) + Number(lastOutput)];
        const model = JSON.stringify({ model_name: id });
        put.run(id, model, input ?? 0, output ?? 0, all, lastInput ?? 0, lastOutput ?? 0, last);
        for (const name of messages.split(' ')) {
          const message = sessions.prepare('insert into messages values (null, ?, ?, ?, ?)');
          const isHidden = name.startsWith('hidden');
          message.run(
            name,
            id,
            name.includes('ask') ? 'user' : 'assistant',
            isHidden ? '{"agentVisible":false}' : '{}',
          );
        }
      };
      tell('first', [3000, 30], [1600, 16], 'ask1 b1 ask2 b2');
      tell('once more', [5000, 50], [2000, 20], 'ask1 b1 ask2 b2 ask3 b3');
      tell('twice more', [7100, 70], [2200, 22], 'ask1 b1 ask2 b2 ask4 b4 c4 ask5 b5');
      tell('copy', [4000, 70], [2100, 22], 'ask1 b1 ask2 b2 ask6 b6 c6 ask7 b7');
      tell('compacted', [9000, 70], [300, 22], 'hidden-ask1 b1 ask2 b2 ask8 b8');
      tell('cut before', [9000, 70], [300, 22], 'ask1 b1 ask9 b9');
      const { byModel } = await counted(counting);
      sessions.close();
      const own = { 'once more': 2020, 'twice more': 4140, copy: 4070, compacted: 9070, 'cut before': 9070 };
      assert.deepEqual(byModel, { first: 3030, ...own });
    }));

  it('Goose: the number of a deleted session that is given again is another session', () =>
    watching(async (home, counting) => {
      const schema = gooseSchema.replace('updated_at text', 'created_at text, updated_at text');
      const sessions = database(join(home, '.local/share/goose/sessions/sessions.db'), schema);
      const tell = (created: number, updated: number, input: number) =>
        sessions
          .prepare(`insert or replace into sessions values (?, ?, ?, '{"model_name":"one"}', ?, 0)`)
          .run('20260701_1', `2026-07-01 0${created}:00:00`, `2026-07-01 0${updated}:00:00`, input);
      const sums = [];
      for (const [created, updated, input] of [
        [1, 2, 1000],
        [3, 4, 15],
        [3, 5, 1200],
      ] as const) {
        tell(created, updated, input);
        sums.push((await counted(counting)).byModel['one']);
      }
      sessions.close();
      assert.deepEqual(sums, [1000, 1015, 2200]);
    }));

  it('Goose: once an old database tells requests, they go before its sums, and nothing counts twice', () =>
    watching(async (home, counting) => {
      const schema = `${gooseSchema.replace('updated_at text', 'created_at text, updated_at text').slice(0, -1)},
        accumulated_total_tokens integer, accumulated_cache_read_tokens integer)`;
      const sessions = database(join(home, '.local/share/goose/sessions/sessions.db'), schema);
      const put = sessions.prepare(
        `insert or replace into sessions values (?, ?, ?, '{"model_name":"now"}', ?, ?, ?, ?)`,
      );
      const tell = (id: string, day: number, input: number, output: number, read: number) =>
        put.run(id, '2026-07-01 07:00:00', `2026-07-0${day} 08:00:00`, input, output, input + output, read);
      tell('20260701_1', 1, 100, 10, 0);
      tell('20260701_2', 1, 50, 5, 0);
      assert.deepEqual((await counted(counting)).byDay, { '2026-07-01': 165 });
      // Used by the old build on the 2nd; taken over with the first request of the new one, on the 4th.
      sessions.exec(`create table usage_ledger (id integer primary key autoincrement, session_id text, created_timestamp integer,
        model text, input_tokens integer, output_tokens integer, total_tokens integer, cache_read_tokens integer,
        cache_write_tokens integer, cost real, cost_source text, is_compaction integer)`);
      const use = (day: number, model: string | null, input: number, output: number, read: number, source: string) =>
        sessions
          .prepare("insert into usage_ledger values (null, '20260701_1', ?, ?, ?, ?, ?, ?, 0, 0.5, ?, 0)")
          .run(Date.UTC(2026, 6, day, 8) / 1000, model, input, output, input + output, read, source);
      use(4, null, 130, 20, 0, 'carried_forward');
      use(4, 'one', 1000, 7, 900, 'estimated');
      tell('20260701_1', 4, 1130, 27, 900);
      const taken = { byDay: { '2026-07-01': 165, '2026-07-04': 40 + 1007 }, byModel: { now: 205, one: 1007 } };
      assert.deepEqual(await counted(counting), taken);
      use(5, 'two', 2000, 3, 1900, 'estimated');
      tell('20260701_1', 5, 3130, 30, 2800);
      const last = {
        byDay: { ...taken.byDay, '2026-07-05': 2003 },
        byModel: { ...taken.byModel, two: 2003 },
      };
      assert.deepEqual(await counted(counting), last);
      counting.ledger.write(() => counting.ledger.files.forgetAll());
      assert.deepEqual(await counted(counting), last);
      sessions.close();
    }));

  it('Goose: of a changed database only the sessions of the last day are told again, and a clock that was ahead hides none', () => {
    const [file, taken] = [database(':memory:', gooseSchema), [] as unknown[]];
    const put = file.prepare("insert into sessions values (?, ?, '{}', 100, 0)");
    for (const [id, at] of [
      ['old', '2026-07-01'],
      ['new', '2026-07-09'],
      ['ahead', '2126-07-01'],
    ] as const)
      put.run(id, `${at} 08:00:00`);
    const read = (known?: TableCursor) => readOpened(file, goose, known, (row) => taken.push(row['id']))?.cursor;
    const ahead = read();
    assert.ok(ahead !== undefined && ahead.after <= Date.now());
    put.run('later', new Date().toISOString());
    taken.length = 0;
    read(ahead);
    assert.deepEqual(taken, ['ahead', 'later']);
    file.close();
  });

  it('Droid: the last answer dates what came about up to it', () =>
    watching(async (home, counting) => {
      const folder = join(home, '.factory/sessions/-work');
      mkdirSync(folder, { recursive: true });
      const tell = (days: readonly number[], inputTokens: number) => {
        const lines = days.map((day) =>
          JSON.stringify({ type: 'message', timestamp: `2026-07-0${day}T08:00:00Z`, message: { role: 'assistant' } }),
        );
        writeFileSync(join(folder, 's.jsonl'), `{"type":"session_start","cwd":"/work"}\n${lines.join('\n')}\n`);
        writeFileSync(join(folder, 's.settings.json'), JSON.stringify({ model: 'one', tokenUsage: { inputTokens } }));
      };
      tell([1], 100);
      assert.deepEqual((await counted(counting)).byDay, { '2026-07-01': 100 });
      tell([1, 2], 250);
      assert.deepEqual((await counted(counting)).byDay, { '2026-07-01': 100, '2026-07-02': 150 });
    }));

  it('Droid and Goose: output counts that grew alone', () =>
    watching(async (home, counting) => {
      const droid = join(home, '.factory/sessions/s.settings.json');
      mkdirSync(dirname(droid), { recursive: true });
      const goose = database(join(home, '.local/share/goose/sessions/sessions.db'), gooseSchema);
      const tell = (day: number, output: number) => {
        const providerLockTimestamp = `2026-07-0${day}T08:00:00Z`;
        const tokenUsage = { inputTokens: 100, outputTokens: output };
        writeFileSync(droid, JSON.stringify({ model: 'droid', providerLockTimestamp, tokenUsage }));
        goose
          .prepare('insert or replace into sessions values (?, ?, ?, 300, ?)')
          .run('s', `2026-07-0${day} 08:00:00`, '{"model_name":"goose"}', 2 * output);
      };
      tell(1, 10);
      assert.deepEqual((await counted(counting)).byModel, { droid: 110, goose: 320 });
      tell(2, 25);
      const { byDay, byModel } = await counted(counting);
      assert.deepEqual(byModel, { droid: 125, goose: 350 });
      assert.deepEqual(byDay, { '2026-07-01': 430, '2026-07-02': 45 });
      goose.close();
    }));

  it('Crush: each request that is seen counts once, and the sum stays a lower bound', () =>
    watching(async (home, counting) => {
      const crush = database(
        join(home, '.crush/crush.db'),
        'create table sessions (id text primary key, prompt_tokens integer, completion_tokens integer, updated_at integer)',
      );
      const tell = (at: number, prompt: number) =>
        crush.prepare('insert or replace into sessions values (?, ?, 1, ?)').run('s', prompt, at);
      tell(1_782_892_800, 99);
      await counted(counting);
      tell(1_782_892_900, 99);
      assert.deepEqual((await counted(counting)).byModel, { unknown: 100 });
      tell(1_782_893_000, 199);
      assert.deepEqual((await counted(counting)).byModel, { unknown: 300 });
      assert.deepEqual(usageOf(counting).totals['precision'], { exact: 0, atLeast: 300, estimate: 0 });
      // A database that was made anew is older than what was read of the one before.
      tell(1_782_800_000, 399);
      assert.deepEqual((await counted(counting)).byModel, { unknown: 700 });
      crush.close();
    }));
});
