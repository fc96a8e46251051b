import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RequestObservation } from '../../src/core/observation.js';
import { otelFile } from '../../src/sources/copilotChat/otelFile.js';
import { otelRecord } from '../../src/sources/copilotChat/otelRecord.js';
import { joined } from '../kit/readHome/joining.js';
import { readLine } from '../kit/readHome/readLine.js';
import { emitted, fileFacts } from './copilotKit.js';

const t0 = 1780157113;
const usage = (input: number, output: number) => ({
  'gen_ai.usage.input_tokens': input,
  'gen_ai.usage.output_tokens': output,
});

function span(operation: string, traceId: string, spanId: string, second: number, attributes: object) {
  return {
    resource: { attributes: { 'service.name': 'copilot-chat' } },
    ...{ traceId, spanId, name: `${operation} m`, startTime: [t0 + second, 0], status: { code: 1 } },
    attributes: {
      'gen_ai.operation.name': operation,
      'gen_ai.request.model': 'm',
      'gen_ai.conversation.id': 's1',
      ...attributes,
    },
  };
}

function log(event: string, traceId: string, spanId: string, second: number, attributes: object) {
  const resource = { _rawAttributes: [['service.name', 'copilot-chat']] };
  return {
    resource,
    hrTime: [t0 + second, 0],
    spanContext: { traceId, spanId },
    attributes: { 'event.name': event, ...attributes },
  };
}

/** Two responses of one trace, one of another that was only logged, one only summed up: each told by all it can be. */
const lines = [
  span('chat', 't1', '00000000000000a1', 1, { ...usage(100, 5), 'gen_ai.response.id': 'response-one' }),
  span('chat', 't1', '00000000000000a2', 2, { ...usage(200, 6) }),
  span('invoke_agent', 't1', '00000000000000a3', 0, usage(300, 11)),
  log('gen_ai.client.inference.operation.details', 't1', 'x', 1, {
    ...usage(100, 5),
    'gen_ai.request.model': 'm',
    'gen_ai.response.id': 'response-one',
  }),
  log('gen_ai.client.inference.operation.details', 't1', 'x', 2, { ...usage(200, 6), 'gen_ai.request.model': 'm' }),
  log('copilot_chat.agent.turn', 't1', 'x', 3, { ...usage(200, 6), 'turn.index': 1 }),
  log('gen_ai.client.inference.operation.details', 't2', 'y', 60, { ...usage(40, 4), 'gen_ai.request.model': 'm' }),
  log('copilot_chat.agent.turn', 't2', 'y', 61, { ...usage(40, 4), 'turn.index': 0 }),
  log('copilot_chat.session.start', 't2', 'y', 59, { 'session.id': 's2' }),
  span('invoke_agent', 't3', '00000000000000a4', 120, {
    ...usage(70, 7),
    'copilot_chat.turn_count': 3,
    'gen_ai.conversation.id': 's3',
  }),
];

function read(entries: readonly unknown[], path = '/logs/otel.jsonl'): RequestObservation[] {
  const file = fileFacts(path);
  let state = otelFile.start(file);
  return emitted((emit) => {
    for (const entry of entries) {
      readLine(otelFile, JSON.stringify(entry), state, emit, file);
      otelFile.end?.(state, emit, file);
      state = JSON.parse(JSON.stringify(state));
    }
  }).rows;
}

describe('Copilot’s OpenTelemetry file', () => {
  it('counts each response once, in whatever order its records come', () => {
    const counted = (entries: readonly unknown[]) =>
      joined(read(entries))
        .map((row) => [row.session, row.input, row.output, row.requests])
        .sort();
    const expected = [
      ['s1', 100, 5, 1],
      ['s1', 200, 6, 1],
      ['s2', 40, 4, 1],
      ['s3', 70, 7, 3],
    ];
    assert.deepEqual(counted(lines), expected);
    fc.assert(
      fc.property(fc.shuffledSubarray(lines, { minLength: lines.length }), (shuffled) =>
        assert.deepEqual(counted(shuffled), expected),
      ),
    );
  });

  it('leaves the command line’s records to the command line', () => {
    const of = (service: string | undefined, attributes: object = {}) => {
      const line = span('chat', 't1', '00000000000000a1', 1, { ...usage(1, 1), ...attributes });
      return { ...line, resource: { attributes: { 'service.name': service } } };
    };
    const counts = (line: object, path?: string) => read([line], path).length > 0;
    assert.equal(counts(of('copilot-chat'), '/home/u/.copilot/otel/a.jsonl'), true);
    assert.equal(counts(of('github-copilot')), false);
    assert.equal(counts(of(undefined)), true);
    assert.equal(counts(of(undefined), '/home/u/.copilot/otel/a.jsonl'), false);
    assert.equal(counts(of(undefined, { 'copilot_chat.location': 'panel' }), '/home/u/.copilot/otel/a.jsonl'), true);
  });

  it('keeps no more traces than can be open', () => {
    const file = fileFacts('/logs/otel.jsonl');
    const state = otelFile.start(file);
    emitted((emit) => {
      for (let trace = 0; trace < 1000; trace++) {
        const line = log('copilot_chat.agent.turn', `t${trace}`, 'x', trace, { ...usage(1, 1), 'turn.index': 0 });
        readLine(otelFile, JSON.stringify(line), state, emit, file);
      }
    });
    assert.ok(Object.keys(state.traces).length <= 200 && state.waiting.length <= 200);
  });

  it('reads attributes as a flat object and as a list', () => {
    const list = [
      { key: 'gen_ai.operation.name', value: { stringValue: 'chat' } },
      { key: 'gen_ai.usage.input_tokens', value: { intValue: '5' } },
      { key: '__proto__', value: { stringValue: 'x' } },
    ];
    const told = otelRecord({ name: 'chat m', traceId: 't', attributes: list });
    assert.deepEqual(
      [told?.level, told?.attributes],
      ['chat', { 'gen_ai.operation.name': 'chat', 'gen_ai.usage.input_tokens': '5' }],
    );
    assert.deepEqual(
      [otelRecord({ resource: {}, scopeMetrics: [] }), otelRecord(7), otelRecord(undefined)],
      [undefined, undefined, undefined],
    );
  });
});
