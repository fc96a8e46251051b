import { count, instantOf, record, text } from '../json.js';
import { absent, type Tuple, tupleKeys } from './tuple.js';

/** A `token_count` line. */
export interface CountLine {
  /** Milliseconds since 1970; NaN where the line has none. */
  readonly at: number;
  readonly total?: Tuple | undefined;
  readonly last?: Tuple | undefined;
  readonly contextWindow?: number | undefined;
  readonly model?: string | undefined;
  /** `rate_limits`, parsed; undefined where there is none or it is the same as before. */
  readonly limits?: unknown;
  /** The text it was parsed from. */
  readonly limitsText?: string;
}

/** A `token_usage_record` line. */
export interface RecordLine {
  readonly at: number;
  readonly thread?: string | undefined;
  readonly turn?: string | undefined;
  readonly response?: string | undefined;
  readonly model?: string | undefined;
  readonly usage: Tuple;
  readonly threadUsage?: Tuple | undefined;
}

export type Parsed = Readonly<Record<string, unknown>>;

export function parsedCount(line: Parsed): CountLine {
  const payload = record(line['payload']) ?? {};
  const info = record(payload['info']) ?? {};
  return {
    at: instantOf(line['timestamp']),
    total: tupleOf(info['total_token_usage']),
    last: tupleOf(info['last_token_usage']),
    contextWindow: count(info['model_context_window']) || undefined,
    model: text(info['model']) ?? text(info['model_name']),
    limits: payload['rate_limits'] ?? undefined,
  };
}

/** Undefined where the record tells no usage. */
export function parsedRecord(line: Parsed): RecordLine | undefined {
  const payload = record(line['payload']) ?? {};
  const usage = tupleOf(payload['usage']);
  if (usage === undefined) return undefined;
  return {
    at: instantOf(line['timestamp']),
    thread: text(payload['thread_id']),
    turn: text(payload['turn_id']),
    response: text(payload['response_id']),
    model: text(payload['model']),
    usage,
    threadUsage: tupleOf(payload['thread_token_usage']),
  };
}

/** Undefined where none of the counters is told. */
function tupleOf(value: unknown): Tuple | undefined {
  const usage = record(value);
  if (usage === undefined) return undefined;
  const counts = tupleKeys.map((key) => counter(usage[key]));
  if (counts[1] === absent) counts[1] = counter(usage['cache_read_input_tokens']);
  return counts.some((each) => each !== absent) ? counts : undefined;
}

function counter(value: unknown): number {
  return value === undefined || value === null ? absent : count(value);
}
