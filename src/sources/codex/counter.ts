import {
  atLeast,
  equal,
  filled,
  hasHash,
  hashOf,
  isBilled,
  minus,
  noCounts,
  plus,
  sameBilled,
  type Tuple,
} from './tuple.js';

/**
 * Where a file's cumulative counter stands. Codex adds each response to a total and logs the total again and again:
 * usage is what a total adds to the one before it. Plain JSON, kept with the cursor.
 */
export interface Counter {
  /** The last total that counted; undefined before the first. */
  total?: Tuple | undefined;
  /** The last `last_token_usage`, for logs without totals. */
  last?: Tuple | undefined;
  /** Usage of a `token_usage_record` whose `token_count` has not come yet. */
  recorded?: Tuple | undefined;
  /** Usage of the last step, made by a `token_count`, whose `token_usage_record` has not come yet. */
  counted?: Tuple | undefined;
  /** Hashes of all totals so far: a total that comes again is never new usage. */
  seen: string;
  /** The total has jumped: resets, or several counters in one file. From then on a step must be proven by `last`. */
  mixed: boolean;
  /** `rate_limits.limit_id` of the last step: counters of several models in one file have several. */
  lane: string;
}

/** All members from the beginning, undefined where there is none: once one was deleted V8 looks all of them up by name, in every line. */
export function newCounter(): Counter {
  return {
    total: undefined,
    last: undefined,
    recorded: undefined,
    counted: undefined,
    seen: '',
    mixed: false,
    lane: '',
  };
}

/** One `token_count`. */
export interface Reading {
  readonly total?: Tuple | undefined;
  readonly last?: Tuple | undefined;
  readonly lane: string;
  /** The thread may begin with its parent's total. */
  readonly forked: boolean;
}

/** Usage of one response; or why a reading that looks like usage gives none; or undefined for a repeat. */
export type Step = Tuple | 'stale' | 'no-usage' | undefined;

/** Takes a `token_count`. */
export function stepTo(counter: Counter, reading: Reading): Step {
  const last = reading.last === undefined ? undefined : filled(reading.last, noCounts);
  const step =
    reading.total === undefined
      ? stepWithoutTotal(counter, last, reading.lane)
      : stepToTotal(counter, filled(reading.total, counter.total ?? noCounts), last, reading);
  if (last !== undefined) counter.last = last;
  if (typeof step === 'object') counter.counted = step;
  return step;
}

/**
 * Takes a `token_usage_record`; gives the total after its response. Its own `thread_token_usage` starts at 0 in a thread
 * that an older build began (seen in 0.169 on a thread of 0.137), so the sum goes on from the last total; only a fork's
 * first total is taken from it. A response that a `token_count` told before is no further step.
 */
export function stepByRecord(counter: Counter, usage: Tuple, thread: Tuple | undefined, forked: boolean): Tuple {
  const told = thread === undefined ? undefined : filled(thread, noCounts);
  const known = totalOfCounted(counter, usage, told);
  if (known !== undefined) {
    counter.counted = undefined;
    return known;
  }
  const first = counter.total === undefined && forked ? told : undefined;
  const total = first ?? plus(counter.total ?? noCounts, usage);
  accept(counter, total, counter.lane);
  counter.recorded = usage;
  return total;
}

/**
 * The total that a response was counted with before its record came: the record tells it too or, in a thread that an
 * older build began, has the usage of the last step. A record whose total has grown by its usage is a step of its own,
 * and needs no look at all the totals before.
 */
function totalOfCounted(counter: Counter, usage: Tuple, told: Tuple | undefined): Tuple | undefined {
  const { counted, total = noCounts } = counter;
  if (told !== undefined) {
    if (sameBilled(told, plus(total, usage))) return undefined;
    if (hasHash(counter.seen, hashOf(told))) return told;
  }
  return counted !== undefined && sameBilled(counted, filled(usage, noCounts)) ? total : undefined;
}

