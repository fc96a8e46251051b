import type { LineView } from '../../core/bytes.js';
import { record } from '../json.js';

/** What a line is to us. `other`: no usage by its own word; `doubt`: only JSON.parse can tell. */
export type LineKind = 'meta' | 'context' | 'count' | 'record' | 'started' | 'settings' | 'message' | 'other' | 'doubt';

const openBrace = 123;
const quote = 34;
const typeKey = '"type":"';
const payloadKey = ',"payload":{"type":"';

const topKinds: Readonly<Record<string, LineKind>> = {
  session_meta: 'meta',
  turn_context: 'context',
  token_usage_record: 'record',
  inter_agent_communication: 'message',
  inter_agent_communication_metadata: 'message',
};
const eventKinds: Readonly<Record<string, LineKind>> = {
  token_count: 'count',
  task_started: 'started',
  thread_settings_applied: 'settings',
};

/** From the line's first bytes. The first `"type":"` before any inner object is the line's own, whatever the key order. */
export function lineKind(line: LineView): LineKind {
  if (line.length === 0) return 'other';
  const key = line.find(typeKey);
  if (key < 0 || line.byte(0) !== openBrace || line.findIn(openBrace, 1, key) >= 0) return 'doubt';
  const from = key + typeKey.length;
  const to = line.findIn(quote, from, line.length);
  if (to < 0) return 'doubt';
  if (!line.at('event_msg"', from)) return topKinds[line.intern(from, to)] ?? 'other';
  return line.at(payloadKey, to + 1) ? eventKind(line, to + 1 + payloadKey.length) : 'doubt';
}

function eventKind(line: LineView, from: number): LineKind {
  const to = line.findIn(quote, from, line.length);
  return to < 0 ? 'doubt' : (eventKinds[line.intern(from, to)] ?? 'other');
}

/** The same from the parsed line. */
export function parsedKind(value: Readonly<Record<string, unknown>>): LineKind {
  const type = String(value['type']);
  if (type !== 'event_msg') return topKinds[type] ?? 'other';
  return eventKinds[String(record(value['payload'])?.['type'])] ?? 'other';
}
