import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { adviceOf } from '../../src/core/advice.js';
import { noTotals, type SourceRow, type UsageRow } from '../../src/core/report.js';

function source(tool: string, more: Partial<SourceRow> = {}): SourceRow {
  return { tool, store: 'log', roots: [], files: 1, bytes: 1, records: 1, skipped: {}, ...more };
}

function use(tool: string, exact: number, atLeast: number, estimate: number): UsageRow {
  return { key: { tool }, totals: { ...noTotals, precision: { exact, atLeast, estimate } } };
}

describe('advice', () => {
  const tools = ['codex', 'copilot-chat', 'claude-code', 'copilot-cli', 'continue', 'amp', 'crush', 'cursor'];
  const sources = tools.map((tool) => source(tool));

  it('is none where all is exact, whatever records carry no counts', () => {
    const quiet = [source('pi', { skipped: { malformed: 2, replay: 3 }, roots: [{ path: '/a', state: 'absent' }] })];
    assert.deepEqual(adviceOf(quiet, [use('pi', 9, 0, 0)], undefined), []);
  });

  it('says of tools that are used and tell no titles that these are not counted', () => {
    const list = [source('codex'), source('grok'), source('pi')];
    const usage = [use('codex', 9, 0, 0), use('pi', 9, 0, 0)];
    assert.deepEqual(adviceOf(list, usage, undefined), [{ kind: 'helpers', tool: 'codex' }]);
  });

  it('says so of Pi where OMP is, whose folder it is told by', () => {
    const kinds = (path: string, state: 'read' | 'absent') =>
      adviceOf([source('pi', { roots: [{ path, state }] })], [use('pi', 9, 0, 0)], undefined).map(({ kind }) => kind);
    for (const path of [
      '/home/dev/.omp/agent/sessions',
      'C:\\Users\\dev\\.omp\\profiles',
      '/home/dev/data/omp/sessions',
    ]) {
      assert.deepEqual([kinds(path, 'read'), kinds(path, 'absent')], [['helpers'], []]);
    }
    assert.deepEqual(kinds('/home/dev/.pi/agent/sessions', 'read'), []);
  });

  it('says of each tool what makes its lower bound exact', () => {
    const usage = [
      use('codex', 5, 0, 0),
      use('copilot-chat', 5, 1, 0),
      use('claude-code', 5, 1, 0),
      use('copilot-cli', 0, 1, 0),
      use('continue', 5, 0, 2),
      use('amp', 0, 7, 0),
      use('crush', 0, 7, 0),
      use('cursor', 0, 7, 0),
    ];
    assert.deepEqual(adviceOf(sources, usage, undefined), [
      { kind: 'helpers', tool: 'codex' },
      { kind: 'chat-logs', tool: 'copilot-chat' },
      { kind: 'old-claude', tool: 'claude-code' },
      { kind: 'no-shutdown', tool: 'copilot-cli' },
      { kind: 'own-tokenizer', tool: 'continue' },
      { kind: 'helpers', tool: 'continue' },
      { kind: 'lower-bound', tool: 'amp' },
      { kind: 'last-request', tool: 'crush' },
      { kind: 'account', tool: 'cursor' },
    ]);
  });

  it('says of tools that tell sums of sessions how their days are known, and of Aider that it is asked for no log', () => {
    const kinds = (...list: SourceRow[]) => adviceOf(list, [], undefined).map(({ kind }) => kind);
    for (const tool of ['droid', 'goose', 'zed', 'vibe']) assert.deepEqual(kinds(source(tool)), ['session-sums']);
    assert.deepEqual(kinds(source('zed', { records: 0 })), []);
    assert.deepEqual(kinds(source('goose', { store: 'usage' }), source('goose', { records: 0 })), []);
    const roots = [{ path: '/home/dev/.aider', state: 'read' as const }];
    assert.deepEqual(kinds(source('aider', { files: 0, records: 0, roots })), ['analytics-log']);
    assert.deepEqual(kinds(source('aider', { roots })), []);
    assert.deepEqual(kinds(source('aider', { files: 0, records: 0 })), []);
  });

  it('says that a tool keeps no counts, while none of it were found; of others an answer without counts failed', () => {
    const silent = { records: 0, skipped: { 'no-usage': 9 } };
    const kinds = (sources: SourceRow[], usage: UsageRow[] = []) => adviceOf(sources, usage, undefined);
    assert.deepEqual(kinds([source('cursor', silent), source('pi', silent)]), [{ kind: 'no-counts', tool: 'cursor' }]);
    assert.deepEqual(kinds([source('cursor', { ...silent, records: 3 })], [use('cursor', 0, 7, 0)]), [
      { kind: 'account', tool: 'cursor' },
    ]);
    assert.deepEqual(kinds([source('cursor', { records: 0 })]), []);
  });

  it('names folders and forms once a tool, whatever number of logs it has, and the system last', () => {
    const hidden = { roots: [{ path: '/a', state: 'unreadable' as const }], skipped: { 'unknown-format': 1 } };
    assert.deepEqual(adviceOf([source('pi', hidden), source('pi', hidden)], [], 'container'), [
      { kind: 'unreadable', tool: 'pi' },
      { kind: 'unknown-format', tool: 'pi' },
      { kind: 'container', tool: '' },
    ]);
  });
});
