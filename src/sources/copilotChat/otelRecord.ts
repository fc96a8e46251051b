import { count, instantOf, record, text } from '../../core/json.js';
import type { InclusiveCounts } from '../common/request.js';

/** What tells of a response, from the call itself down to the sum of a whole run. */
export const otelLevels = ['agent', 'turn', 'inference', 'chat'] as const;
export type OtelLevel = (typeof otelLevels)[number];

type Attributes = Readonly<Record<string, unknown>>;

/** One line of an OpenTelemetry file: a span or a log record, in the SDK's own form. */
export interface OtelRecord {
  /** undefined for what is only context (a session's start, a tool call). */
  readonly level: OtelLevel | undefined;
  readonly attributes: Attributes;
  /** Service or scope that wrote it; '' if not told. */
  readonly service: string;
  readonly trace: string | undefined;
  readonly span: string | undefined;
  readonly response: string | undefined;
  readonly session: string | undefined;
  readonly model: string | undefined;
  /** Whether it says that it ended well. */
  readonly answered: boolean;
  /** NaN where not told. */
  readonly at: number;
}

/** The record, or undefined for a line of metrics and anything else without attributes. */
export function otelRecord(value: unknown): OtelRecord | undefined {
  const line = record(value);
  const attributes = attributesOf(line?.['attributes']);
  if (line === undefined || attributes === undefined) return undefined;
  const context = record(line['spanContext']);
  return {
    level: levelOf(line, attributes),
    attributes,
    service: serviceOf(line),
    trace: text(line['traceId']) ?? text(context?.['traceId']),
    span: text(line['spanId']) ?? text(context?.['spanId']),
    response: text(attributes['gen_ai.response.id']),
    session: conversationOf(attributes),
    model: first(attributes, ['gen_ai.response.model', 'gen_ai.request.model']),
    answered: record(line['status'])?.['code'] === 1,
    at: timeOf(line),
  };
}

/** The conversation a record belongs to; a child's calls belong to the chat that started it. */
const sessionNames = [
  'copilot_chat.parent_chat_session_id',
  'copilot_chat.chat_session_id',
  'gen_ai.conversation.id',
  'copilot_chat.session_id',
  'session.id',
];

export function conversationOf(attributes: Attributes): string | undefined {
  return first(attributes, sessionNames);
}

function first(attributes: Attributes, names: readonly string[]): string | undefined {
  return names.map((name) => text(attributes[name])).find((value) => value !== undefined);
}

/** Flat, or OTLP's list of `{key, value: {stringValue}}`. */
export function attributesOf(value: unknown): Attributes | undefined {
  if (!Array.isArray(value)) return record(value);
  const pairs = value.map((entry): [string, unknown] => {
    const inner = record(record(entry)?.['value']);
    return [String(record(entry)?.['key']), inner ? Object.values(inner)[0] : undefined];
  });
  return Object.fromEntries(pairs.filter(([name]) => name !== '__proto__'));
}

function serviceOf(line: Attributes): string {
  const resource = record(line['resource']);
  const raw = resource?.['_rawAttributes'];
  const named = Array.isArray(raw) ? raw.find((pair) => Array.isArray(pair) && pair[0] === 'service.name') : undefined;
  const scope = record(line['instrumentationScope']);
  return (
    text(attributesOf(resource?.['attributes'])?.['service.name']) ?? text(named?.[1]) ?? text(scope?.['name']) ?? ''
  );
}

function levelOf(line: Attributes, attributes: Attributes): OtelLevel | undefined {
  const operation = attributes['gen_ai.operation.name'];
  if (isSpan(line)) {
    const name = text(line['name']) ?? '';
    if (operation === 'chat' || (operation === undefined && name.startsWith('chat '))) return 'chat';
    return operation === 'invoke_agent' || name.startsWith('invoke_agent') ? 'agent' : undefined;
  }
  const event = text(attributes['event.name']) ?? text(line['body']) ?? text(line['_body']) ?? '';
  if (event === 'gen_ai.client.inference.operation.details' || event.startsWith('GenAI inference:')) return 'inference';
  return event.startsWith('copilot_chat.agent.turn') ? 'turn' : undefined;
}

function isSpan(line: Attributes): boolean {
  if (line['type'] !== undefined) return line['type'] === 'span';
  return text(line['name']) !== undefined && line['hrTime'] === undefined;
}

export function timeOf(line: Attributes): number {
  const names = [
    'startTime',
    'startTimeUnixNano',
    'hrTime',
    'endTime',
    'endTimeUnixNano',
    'timeUnixNano',
    'timestamp',
    'time',
    // When the record was seen, where its own instant is not known.
    'observedTimeUnixNano',
  ];
  return names.map((name) => instantOf(line[name])).find((instant) => !Number.isNaN(instant)) ?? Number.NaN;
}

export function otelCounts(attributes: Attributes): InclusiveCounts {
  const usage = (...names: string[]) =>
    names.map((name) => count(attributes[`gen_ai.usage.${name}`])).find((value) => value > 0) ?? 0;
  return {
    input: usage('input_tokens'),
    output: usage('output_tokens'),
    cacheRead: usage('cache_read.input_tokens'),
    cacheWrite: usage('cache_creation.input_tokens', 'cache_write.input_tokens'),
    reasoning: usage('reasoning.output_tokens', 'reasoning_tokens'),
  };
}
