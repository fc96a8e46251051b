import type { LineView } from '../../core/bytes.js';
import { record } from '../json.js';

/** What a line is to us. `other`: no usage by its own word; `doubt`: only JSON.parse can tell. */
export type LineKind = 'meta' | 'context' | 'count' | 'record' | 'started' | 'settings' | 'message' | 'other' | 'doubt';

const openBrace = 123;
const quote = 34;
const comma = 44;
const timestampKey = '{"timestamp":"';
const ordinalKey = ',"ordinal":';
const commaTypeKey = ',"type":"';
const typeKey = '"type":"';
const payloadKey = 'event_msg","payload":{"type":"';

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
const topNames = Object.entries(topKinds).map(([name, kind]) => [`${name}"`, kind] as const);
const eventNames = Object.entries(eventKinds).map(([name, kind]) => [`${name}"`, kind] as const);

/** From the line's first bytes. */
export function lineKind(line: LineView): LineKind {
  if (line.length === 0) return 'other';
  const from = typeOffset(line);
  if (from < 0) return 'doubt';
  if (!line.at('event_msg"', from)) return kindAt(line, from, topNames);
  return line.at(payloadKey, from) ? kindAt(line, from + payloadKey.length, eventNames) : 'doubt';
}

function kindAt(line: LineView, offset: number, names: readonly (readonly [string, LineKind])[]): LineKind {
  for (const [name, kind] of names) if (line.at(name, offset)) return kind;
  return line.findIn(quote, offset, line.length) < 0 ? 'doubt' : 'other';
}

/** Where the value of the line's own `type` starts; -1 unless that is certain. */
function typeOffset(line: LineView): number {
  const start = afterHead(line);
  if (start > 0 && line.at(commaTypeKey, start)) return start + commaTypeKey.length;
  // The first `"type":"` before any inner object is the line's own, whatever stands before it.
  const key = line.find(typeKey);
  return key < 0 || line.byte(0) !== openBrace || line.findIn(openBrace, 1, key) >= 0 ? -1 : key + typeKey.length;
}

/** Offset after timestamp and ordinal, as every build since 0.44 begins a line; -1 for any other beginning. */
export function afterHead(line: LineView): number {
  if (!line.at(timestampKey, 0)) return -1;
  const end = line.findIn(quote, timestampKey.length, Math.min(line.length, 64));
  if (end < 0 || !line.at(ordinalKey, end + 1)) return end < 0 ? -1 : end + 1;
  return line.findIn(comma, end + 1 + ordinalKey.length, Math.min(line.length, end + 40));
}

/** The instant of a line for which `afterHead` is not -1, or NaN. */
export function headInstant(line: LineView): number {
  const from = timestampKey.length;
  return line.instant(from, line.findIn(quote, from, Math.min(line.length, 64)));
}

/** The same from the parsed line. */
export function parsedKind(value: Readonly<Record<string, unknown>>): LineKind {
  const type = String(value['type']);
  if (type !== 'event_msg') return topKinds[type] ?? 'other';
  return eventKinds[String(record(value['payload'])?.['type'])] ?? 'other';
}
