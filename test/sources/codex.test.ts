import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { LimitSnapshot, Observation, RequestObservation } from '../../src/core/observation.js';
import type { FileFacts, Places } from '../../src/core/source.js';
import { codex } from '../../src/sources/codex/codex.js';
import { type CodexThread, codexThreads, writeRollouts } from '../kit/codexThreads.js';
import { Random } from '../kit/generate/random.js';
import { passesOverHead } from '../kit/projected.js';
import { readLine } from '../kit/readHome/readLine.js';
import { type HomeReading, readHome } from '../kit/readHome.js';

const runs = 150;
const child = '01970100-0000-7000-8000-000000000002';
const parent = '01970000-0000-7000-8000-000000000001';

describe('codex places', () => {
  const places: Places = { os: 'linux', home: '/home/u', env: {}, editorUserFolders: [], extraRoots: {} };
  const paths = (changes: Partial<Places>) => codex.roots({ ...places, ...changes }).map((root) => root.path);

  it('are the sessions and archived sessions of the home folder', () => {
    assert.deepEqual(paths({}), ['/home/u/.codex/sessions', '/home/u/.codex/archived_sessions']);
    assert.deepEqual(paths({ os: 'win32', home: 'C:\\Users\\u' }), [
      'C:\\Users\\u\\.codex\\sessions',
      'C:\\Users\\u\\.codex\\archived_sessions',
    ]);
  });

  it('follow CODEX_HOME and the extra roots', () => {
    assert.deepEqual(paths({ env: { CODEX_HOME: '/data/codex' }, extraRoots: { codex: ['/mnt/old'] } }), [
      '/data/codex/sessions',
      '/data/codex/archived_sessions',
      '/mnt/old',
    ]);
  });

  it('hold rollouts, plain or compressed, and nothing else', () => {
    const accepts = codex.roots(places)[0]?.accepts ?? (() => false);
    const names = [
      '2026/05/01/rollout-a.jsonl',
      'rollout-a.jsonl.zst',
      '2026/05/01/capture.jsonl',
      'rollout-a.json',
      'rollout-a.jsonl.tmp',
    ];
    assert.deepEqual(names.filter(accepts), ['2026/05/01/rollout-a.jsonl', 'rollout-a.jsonl.zst']);
  });
});

describe('a codex line', () => {
  it('is passed over by its head when it tells no usage by its own word', () => {
    const heads: Readonly<Record<string, boolean>> = {
      '{"timestamp":"2026-05-01T10:00:00.000Z","type":"response_item","payload":{"type":"message","content":"': true,
      '{"type":"response_item","timestamp":"2026-05-01T10:00:00.000Z","payload":{': true,
      '{"timestamp":"2026-05-01T10:00:00.000Z","ordinal":7,"type":"compacted","payload":{"message":"': true,
      '{"timestamp":"2026-05-01T10:00:00.000Z","type":"event_msg","payload":{"type":"agent_message","message":"': true,
      '{"timestamp":"2026-05-01T10:00:00.000Z","type":"event_msg","payload":{"type":"token_count","info":': false,
      '{"timestamp":"2026-05-01T10:00:00.000Z","type":"event_msg","payload":{"info":null,"type":"token_count"}}': false,
      '{"payload":{"type":"response_item"},"type":"session_meta"}': false,
      '{"timestamp":1777629600,"type":"session_meta","payload":{': false,
      '{ "type" : "response_item"': true,
      '{"type":"response_i': false,
    };
    const skipped = Object.keys(heads).map((head) => [head, passesOverHead(codex.shape, head)]);
    assert.deepEqual(Object.fromEntries(skipped), heads);
  });

  it('torn anywhere is malformed or passed over, never counted', () => {
    for (const text of [countLine(1000), recordLine('resp_0a1b2c3d4e5f', child, 1000)]) {
      for (let length = 1; length < text.length; length++) {
        const { rows, skipped } = read([text.slice(0, length)]);
        assert.deepEqual({ rows, skipped }, { rows: [], skipped: { malformed: 1 } }, text.slice(0, length));
      }
    }
  });
});