function stepWithoutTotal(counter: Counter, last: Tuple | undefined, lane: string): Step {
  if (last === undefined || !isBilled(last)) return last === undefined ? 'no-usage' : undefined;
  if (counter.last !== undefined && equal(counter.last, last)) return undefined;
  if (isRecorded(counter, last)) return undefined;
  accept(counter, plus(counter.total ?? noCounts, last), lane);
  return last;
}

function stepToTotal(counter: Counter, total: Tuple, last: Tuple | undefined, given: Reading): Step {
  const before = counter.total ?? noCounts;
  if (equal(total, before)) {
    counter.recorded = undefined;
    return undefined;
  }
  const tells = last !== undefined && isBilled(last);
  if (tells && sameBilled(minus(total, last), before)) return take(counter, total, last, given.lane);
  if (hasHash(counter.seen, hashOf(total))) return undefined;
  if (tells && isRecorded(counter, last)) return void accept(counter, total, given.lane);
  if (!isBilled(total)) return stepToBareTotal(counter, total, last, given.lane);
  return tells ? stepByLast(counter, total, last, given) : stepByTotal(counter, total, last, given);
}

/**
 * Only `total_tokens` is set. With a `last` that tells classes it is a log without cumulative classes; without one
 * Codex has filled the context window, which wipes the classes: the next step starts from zero.
 */
function stepToBareTotal(counter: Counter, total: Tuple, last: Tuple | undefined, lane: string): Step {
  const before = counter.total ?? noCounts;
  const sum = total[5] ?? 0;
  if (last === undefined || !isBilled(last)) {
    accept(counter, total, lane);
    return last === undefined ? 'no-usage' : undefined;
  }
  if (sum === before[5]) return undefined;
  if (sum < (before[5] ?? 0) && sum !== last[5]) return 'stale';
  return take(counter, [...plus(before, last).slice(0, 5), sum], last, lane);
}

/** `last` does not lead from the total before to this one. */
function stepByLast(counter: Counter, total: Tuple, last: Tuple, given: Reading): Step {
  const base = minus(total, last);
  const first = counter.total === undefined;
  const known = !isBilled(base) || hasHash(counter.seen, hashOf(base));
  if (known || (first && given.forked)) {
    counter.mixed ||= !first;
    return take(counter, total, last, given.lane);
  }
  if (counter.lane !== given.lane && !first && atLeast(base, noCounts)) {
    counter.mixed = true;
    return take(counter, total, last, given.lane);
  }
  if (!counter.mixed && atLeast(total, counter.total ?? noCounts)) return takeDifference(counter, total, given.lane);
  return stale(counter, total);
}

/** There is no `last`, or only a context estimate after a compaction: of a fork that begins with one, the total is all its parent's. */
function stepByTotal(counter: Counter, total: Tuple, last: Tuple | undefined, given: Reading): Step {
  if (counter.total === undefined && given.forked && last !== undefined) return void accept(counter, total, given.lane);
  const grown = atLeast(total, counter.total ?? noCounts);
  if (last !== undefined && (counter.mixed || !grown)) return stale(counter, total);
  if (grown) return takeDifference(counter, total, given.lane);
  counter.mixed = true;
  return take(counter, total, total, given.lane);
}

/** A response between the two was lost: the difference of the totals has it. */
function takeDifference(counter: Counter, total: Tuple, lane: string): Step {
  const difference = minus(total, counter.total ?? noCounts);
  return take(counter, total, difference, lane);
}

function take(counter: Counter, total: Tuple, usage: Tuple, lane: string): Step {
  accept(counter, total, lane);
  return isBilled(usage) ? usage : undefined;
}

/** Remembered, so that what follows from it is believed; not counted. */
function stale(counter: Counter, total: Tuple): Step {
  counter.mixed = true;
  counter.seen += hashOf(total);
  return 'stale';
}

function accept(counter: Counter, total: Tuple, lane: string): void {
  counter.total = total;
  counter.seen += hashOf(total);
  counter.lane = lane;
  counter.recorded = undefined;
  counter.counted = undefined;
}

function isRecorded(counter: Counter, last: Tuple): boolean {
  return counter.recorded !== undefined && sameBilled(counter.recorded, last);
}
