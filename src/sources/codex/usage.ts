import type { Line } from '../../core/line.js';
import type { LimitSnapshot } from '../../core/observation.js';
import type { Emit, FileFacts } from '../../core/source.js';
import { stepByRecord, stepTo } from './counter.js';
import { changedLimits } from './limits.js';
import { forgetHeld, onUsage, proveOwn } from './lineage.js';
import { requestOf } from './row.js';
import * as slot from './shape.js';
import type { CodexState } from './state.js';
import { hashOf, isBilled, minus, noCounts, type Tuple } from './tuple.js';
import { countOf, recordOf } from './usageLine.js';

/** Takes a `token_count`. */
export function takeCount(state: CodexState, source: Line, emit: Emit, file: FileFacts): void {
  const line = countOf(source);
  takeLimits(state, source, line.at, emit);
  if (line.contextWindow > 0) state.contextWindow = line.contextWindow;
  if (line.model !== undefined) state.model = line.model;
  if (line.total === undefined && line.last === undefined) return;
  const at = instantFor(state, line.at);
  if (at === undefined) return void emit.skip('no-timestamp');
  const first = state.counter.total === undefined;
  const { total: now, last } = line;
  const step = stepTo(state.counter, { total: now, last, lane: state.lane, forked: state.ancestors.length > 0 });
  if (step === undefined) return;
  if (step === 'stale') return void emit.skip('replay');
  if (step === 'no-usage') return void emit.skip('no-usage');
  const total = state.counter.total ?? noCounts;
  // A thread that begins with its parent's total may repeat the parent's last line first, even within its own turn.
  const inherited = first && isBilled(minus(total, step));
  const ancestors = state.proven && !inherited ? [] : state.ancestors;
  const row = requestOf(state, { usage: step, total, at, context: windowFill(line.last), ancestors, copied: false });
  onUsage(state, row, hashOf(total), emit, file);
}

/** Takes a `token_usage_record`: exact, and with the provider's own id. It joins the row of a `token_count` that came first. */
export function takeRecord(state: CodexState, source: Line, emit: Emit, file: FileFacts): void {
  const line = recordOf(source);
  if (line === undefined) return void emit.skip('no-usage');
  const at = instantFor(state, line.at);
  if (at === undefined) return void emit.skip('no-timestamp');
  if (line.model !== undefined) state.model = line.model;
  const copied = line.thread !== undefined && line.thread !== state.thread;
  const { usage, response, thread, turn } = line;
  const total = stepByRecord(state.counter, usage, line.threadUsage, state.ancestors.length > 0);
  const hash = hashOf(total);
  if (isBilled(usage)) forgetHeld(state, hash);
  if (thread !== undefined && !copied) proveOwn(state, emit, file);
  if (!isBilled(usage)) return;
  const ancestors = state.proven ? [] : state.ancestors;
  const context = windowFill(usage);
  const row = requestOf(state, { usage, total, at, response, thread, turn, context, ancestors, copied });
  onUsage(state, row, hash, emit, file);
}

/** What the last request left in the context window: all it was given and all it answered. */
function windowFill(usage: Tuple | undefined): number | undefined {
  const total = usage?.[5] ?? 0;
  return total > 0 ? total : undefined;
}

/** A line without an instant happened after the one before it. */
function instantFor(state: CodexState, at: number): number | undefined {
  if (!Number.isNaN(at)) state.at = at;
  return state.at > 0 ? state.at : undefined;
}

/** Emits the plan windows that changed. Copied lines tell old ones: nothing then. */
function takeLimits(state: CodexState, line: Line, told: number, emit: Emit): void {
  if (!line.has(slot.rateLimits)) return;
  state.lane = line.text(slot.limitId) ?? '';
  const at = Number.isNaN(told) ? state.at : told;
  if (state.opening !== undefined || at <= 0) return;
  const changed = changedLimits(line, at, state.limits);
  for (let index = 0; index < changed.length; index++) emit(changed[index] as LimitSnapshot);
}