describe('a codex request', () => {
  it('has the columns that head, turn and line tell', () => {
    const meta = {
      id: child,
      cwd: '/old',
      cli_version: '0.169.0',
      originator: 'codex_vscode',
      model_provider: 'openai',
      git: { branch: 'topic' },
      thread_source: 'subagent',
      agent_nickname: 'Popper',
    };
    const { rows } = read([
      lineOf('session_meta', meta),
      lineOf('event_msg', { type: 'task_started', turn_id: 'turn-1', model_context_window: 258400 }),
      lineOf('event_msg', {
        type: 'thread_settings_applied',
        thread_settings: { model: 'x', service_tier: 'priority' },
      }),
      lineOf('turn_context', { turn_id: 'turn-1', cwd: '/home/u/proj', model: 'gpt-5.2-codex' }),
      recordLine('resp_0a1b2c3d4e5f', child, 1000),
    ]);
    assert.deepEqual(plain(rows), [
      {
        kind: 'request',
        namespace: 'codex',
        id: 'resp_0a1b2c3d4e5f',
        aliases: [`${child}/1000,400,100,200,50,1200`],
        tool: 'codex',
        store: 'rollout',
        rank: 1,
        session: child,
        turn: 'turn-r',
        at: Date.UTC(2026, 4, 1, 10),
        copied: false,
        sidechain: true,
        model: 'gpt-5.2-codex',
        provider: 'openai',
        toolVersion: '0.169.0',
        serviceTier: 'priority',
        initiator: 'agent',
        project: '/home/u/proj',
        branch: 'topic',
        agent: 'Popper',
        entrypoint: 'codex_vscode',
        requests: 1,
        context: 1200,
        contextWindow: 258400,
        precision: 'exact',
        webSearches: 0,
        input: 500,
        cacheRead: 400,
        cacheWrite5m: 100,
        cacheWrite1h: 0,
        output: 200,
        reasoning: 50,
      },
    ]);
  });

  it('without any instant in the file is counted as such, and one without usage too', () => {
    const { rows, skipped } = read([
      JSON.stringify({
        type: 'event_msg',
        payload: { type: 'token_count', info: { last_token_usage: { input_tokens: 5, output_tokens: 1 } } },
      }),
      lineOf('token_usage_record', { thread_id: child, response_id: 'resp_1', usage: null }),
      lineOf('event_msg', { type: 'token_count', info: { total_token_usage: { total_tokens: 100 } } }),
    ]);
    assert.deepEqual({ rows, skipped }, { rows: [], skipped: { 'no-timestamp': 1, 'no-usage': 2 } });
  });
});

