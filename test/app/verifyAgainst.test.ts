import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCcusage } from '../../src/core/ccusage.js';
import { importRanks } from '../../src/core/imported.js';
import type { VerifyAnswer } from '../../src/core/verify.js';
import { importInto } from '../../src/ledger/imports/imports.js';
import { recordUses } from '../../src/ledger/requests/hookedUses.js';
import { verifyDays } from '../../src/ledger/verify/verifyDays.js';
import { run } from '../cli/rig.js';
import { openLedger, put, request, withFolder } from '../ledger/rig.js';

const fixtures = join(import.meta.dirname, '../../../test/fixtures/sources');

const line = (id: string, at: string, input: number, more: object = {}) =>
  JSON.stringify({
    type: 'assistant',
    sessionId: 's',
    version: '2.1.330',
    timestamp: at,
    requestId: `req-${id}`,
    message: {
      id,
      role: 'assistant',
      model: 'claude-sonnet-4-5',
      stop_reason: 'end_turn',
      usage: { input_tokens: input, output_tokens: 1 },
    },
    ...more,
  });

const theirsOf = (agent: string, ...days: [string, number][]) => ({
  daily: days.map(([period, inputTokens]) => ({ period, agent: 'all', agents: [{ agent, inputTokens }] })),
});
const theirs = (...days: [string, number][]) => theirsOf('claude', ...days);

/** Verifies a log of lines against days, as the command does. */
const against = (lines: readonly string[], days: unknown) =>
  withFolder(async (folder) => {
    mkdirSync(join(folder, '.claude', 'projects', 'p'), { recursive: true });
    writeFileSync(join(folder, '.claude', 'projects', 'p', 's.jsonl'), `${lines.join('\n')}\n`);
    writeFileSync(join(folder, 'days.json'), typeof days === 'string' ? days : JSON.stringify(days));
    const words = ['--home', folder, '--timezone', 'UTC', '--against', join(folder, 'days.json')];
    const { code, out, error } = await run('verify', '--json', ...words);
    const { rows = [], unexplained } = (code < 2 && out !== '' ? JSON.parse(out) : {}) as Partial<VerifyAnswer>;
    const told = rows.map((row) => [row.session, row.class, row.difference, row.records.map((record) => record.line)]);
    return { code, error, unexplained, told };
  });

