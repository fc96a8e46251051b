import type { LineView } from '../../core/bytes.js';
import type { RequestObservation } from '../../core/observation.js';
import type { Emit, FileFacts, LineSource } from '../../core/source.js';
import { count, instantOf, record, text } from '../json.js';
import { headVerdict, readFast } from './fast.js';
import { roots } from './places.js';
import { type ClaudeRequest, copyPlace, copyUsage, emptyRequest, observe, tellsSame } from './request.js';
import { adviserRequests, requestOf } from './slow.js';
import { type ClaudeState, checkpoints, type ModelSum, noteRequest, startState } from './state.js';

/**
 * Claude Code's transcripts: one JSON object a line, one line per content block, so a response stands several times.
 * Identity is `message.id` alone, over files, sessions and roots: resumed and forked sessions copy history.
 */
export const claudeCode: LineSource<ClaudeState> = {
  id: 'claude-code',
  store: 'transcript',
  kind: 'lines',
  readsHeads: true,
  roots,
  start: startState,
  skip: isOfNoUse,
  read,
};

/** A line too long for the buffer is of no use when its head already says so. Spaced JSON and anything unusual is kept. */
function isOfNoUse(line: LineView): boolean {
  return headVerdict(line) === 'nothing';
}

function read(line: LineView, state: ClaudeState, emit: Emit, file: FileFacts): void {
  const request = readFast(line);
  if (request === 'nothing') return;
  if (request !== 'doubt') take(request, [], state, emit, file);
  else readSlow(line.json(), state, emit, file);
}

function readSlow(value: unknown, state: ClaudeState, emit: Emit, file: FileFacts): void {
  const line = record(value);
  if (!line) {
    if (value === undefined) emit.skip('malformed');
    return;
  }
  const type = line['type'];
  if (type === 'cost-state') readCostState(line, state, emit);
  else if (type === 'system') state.compactedAt = compactionOf(line) || state.compactedAt;
  else if (type === 'progress') readProgress(line, state, emit, file);
  else if (type === 'assistant' || type === undefined) {
    const request = requestOf(line);
    if (request) take(request, adviserRequests(line, request), state, emit, file);
    else if (type === 'assistant') emit.skip('no-usage');
  }
}

/** A `progress` line mirrors a sub-agent's line under its own ids: joined with it where that file exists. */
function readProgress(line: Readonly<Record<string, unknown>>, state: ClaudeState, emit: Emit, file: FileFacts): void {
  const data = record(line['data']);
  const mirrored = record(data?.['message']);
  if (mirrored?.['type'] !== 'assistant') return;
  const request = requestOf({
    ...line,
    ...mirrored,
    sessionId: line['sessionId'],
    agentId: data?.['agentId'],
    isSidechain: true,
    timestamp: mirrored['timestamp'] ?? line['timestamp'],
  });
  if (request) take(request, [], state, emit, file);
}

/** The last request taken, in the file whose state this is: its further lines are seen to tell nothing new. */
let lastState: ClaudeState | undefined;
const last = emptyRequest();
let lastObservation: RequestObservation | undefined;

/** Whether a line only repeats the request before it: no row then, which half of all lines would be. */
function repeats(request: ClaudeRequest, state: ClaudeState): boolean {
  return lastState === state && state.open === undefined && request.at >= last.at && tellsSame(request, last);
}

function remember(request: ClaudeRequest, state: ClaudeState, observation: RequestObservation): void {
  last.id = request.id;
  last.cost = request.cost;
  copyUsage(request, copyPlace(request, last));
  lastState = state;
  lastObservation = observation;
}

function take(
  request: ClaudeRequest,
  advisers: ClaudeRequest[],
  state: ClaudeState,
  emit: Emit,
  file: FileFacts,
): void {
  if (request.model === '<synthetic>') return;
  if (Number.isNaN(request.at)) {
    emit.skip('no-timestamp');
    return;
  }
  const own = request.madeBy === undefined || request.madeBy === request.session;
  if (lastObservation && advisers.length === 0 && repeats(request, state)) {
    noteRequest(state, request.at, own);
    emit(lastObservation, request.at);
    return;
  }
  const id = request.id ?? namelessId(request, state, file);
  const observation = observe(request, id);
  if (!own) state.parent = request.madeBy;
  else closeCostState(request, state, emit);
  noteRequest(state, request.at, own);
  state.project = request.project;
  state.branch = request.branch;
  state.toolVersion = request.version;
  emit(observation);
  remember(request, state, observation);
  for (const [index, adviser] of advisers.entries()) emit(observe(adviser, `${id}#advisor-${index}`));
}

/** Copies of history keep `uuid`; a record without any id is its place in its file. */
function namelessId(request: ClaudeRequest, state: ClaudeState, file: FileFacts): string {
  if (request.uuid) return `uuid:${request.uuid}`;
  state.nameless++;
  return `line:${file.relativePath}#${state.nameless}`;
}

/** The first request after a `cost-state` shows where what that contains ends. */
function closeCostState(request: ClaudeRequest, state: ClaudeState, emit: Emit): void {
  if (!state.open || request.at <= state.lastAt) return;
  for (const checkpoint of checkpoints(state, request.at - 1)) emit(checkpoint);
  state.open = undefined;
}

/**
 * `cost-state`: what the session has used so far, compaction and sub-agents included, told at the end of each run.
 * It has no time of its own: what no line tells is dated by the compaction, else by the last request.
 */
function readCostState(line: Readonly<Record<string, unknown>>, state: ClaudeState, emit: Emit): void {
  const session = text(line['sessionId']);
  const sums = record(line['modelUsage']);
  const at = state.compactedAt || state.lastAt || instantOf(line['timestamp'] ?? line['startTime']);
  if (!session || !sums || Number.isNaN(at)) {
    emit.skip(session && sums ? 'no-timestamp' : 'no-usage');
    return;
  }
  const models = Object.entries(sums).flatMap(([model, sum]) => {
    const values = record(sum);
    return values ? [modelSum(model, values)] : [];
  });
  state.open = { session, at, models };
  state.compactedAt = 0;
  for (const checkpoint of checkpoints(state, Number.MAX_SAFE_INTEGER)) emit(checkpoint);
}

function modelSum(model: string, values: Readonly<Record<string, unknown>>): ModelSum {
  const hour = count(values['cacheCreationEphemeral1hInputTokens']);
  const fiveMinutes = count(values['cacheCreationEphemeral5mInputTokens']);
  const output = count(values['outputTokens']);
  return {
    model,
    input: count(values['inputTokens']),
    cacheRead: count(values['cacheReadInputTokens']),
    cacheWrite5m: Math.max(fiveMinutes, count(values['cacheCreationInputTokens']) - hour),
    cacheWrite1h: hour,
    output,
    reasoning: Math.min(output, count(values['thinkingTokens'])),
    webSearches: count(values['webSearchRequests']),
  };
}

function compactionOf(line: Readonly<Record<string, unknown>>): number {
  const at = line['subtype'] === 'compact_boundary' ? instantOf(line['timestamp']) : 0;
  return Number.isNaN(at) ? 0 : at;
}