describe('codex plan windows', () => {
  const at = Date.UTC(2026, 4, 1, 10);
  const limits = (rateLimits: unknown): LimitSnapshot[] =>
    read([lineOf('event_msg', { type: 'token_count', info: null, rate_limits: rateLimits })]).limits;
  const told = (window: string, usedPercent: number, resetsAt?: number) =>
    plain({ kind: 'limit', tool: 'codex', window, usedPercent, resetsAt, at });

  it('are read in every shape seen', () => {
    const end = 1_777_640_000;
    assert.deepEqual(
      limits({
        limit_id: 'codex',
        primary: { used_percent: 1.7, window_minutes: 300, resets_at: end },
        secondary: { used_percent: 3, window_minutes: 10080, resets_at: end },
      }),
      [told('5h', 1.7, end * 1000), told('weekly', 3, end * 1000)],
    );
    assert.deepEqual(
      limits({ primary: { used_percent: 12, window_minutes: 299, resets_in_seconds: 3600 }, secondary: null }),
      [told('5h', 12, at + 3_600_000)],
    );
    assert.deepEqual(
      limits({ primary: { used_percent: '5', window_minutes: 43200, resets_at: '2026-05-02T00:00:00Z' } }),
      [told('monthly', 5, Date.UTC(2026, 4, 2))],
    );
    assert.deepEqual(limits({ primary_used_percent: 7, primary_window_minutes: 120, secondary_used_percent: 9 }), [
      told('2h', 7),
      told('secondary', 9),
    ]);
    assert.deepEqual(limits({ limit_id: 'codex_bengalfox', primary: { used_percent: 4, window_minutes: 300 } }), [
      told('codex_bengalfox 5h', 4),
    ]);
    assert.deepEqual(
      [limits({ primary: null, secondary: null }), limits(null), limits({ primary: { used_percent: null } })],
      [[], [], []],
    );
  });

  it('with an end that no clock shows have none: a database would hold a number that nothing can read', () => {
    const far = { used_percent: 5, window_minutes: 300, resets_in_seconds: 1e15 };
    assert.deepEqual(limits({ primary: far }), [told('5h', 5)]);
  });

  it('are told once a change, not once a line', () => {
    const line = (used: number, seconds: number) =>
      lineOf('event_msg', {
        type: 'token_count',
        info: null,
        rate_limits: { primary: { used_percent: used, window_minutes: 300, resets_in_seconds: seconds } },
      });
    const { limits: all } = read([line(5, 3600), line(5, 3600), line(5, 3590), line(6, 3580), line(6, 9000)]);
    assert.deepEqual(
      all.map((each) => [each.usedPercent, each.resetsAt]),
      [
        [5, at + 3_600_000],
        [6, at + 3_580_000],
        [6, at + 9_000_000],
      ],
    );
  });
});

describe('a codex child', () => {
  const meta = lineOf('session_meta', { id: child, forked_from_id: parent });

  it('asks for its parent only while a line may be a copy', () => {
    const own = read([
      meta,
      lineOf('turn_context', { turn_id: '01970100-0001-7000-8000-000000000000', model: 'm' }),
      countLine(1000),
    ]);
    const copies = read([meta, countLine(1000), countLine(2000)]);
    assert.deepEqual([...own.dependencies], []);
    assert.deepEqual([...copies.dependencies], [`codex:thread:${parent}`, `codex:children:${parent}`]);
    assert.deepEqual(copies.skipped, { replay: 2 });
  });

  it('takes what may be a copy once its parent is known', () => {
    const { rows, dependencies } = read([meta, countLine(1000), countLine(2000)], {
      [`codex:thread:${parent}`]: new Map([['p', 1]]),
    });
    assert.deepEqual(
      rows.map((row) => [row.aliases, row.copied, row.sidechain]),
      [
        [[`${parent}/1000,400,100,200,50,1200`], true, true],
        [[`${parent}/2000,400,100,200,50,2200`], true, true],
      ],
    );
    assert.deepEqual([...dependencies], []);
  });
});

describe('codex threads with forks', function () {
  this.timeout(120_000);

  it('count every request once, in its own thread, however the files grow', () => {
    fc.assert(
      fc.property(codexThreads(), fc.string(), (threads, seed) =>
        inHome(threads, new Set(), (home) => {
          const whole = readHome([codex], home);
          assert.deepEqual(sessionSums(whole), truthOf(threads));
          for (const growth of ['a', 'b'])
            assert.deepEqual(readHome([codex], home, grown(`${seed}${growth}`)).rows, whole.rows);
        }),
      ),
      { numRuns: runs },
    );
  });

  it('count the same however the files grow when some are gone', () => {
    fc.assert(
      fc.property(codexThreads(), fc.array(fc.nat(4), { maxLength: 3 }), fc.string(), (threads, missing, seed) =>
        inHome(threads, new Set(missing), (home) => {
          const whole = readHome([codex], home);
          for (const growth of ['a', 'b'])
            assert.deepEqual(readHome([codex], home, grown(`${seed}${growth}`)).rows, whole.rows);
        }),
      ),
      { numRuns: runs },
    );
  });
});