describe('verify --against ccusage', () => {
  it('tells equal days, and tools that only the other reads', async () => {
    const days = theirs(['2026-03-01', 101]);
    days.daily[0]?.agents.push({ agent: 'goose', inputTokens: 7 });
    const { code, told, unexplained } = await against([line('a', '2026-03-01T10:00:00Z', 100)], days);
    assert.deepEqual([code, unexplained], [1, 7]);
    assert.deepEqual(told, [
      ['2026-03-01', 'equal', 0, []],
      ['2026-03-01', 'unexplained', -7, []],
    ]);
  });

  it('reads what each of its commands writes: a sum with thoughts in it, days and models of Codex, two agents that are one tool', () => {
    const agents = [
      { agent: 'gemini', inputTokens: 77, cacheReadTokens: 287, outputTokens: 84, totalTokens: 483 },
      { agent: 'openclaw', inputTokens: 1 },
      { agent: 'pi', inputTokens: 2 },
    ];
    const daily = [{ agent: 'all', period: '2026-11-28', agents }];
    const told = (tool: string, tokens: number) => ({ day: '2026-11-28', tool, tokens });
    assert.deepEqual(readCcusage({ daily }), [told('gemini-cli', 483), told('pi', 1), told('pi', 2)]);
    const { rows } = verifyDays(openLedger(), readCcusage({ daily }) ?? [], [], 'UTC');
    assert.deepEqual(
      rows.map(({ tool, theirs: other }) => [tool, other]),
      [
        ['gemini-cli', 483],
        ['pi', 3],
      ],
    );
    const counts = { inputTokens: 413, cachedInputTokens: 287, outputTokens: 119, totalTokens: 532 };
    for (const date of ['Nov 28, 2026', '2026-11-28'])
      assert.deepEqual(readCcusage({ daily: [{ date, ...counts, models: { 'gpt-5.2-codex': counts } }] }), [
        told('codex', 532),
      ]);
  });

  it('explains what was imported: what no log tells, and what the line of a log lacks', () => {
    const ledger = openLedger();
    const at = Date.UTC(2026, 2, 1, 10);
    put(ledger, request({ tool: 'claude-code', at, input: 100, output: 1, precision: 'atLeast' }));
    const telemetry = { tool: 'claude-code', namespace: 'telemetry', store: 'telemetry', rank: importRanks.telemetry };
    importInto(ledger, { files: [], at, apply: true }, (take) => {
      take({ kind: 'request', observation: request({ ...telemetry, at: at + 1000, input: 100, output: 50 }) });
      take({ kind: 'request', observation: request({ ...telemetry, at: at + 3_600_000, input: 30, output: 7 }) });
    });
    const days = [{ tool: 'claude-code', day: '2026-03-01', tokens: 101 }];
    const { rows, unexplained } = verifyDays(ledger, days, [], 'UTC');
    assert.equal(unexplained, 0);
    assert.deepEqual(
      rows.map((row) => [row.class, row.difference]),
      [['missing-store', 86]],
    );
    ledger.close();
  });

  for (const tool of ['opencode/real-1.18.33-undone', 'kilo/real-7.7.9-undone']) {
    it(`explains what ${tool} has in its log of events alone`, async () => {
      const home = join(fixtures, tool, 'home');
      const { expected } = JSON.parse(readFileSync(join(fixtures, tool, 'expected.json'), 'utf8'));
      const [agent = ''] = tool.split('/');
      const [day = ''] = Object.keys(expected.byDayUTC);
      // The fourth answer of the run and the fifth: those to the prompt that was taken back.
      const removed = 712 + 1157;
      await withFolder(async (folder) => {
        const days = theirsOf(agent, [day, expected.total - removed]);
        writeFileSync(join(folder, 'days.json'), JSON.stringify(days));
        const words = ['--home', home, '--ledger', join(folder, 'ledger.db'), '--timezone', 'UTC'];
        const { out } = await run('verify', '--json', ...words, '--against', join(folder, 'days.json'));
        const { rows, unexplained } = JSON.parse(out) as VerifyAnswer;
        assert.deepEqual(
          [rows.map((row) => [row.class, row.difference]), unexplained],
          [[['missing-store', removed]], 0],
        );
      });
    });
  }

  it('holds nothing that was hooked in an editor against a counter that cannot know of it', () => {
    const ledger = openLedger();
    const at = Date.UTC(2026, 2, 1, 10);
    put(ledger, request({ tool: 'claude-code', at, input: 100 }));
    const plain = {
      startedAt: at,
      at,
      entrypoint: 'explain',
      editorSession: 'm1-ab',
      model: 'small-1',
      project: '',
      branch: '',
    };
    const became = { outcome: 'answer', acceptedTokens: 0, droppedTokens: 0 } as const;
    recordUses(ledger, [{ id: 'u', kind: 'command', ...plain, ...became, input: 900, output: 100 }]);
    const { rows } = verifyDays(ledger, [{ tool: '', day: '2026-03-01', tokens: 100 }], [], 'UTC');
    assert.deepEqual(
      rows.map(({ ours, difference }) => [ours, difference]),
      [[100, 0]],
    );
    ledger.close();
  });

  it('explains a request whose copies bear two days', async () => {
    const lines = [line('a', '2026-03-01T23:59:59Z', 100), line('a', '2026-03-02T00:00:01Z', 100)];
    const { code, told } = await against(lines, theirs(['2026-03-02', 101]));
    assert.deepEqual(told, [
      ['2026-03-01', 'day', 101, [2]],
      ['2026-03-02', 'day', -101, [2]],
    ]);
    assert.equal(code, 0);
  });

  it('explains lines without a request id, which ccusage counts each', async () => {
    const bare = { requestId: undefined };
    const lines = [1, 2, 3].map((second) => line('a', `2026-03-01T10:00:0${second}Z`, 100, bare));
    const { told } = await against(lines, theirs(['2026-03-01', 303]));
    assert.deepEqual(told, [['2026-03-01', 'replay', -202, [1, 2, 3]]]);
  });

  it('says that the rest is unexplained, whatever its size', async () => {
    const lines = [line('a', '2026-03-01T10:00:00Z', 100), line('b', '2026-03-02T10:00:00Z', 100)];
    const { code, told, unexplained } = await against(lines, theirs(['2026-03-02', 202]));
    assert.deepEqual(told, [
      ['2026-03-01', 'unexplained', 101, []],
      ['2026-03-02', 'unexplained', -101, []],
    ]);
    assert.deepEqual([code, unexplained], [1, 202]);
  });

  it('says what to do where there is no file', async () => {
    const { code, error } = await run('verify', '--home', '/nowhere', '--against', '/nowhere/days.json');
    assert.deepEqual(
      [code, /^tallyboard: There is no "\/nowhere\/days\.json"\. .*To write one: ccusage daily --json/.test(error)],
      [1, true],
    );
  });

  it('says what it wants where the file is none', async () => {
    for (const wrong of ['', '[]', '{"daily":3}']) {
      const { code, error } = await against([line('a', '2026-03-01T10:00:00Z', 1)], wrong);
      assert.deepEqual([code, /ccusage daily --json/.test(error)], [1, true], wrong);
    }
  });
});
