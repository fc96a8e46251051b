import type { Line } from '../../core/line.js';
import type { Told, ToldUsage, TotalsSource } from '../../core/totals.js';
import { codex } from './codex.js';
import * as slot from './shape.js';
import { threadOfName } from './state.js';
import { filled, isBilled, noCounts, type Tuple } from './tuple.js';
import { countOf, recordOf } from './usageLine.js';

interface State {
  thread: string;
  known: boolean;
  at: number;
  parents: string[];
  /** The last total, and the `total_tokens` beside it. */
  sum: ToldUsage;
  totalTokens: number;
}

const none: ToldUsage = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0 };

/** A thread's `total_token_usage`, and the `thread_token_usage` of its records. */
export const codexTotals: TotalsSource<State> = {
  source: codex,
  shape: slot.shape,
  start: (file) => ({
    thread: threadOfName(file.relativePath),
    known: false,
    at: Number.NaN,
    parents: [],
    sum: none,
    totalTokens: 0,
  }),
  read(line, state, tell) {
    const at = line.instant(slot.timestamp);
    if (!Number.isNaN(at)) state.at = at;
    const type = line.text(slot.type);
    if (type === 'session_meta') takeMeta(line, state);
    else if (type === 'token_usage_record') tellRecord(line, state, tell);
    else if (type === 'event_msg' && line.text(slot.payloadType) === 'token_count') tellCount(line, state, tell);
  },
};

/** The first is the thread's own; any other is that of a thread whose history was copied. */
function takeMeta(line: Line, state: State): void {
  const payload = line.json()['payload'];
  if (typeof payload !== 'object' || payload === null) return;
  const meta = payload as Readonly<Record<string, unknown>>;
  const id = typeof meta['id'] === 'string' ? meta['id'] : undefined;
  if (!state.known && id !== undefined) state.thread = id;
  else if (id !== undefined && id !== state.thread) state.parents.push(id);
  state.known = true;
  for (const name of ['forked_from_id', 'parent_thread_id'] as const) {
    const parent = meta[name];
    if (typeof parent === 'string' && parent !== state.thread) state.parents.push(parent);
  }
}

function tellRecord(line: Line, state: State, tell: (told: Told) => void): void {
  const record = recordOf(line);
  if (record?.threadUsage === undefined || (record.thread ?? state.thread) !== state.thread) return;
  tell({ ...toldOf(state, usageOf(record.threadUsage), record.usage), record: true });
}

function tellCount(line: Line, state: State, tell: (told: Told) => void): void {
  const { total, last } = countOf(line);
  if (total === undefined) return;
  state.sum = sumOf(total, last, state);
  state.totalTokens = total[5] ?? 0;
  tell(toldOf(state, state.sum, last));
}

/** A log that tells no class of the total, only `total_tokens`, tells the classes of what it grew by. */
function sumOf(total: Tuple, last: Tuple | undefined, { sum, totalTokens }: State): ToldUsage {
  if (isBilled(total)) return usageOf(total);
  if (total[5] === totalTokens) return sum;
  if (last === undefined || !isBilled(last)) return none;
  const grown = usageOf(last);
  return {
    input: sum.input + grown.input,
    cacheRead: sum.cacheRead + grown.cacheRead,
    cacheWrite: sum.cacheWrite + grown.cacheWrite,
    output: sum.output + grown.output,
  };
}

function toldOf({ thread, at, parents }: State, sum: ToldUsage, last: Tuple | undefined): Told {
  return { session: thread, at, sum, last: last === undefined ? undefined : usageOf(last), parents: [...parents] };
}

function usageOf(tuple: Tuple): ToldUsage {
  const [input = 0, cacheRead = 0, cacheWrite = 0, output = 0] = filled(tuple, noCounts).map((count) =>
    Math.max(0, count),
  );
  return { input, cacheRead, cacheWrite, output };
}