/** As JSON keeps it: without undefined members. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
}

function lineOf(type: string, payload: unknown): string {
  return JSON.stringify({ timestamp: '2026-05-01T10:00:00.000Z', type, payload });
}

function counters(input: number): Record<string, number> {
  return {
    input_tokens: input,
    cached_input_tokens: 400,
    cache_write_input_tokens: 100,
    output_tokens: 200,
    reasoning_output_tokens: 50,
    total_tokens: input + 200,
  };
}

function countLine(input: number): string {
  return lineOf('event_msg', {
    type: 'token_count',
    info: { total_token_usage: counters(input), last_token_usage: counters(input) },
  });
}

function recordLine(response: string, thread: string, input: number): string {
  const ids = {
    thread_id: thread,
    turn_id: 'turn-r',
    session_id: thread,
    root_turn_id: 'turn-r',
    response_id: response,
  };
  return lineOf('token_usage_record', {
    ...ids,
    usage: counters(input),
    turn_token_usage: counters(input),
    thread_token_usage: counters(input),
  });
}

/** Reads lines as one file; the facts are those given. */
function read(lines: readonly string[], facts: Readonly<Record<string, ReadonlyMap<string, unknown>>> = {}) {
  const all: Observation[] = [];
  const skipped: Record<string, number> = {};
  const dependencies = new Set<string>();
  const emit = Object.assign((each: Observation) => void all.push(each), {
    skip: (reason: string) => {
      skipped[reason] = (skipped[reason] ?? 0) + 1;
    },
  });
  const file: FileFacts = {
    path: `/s/rollout-2026-05-01T10-00-00-${child}.jsonl`,
    relativePath: `rollout-2026-05-01T10-00-00-${child}.jsonl`,
    modifiedAt: 0,
    companions: new Map(),
    awaitCompanions: () => {},
    facts: (name) => facts[name] ?? new Map(),
    give: () => undefined,
    dependsOn: (name) => dependencies.add(name),
  };
  const state = codex.start(file);
  for (const line of lines) readLine(codex, line, state, emit, file);
  const rows: RequestObservation[] = all.filter((each) => each.kind === 'request');
  const limits = all.filter((each) => each.kind === 'limit').map((each) => plain(each) as LimitSnapshot);
  return { rows, limits, skipped, dependencies };
}

function inHome(threads: readonly CodexThread[], missing: ReadonlySet<number>, run: (home: string) => void): void {
  const home = mkdtempSync(join(tmpdir(), 'tallyboard-codex-'));
  try {
    writeRollouts(home, threads, missing);
    run(home);
  } finally {
    rmSync(home, { recursive: true });
  }
}

/** Files that grow in random steps and are read in random order. */
function grown(seed: string) {
  const random = new Random(seed);
  return {
    splits: (_path: string, bytes: Buffer) =>
      Array.from({ length: random.integer(0, 4) }, () => random.integer(0, bytes.length)).sort((a, b) => a - b),
    order: (paths: readonly string[]) => [...paths].sort(() => random.fraction() - 0.5),
  };
}

/** Input of all kinds and output, by thread. */
function sessionSums(reading: HomeReading): Record<string, readonly number[]> {
  const sums: Record<string, readonly number[]> = {};
  for (const row of reading.rows) {
    const [input = 0, cached = 0, written = 0, output = 0] = sums[row.session] ?? [];
    sums[row.session] = [
      input + row.input + row.cacheRead + row.cacheWrite5m,
      cached + row.cacheRead,
      written + row.cacheWrite5m,
      output + row.output,
    ];
  }
  return sums;
}

function truthOf(threads: readonly CodexThread[]): Record<string, readonly number[]> {
  const sum = (thread: CodexThread, place: number) =>
    thread.requests.reduce((total, usage) => total + (usage[place] ?? 0), 0);
  return Object.fromEntries(threads.map((thread) => [thread.id, [0, 1, 2, 3].map((place) => sum(thread, place))]));
}
