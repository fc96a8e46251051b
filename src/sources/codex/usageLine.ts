import type { Line } from '../../core/line.js';
import type { TupleSlots } from './shape.js';
import * as slot from './shape.js';
import { absent, type Tuple } from './tuple.js';

/** A `token_count` line. */
export interface CountLine {
  /** Milliseconds since 1970; NaN where the line has none. */
  readonly at: number;
  readonly total: Tuple | undefined;
  readonly last: Tuple | undefined;
  /** 0 where the line has none. */
  readonly contextWindow: number;
  readonly model: string | undefined;
}

/** A `token_usage_record` line. */
export interface RecordLine {
  readonly at: number;
  readonly thread: string | undefined;
  readonly turn: string | undefined;
  readonly response: string | undefined;
  readonly model: string | undefined;
  readonly usage: Tuple;
  readonly threadUsage: Tuple | undefined;
}

export function countOf(line: Line): CountLine {
  return {
    at: line.instant(slot.timestamp),
    total: tupleOf(line, slot.total),
    last: tupleOf(line, slot.last),
    contextWindow: line.count(slot.infoContextWindow),
    model: line.text(slot.infoModel) ?? line.text(slot.infoModelName),
  };
}

/** Undefined where the record tells no usage. */
export function recordOf(line: Line): RecordLine | undefined {
  const usage = tupleOf(line, slot.usage);
  if (usage === undefined) return undefined;
  return {
    at: line.instant(slot.timestamp),
    thread: line.text(slot.threadId),
    turn: line.text(slot.turnId),
    response: line.text(slot.responseId),
    model: line.text(slot.model),
    usage,
    threadUsage: tupleOf(line, slot.threadUsage),
  };
}

/** Undefined where none of the counters is told. */
function tupleOf(line: Line, { slots, cachedAsRead }: TupleSlots): Tuple | undefined {
  const counts = [absent, absent, absent, absent, absent, absent];
  let told = false;
  for (let index = 0; index < 6; index++) {
    let at = slots[index] as number;
    if (index === 1 && !line.has(at)) at = cachedAsRead;
    if (!line.has(at)) continue;
    counts[index] = line.count(at);
    told = true;
  }
  return told ? counts : undefined;
}
