import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { BufferLine } from '../../src/platform/lineView.js';
import { readFast } from '../../src/sources/claudeCode/fast.js';
import type { ClaudeRequest } from '../../src/sources/claudeCode/request.js';
import { requestOf } from '../../src/sources/claudeCode/slow.js';

/** Few values of everything, so that a line often repeats parts of the one before it, and often does not. */
const oneOf = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const counts = fc.oneof(oneOf<unknown>(0, 7, 12, 4096, 123456), oneOf<unknown>(null, '15', 999_999_999_999_999));

const usage = fc.record(
  {
    input_tokens: counts,
    cache_creation_input_tokens: counts,
    cache_read_input_tokens: counts,
    cache_creation: fc.record({ ephemeral_5m_input_tokens: counts, ephemeral_1h_input_tokens: counts }),
    output_tokens: counts,
    server_tool_use: fc.record({ web_search_requests: oneOf(0, 3) }),
    output_tokens_details: fc.record({ thinking_tokens: oneOf(0, 30) }),
    service_tier: oneOf('standard', 'batch', 'a:5,b'),
    iterations: oneOf([], [{ type: 'message', input_tokens: 3 }], [{ type: 'advisor_message', input_tokens: 3 }]),
    speed: oneOf('fast', 'standard'),
  },
  { requiredKeys: ['input_tokens', 'output_tokens'] },
);

const decoy = { stop_reason: 'end_turn', stop_sequence: null, usage: { input_tokens: 77, output_tokens: 7 } };
const message = fc
  .record(
    {
      model: oneOf('claude-opus-4-8', 'claude-haiku-4-5'),
      id: oneOf('msg_1', 'msg_2', 'msg_10'),
      role: fc.constant('assistant'),
      content: oneOf<unknown>([], [{ type: 'text', text: 'x"y' }], [{ type: 'tool_use', input: decoy }]),
      stop_reason: oneOf(null, 'end_turn', 'tool_use'),
      stop_sequence: oneOf(null, 'stop'),
      usage,
      container: oneOf<unknown>(null, decoy),
    },
    { requiredKeys: ['model', 'id', 'role', 'content', 'stop_reason', 'usage'] },
  )
  .map((value) => ({ ...value }));

const line = fc
  .record(
    {
      parentUuid: oneOf(null, 'bfb4b126-7476-4516-a1b1-103b95297259', 'a'),
      isSidechain: fc.boolean(),
      cwd: oneOf('/home/a', '/home/b', '/home/ü', 'C:\\x'),
      sessionId: oneOf('s1', 's2'),
      version: oneOf('2.1.50', '2.1.150'),
      gitBranch: oneOf('main', 'side'),
      agentId: oneOf('a1', 'a2'),
      message,
      // Objects beside the message have no stop fields in any build seen: `readFast` relies on it.
      toolUseResult: fc.constant({ usage: decoy.usage }),
      requestId: oneOf('req_1', 'req_2'),
      type: fc.constant('assistant'),
      uuid: oneOf('u1', 'u2'),
      timestamp: oneOf('2026-06-18T09:44:14.407Z', '2026-06-18T09:44:15.000Z'),
      requestSessionId: oneOf('s1', 's3'),
      attributionAgent: oneOf('helper', 'other'),
    },
    { requiredKeys: ['message', 'type', 'timestamp'] },
  )
  .chain((value) => oneOf(value, moved(value, 'isSidechain'), moved(value, 'cwd'), moved(value, 'version')));

/** The same line with a member behind its message. */
function moved(value: object, key: string): object {
  const entries = Object.entries(value);
  const at = entries.findIndex(([name]) => name === key);
  return at < 0 ? value : Object.fromEntries([...entries.toSpliced(at, 1), entries[at] as [string, unknown]]);
}

function viewOf(text: string): BufferLine {
  const data = Buffer.from(`"usage":{"x":1${text}\n}},"type":"user"`);
  const view = new BufferLine();
  view.move(data, 14, data.length - 17);
  return view;
}

/** What the ledger would be told of a request. */
function told(request: ClaudeRequest): object {
  const { uuid: _, ...rest } = request;
  return rest;
}

describe('a transcript line read from its bytes', () => {
  it('tells what JSON.parse tells, whatever lines came before', () => {
    let read = 0;
    fc.assert(
      fc.property(fc.array(line, { minLength: 2, maxLength: 12 }), (lines) => {
        for (const value of lines) {
          const text = JSON.stringify(value);
          const answer = readFast(viewOf(text));
          if (answer === 'doubt') continue;
          assert.notEqual(answer, 'nothing', text);
          const expected = requestOf(JSON.parse(text));
          assert.deepEqual(told({ ...(answer as ClaudeRequest) }), told(expected as ClaudeRequest), text);
          read++;
        }
      }),
      { numRuns: 400 },
    );
    assert.ok(read > 500, `only ${read} lines were read without JSON.parse`);
  });
});
