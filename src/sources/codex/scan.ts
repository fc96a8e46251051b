import type { LineView } from '../../core/bytes.js';
import { afterHead, headInstant } from './lineKind.js';
import { absent, type Tuple, tupleKeys } from './tuple.js';
import type { CountLine, RecordLine } from './usageLine.js';

/*
 * The two lines that tell usage, read from their bytes as Codex (serde_json) writes them: compact, timestamp first.
 * They hold no free text, so a key can stand only where it belongs. Whatever differs gives undefined, and JSON.parse
 * decides.
 */

const quote = 34;
const comma = 44;
const backslash = 92;
const openBrace = 123;
const closeBrace = 125;
const countKey = ',"type":"event_msg","payload":{"type":"token_count","info":';
const recordKey = ',"type":"token_usage_record","payload":{';
const limitsKey = ',"rate_limits":';

/** Where the last member read ended. */
let position = 0;

/** `knownLimits`: the text of the last `rate_limits`, which need not be parsed again. */
export function scannedCount(line: LineView, knownLimits: string | undefined): CountLine | undefined {
  const start = afterHead(line);
  if (start < 0 || !line.at(countKey, start)) return undefined;
  const at = headInstant(line);
  if (Number.isNaN(at)) return undefined;
  position = start + countKey.length;
  const info = line.at('null', position) ? noInfo(position + 4) : scannedInfo(line);
  if (info === undefined) return undefined;
  const count: CountLine = { at, ...info };
  if (!line.at(limitsKey, position)) return isEnd(line) ? count : undefined;
  if (!line.at('}}', line.length - 2)) return undefined;
  const limitsText = line.ascii(position + limitsKey.length, line.length - 2);
  if (limitsText === knownLimits) return count;
  const limits = parsedLimits(limitsText);
  return limits === undefined ? undefined : { ...count, limits, limitsText };
}

/** Undefined where other members follow. */
function parsedLimits(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

type Info = Pick<CountLine, 'total' | 'last' | 'contextWindow'>;

function noInfo(end: number): Info {
  position = end;
  return {};
}

function scannedInfo(line: LineView): Info | undefined {
  const info: { -readonly [Key in keyof Info]: Info[Key] } = {};
  let separator = openBrace;
  for (;;) {
    if (line.byte(position) !== separator) return undefined;
    const key = position + 1;
    if (line.at('"total_token_usage":{', key)) info.total = scannedTuple(line, key + 21);
    else if (line.at('"last_token_usage":{', key)) info.last = scannedTuple(line, key + 20);
    else if (line.at('"model_context_window":', key)) info.contextWindow = scannedNumber(line, key + 23);
    else if (line.at('"last_usage_includes_reasoning":', key)) position = line.findIn(101, key + 32, key + 38) + 1;
    else return undefined;
    if (position <= 0) return undefined;
    if (line.byte(position) === closeBrace) break;
    separator = comma;
  }
  position++;
  return info;
}

export function scannedRecord(line: LineView): RecordLine | undefined {
  const start = afterHead(line);
  if (start < 0 || !line.at(recordKey, start)) return undefined;
  const at = headInstant(line);
  if (Number.isNaN(at)) return undefined;
  const record: RecordMembers = {};
  // Each member begins behind the brace or the comma before it.
  position = start + recordKey.length - 1;
  do {
    if (!recordMember(line, position + 1, record)) return undefined;
  } while (position > 0 && line.byte(position) === comma);
  const { usage } = record;
  return usage !== undefined && isEnd(line) ? { ...record, at, usage } : undefined;
}

type RecordMembers = { -readonly [Key in keyof RecordLine]?: RecordLine[Key] | undefined };

function recordMember(line: LineView, key: number, record: RecordMembers): boolean {
  if (line.at('"usage":{', key)) record.usage = scannedTuple(line, key + 9);
  else if (line.at('"thread_token_usage":{', key)) record.threadUsage = scannedTuple(line, key + 22);
  else if (line.at('"turn_token_usage":{', key)) scannedTuple(line, key + 20);
  else if (line.at('"thread_id":"', key)) record.thread = scannedText(line, key + 13);
  else if (line.at('"turn_id":"', key)) record.turn = scannedText(line, key + 11);
  else if (line.at('"response_id":"', key)) record.response = scannedId(line, key + 15);
  else if (line.at('"session_id":"', key)) scannedId(line, key + 14);
  else if (line.at('"root_turn_id":"', key)) scannedId(line, key + 16);
  else return false;
  return position > 0;
}

/** The two braces that close payload and line, and nothing after them. */
function isEnd(line: LineView): boolean {
  return position === line.length - 2 && line.at('}}', position);
}

/** A short text without escapes that stands in many lines; undefined if empty. Sets `position` after it, or to -1. */
function scannedText(line: LineView, from: number): string | undefined {
  const to = textEnd(line, from);
  return to > from ? line.intern(from, to) : undefined;
}

/** The same for a text that stands in one line only. */
function scannedId(line: LineView, from: number): string | undefined {
  const to = textEnd(line, from);
  return to > from ? line.ascii(from, to) : undefined;
}

function textEnd(line: LineView, from: number): number {
  const to = line.findIn(quote, from, Math.min(line.length, from + 200));
  position = to < 0 || line.findIn(backslash, from, to) >= 0 ? -1 : to + 1;
  return position < 0 ? -1 : to;
}

/** Reads counters from inside their object; sets `position` after it, or to -1. */
function scannedTuple(line: LineView, from: number): Tuple | undefined {
  const tuple = [absent, absent, absent, absent, absent, absent];
  let start = from;
  for (let expected = 0; ; start = position + 1) {
    const index = keyAt(line, start, expected);
    if (index < 0) break;
    tuple[index] = scannedNumber(line, start + (tupleKeys[index]?.length ?? 0) + 3) ?? absent;
    if (position < 0) break;
    const byte = line.byte(position);
    if (byte === closeBrace) {
      position++;
      return tuple;
    }
    if (byte !== comma) break;
    expected = index + 1;
  }
  position = -1;
  return undefined;
}

/** Which counter's key stands at an offset, tried in the order in which Codex writes them; -1 for any other. */
function keyAt(line: LineView, offset: number, expected: number): number {
  for (let tried = 0; tried < tupleKeys.length; tried++) {
    const index = (expected + tried) % tupleKeys.length;
    const key = tupleKeys[index] ?? '';
    if (line.byte(offset + key.length + 1) === quote && line.at(quotedKeys[index] ?? '', offset)) return index;
  }
  return -1;
}

const quotedKeys = tupleKeys.map((key) => `"${key}":`);

/** A whole number of at most 15 digits; sets `position` after it, or to -1. */
function scannedNumber(line: LineView, from: number): number | undefined {
  let value = 0;
  let offset = from;
  for (; offset < line.length && offset < from + 16; offset++) {
    const digit = line.byte(offset) - 48;
    if (!(digit >= 0 && digit <= 9)) break;
    value = value * 10 + digit;
  }
  const whole = offset > from && offset < from + 16 && offset < line.length;
  position = whole ? offset : -1;
  return whole ? value : undefined;
}
