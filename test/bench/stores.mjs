/** P18: what a change of one row costs in a database of 1 GB, of each tool that keeps one. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { zstdCompressSync } from 'node:zlib';
import { measure, median } from './measure.mjs';

const storeBytes = 1e9;
const changes = 3;
const start = Date.UTC(2026, 0, 1);
const instant = (minutes) => new Date(start + minutes * 60_000).toISOString();
/** Nothing that packs well. */
const noise = (length) =>
  randomBytes(Math.ceil(length * 0.75))
    .toString('base64')
    .slice(0, length);

const claude = 'claude-sonnet-4-5';
const stepTokens = { input: 100, output: 20, reasoning: 5, cache: { read: 1000, write: 50 }, total: 1175 };

/** Where a tool keeps it, its tables, `add` for the n-th piece (returns its bytes), and `change` of one row that counts. */
const stores = {
  cursor: {
    path: '.config/Cursor/User/globalStorage/state.vscdb',
    schema: 'create table cursorDiskKV (key text unique on conflict replace, value blob)',
    add(put, n) {
      const text = noise(n % 500 === 0 ? 2_000_000 : 4000);
      if (n % 3 === 0) put('cursorDiskKV', `agentKv:blob:${n}`, Buffer.from(text));
      else put('cursorDiskKV', `bubbleId:c${n >> 6}:m${n}`, bubble(n, text));
      return text.length;
    },
    change: (put, _file, n) => put('cursorDiskKV', `bubbleId:new:m${n}`, bubble(n, '')),
  },
  opencode: {
    path: '.local/share/opencode/opencode.db',
    schema: `create table session (id text primary key, parent_id text, directory text, version text, time_created integer);
      create table message (id text primary key, session_id text, data text);
      create table part (id text primary key, message_id text, data text); create index part_message on part (message_id)`,
    add(put, n) {
      const text = noise(n % 300 === 0 ? 2_000_000 : 12_000);
      put('part', `p${n}`, `m${n}`, JSON.stringify({ type: 'text', text }));
      this.change(put, undefined, n);
      return text.length;
    },
    change(put, _file, n) {
      const time = { created: start + n * 1000 };
      const told = { role: 'assistant', time, modelID: claude, providerID: 'anthropic', tokens: stepTokens };
      put('message', `m${n}`, `s${n >> 6}`, JSON.stringify(told));
      put('part', `e${n}`, `m${n}`, JSON.stringify({ type: 'step-finish', tokens: stepTokens, cost: 0 }));
    },
  },
  zed: {
    path: '.local/share/zed/threads/threads.db',
    schema: 'create table threads (id text primary key, updated_at text, data_type text, data blob)',
    add(put, n) {
      const cumulative_token_usage = { input_tokens: 100 + n, output_tokens: 50 };
      const thread = { model: { model: claude }, messages: [noise(800_000)], cumulative_token_usage };
      const data = zstdCompressSync(JSON.stringify(thread));
      put('threads', `t${n}`, instant(n), 'zstd', data);
      return data.length;
    },
    change: (_put, file, n) => file.prepare("update threads set updated_at = ? where id = 't7'").run(instant(n)),
  },
  goose: {
    path: '.local/share/goose/sessions/sessions.db',
    schema: `create table sessions (id text primary key, updated_at text, model_config_json text, accumulated_input_tokens integer,
      accumulated_output_tokens integer); create table messages (id text primary key, content_json text)`,
    add(put, n) {
      put('sessions', `s${n}`, instant(n), '{"model_name":"m"}', 200 + n, 100);
      put('messages', `m${n}`, noise(120_000));
      return 120_000;
    },
    change: (_put, file, n) =>
      file
        .prepare("update sessions set updated_at = ?, accumulated_output_tokens = ? where id = 's7'")
        .run(instant(n), n),
  },
};

function bubble(n, text) {
  const createdAt = new Date(start + n * 1000).toISOString();
  return JSON.stringify({ type: 2, createdAt, text, tokenCount: { inputTokens: 10, outputTokens: 3 } });
}

function withFile(path, work) {
  const file = new DatabaseSync(path);
  file.exec('pragma journal_mode = off; pragma synchronous = off; begin');
  const statements = new Map();
  work(file, (table, ...values) => {
    const sql = `insert or replace into ${table} values (${values.map(() => '?').join(', ')})`;
    if (!statements.has(sql)) statements.set(sql, file.prepare(sql));
    statements.get(sql).run(...values);
  });
  file.exec('commit');
  file.close();
}

/**
 * The whole command's peak beyond that of a bare Node, median of three changes, of the tool where it is the most.
 * @returns {Promise<number>} MB
 */
export async function changedStores() {
  const bare = (await measure([process.execPath, '-e', '0'])).peak;
  let most = 0;
  for (const [tool, { path, schema }] of Object.entries(stores)) {
    const folder = mkdtempSync(join(tmpdir(), 'tallyboard-store-'));
    try {
      const place = join(folder, 'home', path);
      mkdirSync(dirname(place), { recursive: true });
      let pieces = 0;
      withFile(place, (file, put) => {
        file.exec(schema);
        for (let bytes = 0; bytes < storeBytes; pieces++) bytes += stores[tool].add(put, pieces);
      });
      const args = ['report', '--json', '--home', join(folder, 'home'), '--ledger', join(folder, 'ledger.db')];
      const command = [process.execPath, resolve('dist/cli.cjs'), ...args];
      const first = ((await measure(command)).peak - bare) / 1e6;
      const runs = [];
      for (let n = 1; n <= changes; n++) {
        withFile(place, (file, put) => stores[tool].change(put, file, pieces + 90_000 * n));
        runs.push(await measure(command));
      }
      const [peak, cpu] = ['peak', 'cpu'].map((figure) => median(runs.map((run) => run[figure])));
      const beyond = (peak - bare) / 1e6;
      console.log(
        `P18 ${tool}: ${beyond.toFixed(1)} MB beyond a bare Node, CPU ${(cpu * 1000).toFixed(0)} ms; ${first.toFixed(1)} MB at the first reading`,
      );
      most = Math.max(most, beyond);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return most;
}
