import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { RequestObservation } from '../../src/core/observation.js';
import { copilotChatSources } from '../../src/sources/copilotChat/copilotChatSources.js';
import { debugLog } from '../../src/sources/copilotChat/debugLog.js';
import { passesOverHead } from '../kit/projected.js';
import { readHome } from '../kit/readHome.js';

const fixtures = join(import.meta.dirname, '../../../test/fixtures/sources/copilot-chat');
const rows = (name: string) => readHome(copilotChatSources, join(fixtures, name, 'home')).rows;
const told = (row: RequestObservation) => `${row.store} ${row.session} ${row.output} ${row.precision}`;

describe('Copilot Chat’s stores', () => {
  it('tell each request once, the best store first', () => {
    assert.deepEqual(rows('three-stores').map(told), [
      'agent-traces s1 50 exact',
      'agent-traces s1 20 exact',
      'debug-log s1 6 exact',
    ]);
    assert.deepEqual(rows('debug-log-switched-on').map(told), [
      'session-file s1 10 atLeast',
      'debug-log s1 3 exact',
      'debug-log s1 4 exact',
      'session-file s1 30 atLeast',
    ]);
    assert.deepEqual(rows('otel-and-session-file').map(told), ['otel-file s1 50 exact', 'session-file s1 30 atLeast']);
  });

  it('say what is not known whole', () => {
    assert.deepEqual(
      rows('debug-log-tolerant').map((row) => row.precision),
      ['exact', 'atLeast', 'exact', 'exact'],
    );
  });

  it('tell who asked', () => {
    const picked = rows('debug-log-children')
      .filter((row) => row.session === 's1')
      .map((row) => [row.agent, row.initiator]);
    assert.deepEqual(picked, [
      ['', 'agent'],
      ['runSubagent', 'agent'],
      ['', 'helper'],
    ]);
    assert.deepEqual(
      rows('debug-log-tolerant')
        .map((row) => [row.initiator, row.toolVersion])
        .slice(0, 2),
      [
        ['person', '0.47.0'],
        ['agent', '0.47.0'],
      ],
    );
  });

  it('share the folder that only some of them know', () => {
    assert.deepEqual([...new Set(rows('three-stores').map((row) => row.project))], ['/home/u/proj']);
    assert.deepEqual(
      [...new Set(rows('every-editor').map((row) => row.project))],
      ['/home/u/my proj', '/home/u/proj', ''],
    );
  });

  it('skip a debug entry by its head only when its first type says that it is no request', () => {
    const skips = (line: string) => passesOverHead(debugLog.shape, line);
    assert.equal(
      skips('{"ts":1,"dur":0,"sid":"s","type":"tool_call","name":"x","attrs":{"args":"llm_request"}}'),
      true,
    );
    for (const type of ['llm_request', 'user_message', 'generic', 'session_start', 'something new']) {
      assert.equal(skips(`{"ts":1,"dur":0,"sid":"s","type":"${type}"}`), false, type);
    }
    assert.equal(skips('{"attrs":{"args":"x"},"ts":1}'), false);
  });
});
