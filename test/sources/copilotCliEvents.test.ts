import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { RequestObservation } from '../../src/core/observation.js';
import { copilotCliSources } from '../../src/sources/copilotCli/copilotCliSources.js';
import { events } from '../../src/sources/copilotCli/events.js';
import { passesOverHead } from '../kit/projected.js';
import { readLine } from '../kit/readHome/readLine.js';
import { readHome } from '../kit/readHome.js';
import { emitted, fileFacts, places } from './copilotKit.js';

const fixtures = join(import.meta.dirname, '../../../test/fixtures/sources/copilot-cli');
const rows = (name: string) => readHome(copilotCliSources, join(fixtures, name, 'home')).rows;
const told = (row: RequestObservation) => `${row.store} ${row.output} ${row.precision}`;

function read(lines: readonly object[]): RequestObservation[] {
  const file = fileFacts('/h/session-state/s1/events.jsonl');
  const state = events.start(file);
  return emitted((emit) => {
    for (const line of lines) readLine(events, JSON.stringify(line), state, emit, file);
  }).rows;
}

describe('Copilot CLI', () => {
  it('says of which requests the input is missing', () => {
    assert.deepEqual(rows('crash').map(told), ['events 17 atLeast', 'events 34 atLeast']);
    assert.ok(rows('legs-additive').every((row) => row.precision === 'exact'));
    assert.deepEqual(
      rows('crashed-leg')
        .filter((row) => row.output > 0)
        .map(told),
      ['events 17 exact', 'events 500 atLeast', 'events 34 exact'],
    );
    assert.deepEqual(
      rows('compaction-resets')
        .filter((row) => row.output > 0)
        .map(told)
        .sort(),
      ['events 1000 atLeast', 'events 34 exact', 'events 4152 exact'],
    );
  });

  it('tells the best store of each request', () => {
    assert.deepEqual(rows('store-and-records').map(told), [
      'usage-record 17 exact',
      'usage-record 34 exact',
      'usage-record 3 exact',
    ]);
    assert.deepEqual(rows('store-and-messages').map(told), [
      'session-store 17 exact',
      'session-store 34 exact',
      'session-store 5 exact',
    ]);
    assert.deepEqual(rows('otel-file').map(told), ['usage-record 17 exact', 'otel-file 34 exact']);
  });

  it('tells where, by whom and in which window', () => {
    const event = (type: string, data: object, more: object = {}) => ({
      type,
      data,
      id: `${type}`,
      timestamp: '2026-11-23T19:16:07.651Z',
      ...more,
    });
    const usage = {
      model: 'gpt-5.2',
      inputTokens: 52,
      outputTokens: 17,
      initiator: 'user',
      maxPromptTokens: 272000,
      totalNanoAiu: 1500000000,
    };
    const found = read([
      event('session.start', { sessionId: 's1', copilotVersion: '1.0.102', context: { cwd: '/w', branch: 'main' } }),
      event('session.usage_record', { usage: { ...usage, apiCallId: 'chatcmpl-00000000000000000001' } }),
      event('subagent.started', { toolCallId: 'call', agentName: 'general-purpose' }, { agentId: 'a1' }),
      event(
        'session.usage_record',
        { usage: { ...usage, initiator: 'sub-agent', apiCallId: 'chatcmpl-00000000000000000002' } },
        { agentId: 'a1' },
      ),
    ]);
    const picked = found.map((row) => [
      row.project,
      row.branch,
      row.agent,
      row.initiator,
      row.context,
      row.contextWindow,
      row.toolVersion,
      row.credits,
    ]);
    assert.deepEqual(picked, [
      ['/w', 'main', '', 'person', 52, 272000, '1.0.102', 1.5],
      ['/w', 'main', 'general-purpose', 'agent', 52, 272000, '1.0.102', 1.5],
    ]);
  });

  it('takes folder and branch from workspace.yaml until an event names them', () => {
    const file = fileFacts('/h/session-state/s1/events.jsonl', {
      '/h/session-state/s1/workspace.yaml': "id: s1\ncwd: '/w/a b'\nbranch: topic\n",
    });
    const state = events.start(file);
    const line = JSON.stringify({
      type: 'assistant.message',
      id: 'e',
      timestamp: '2026-05-30T16:05:13.020Z',
      data: { messageId: 'm', outputTokens: 3 },
    });
    const [row] = emitted((emit) => readLine(events, line, state, emit, file)).rows;
    assert.deepEqual([row?.session, row?.project, row?.branch, row?.model], ['s1', '/w/a b', 'topic', 'unknown']);
  });

  it('skips by its head only what has the type of another event', () => {
    const skips = (line: string) => passesOverHead(events.shape, line);
    assert.equal(skips('{"type":"tool.execution_complete","data":{"result":"…'), true);
    assert.equal(skips('{"type":"toString","data":{}}'), true);
    assert.equal(skips('{ "type": "x" }'), true);
    for (const line of [
      '{"type":"session.usage_record","data":{',
      '{"data":{"type":"x"},"type":"session.shutdown"}',
      '{"type":"session.shutdown',
    ]) {
      assert.equal(skips(line), false, line);
    }
  });

  it('looks where the variables say, too', () => {
    const at = places({
      env: { COPILOT_HOME: '/x', XDG_STATE_HOME: '/state', COPILOT_OTEL_FILE_EXPORTER_PATH: '/o.jsonl' },
      extraRoots: { 'copilot-cli': ['/y'] },
    });
    const roots = copilotCliSources.flatMap((source) => source.roots(at).map((root) => `${source.store} ${root.path}`));
    for (const home of ['/home/u/.copilot', '/x', '/state/.copilot', '/y']) {
      for (const each of [
        `events ${home}/session-state`,
        `events ${home}/history-session-state`,
        `session-store ${home}`,
        `otel-file ${home}/otel`,
      ]) {
        assert.ok(roots.includes(each), each);
      }
    }
    assert.ok(roots.includes('otel-file /o.jsonl'));
    const [windows] = copilotCliSources[0].roots(places({ os: 'win32', home: 'C:\\Users\\u' }));
    assert.equal(windows?.path, 'C:\\Users\\u\\.copilot\\session-state');
  });
});
