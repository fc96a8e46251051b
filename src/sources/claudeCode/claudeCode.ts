import { instantOf, record, text } from '../../core/json.js';
import { type Line, ParsedLine } from '../../core/line.js';
import type { RequestObservation } from '../../core/observation.js';
import type { Emit, FileFacts, LineSource } from '../../core/source.js';
import { addCounts, noTokens } from '../../core/usage.js';
import { baseName } from '../common/paths.js';
import { modelSums } from './costState.js';
import { isUnsigned, sharedWith, tellCompaction, tellFirst } from './forks.js';
import { isLeftOut, withInterrupted } from './interrupted.js';
import { growths, noteLine, noteStart, startRuns } from './killedRuns.js';
import { roots } from './places.js';
import { furtherRequests, makerOf, observe, precisionOf } from './request.js';
import * as slot from './shape.js';
import { type ClaudeState, checkpoints, noteCopy, noteRequest, startState } from './state.js';

/**
 * Claude Code's transcripts: one JSON object a line, one line per content block, so a response stands several times.
 * Identity is `message.id` alone, over files, sessions and roots: resumed and forked sessions copy history.
 */
export const claudeCode: LineSource<ClaudeState> = {
  id: 'claude-code',
  store: 'transcript',
  kind: 'lines',
  shape: slot.shape,
  roots,
  start: startState,
  read,
};

function read(line: Line, state: ClaudeState, emit: Emit, file: FileFacts): void {
  const type = line.text(slot.type);
  if ((type === 'assistant' || type === undefined) && line.isObject(slot.usage)) {
    if (!repeats(line, state, emit)) takeRequest(line, state, emit, file);
    return;
  }
  lastState = undefined;
  if (type === 'assistant') emit.skip('no-usage');
  else if (type === 'system') readSystem(line, state, emit, file);
  else if (type === 'queue-operation') noteBeginning(line, state);
  else if (type === 'progress') readProgress(line.json(), state, emit, file);
  else if (type === 'cost-state') readCostState(line.json(), state, emit, file);
}

/** A `progress` line mirrors a sub-agent's line under its own ids: joined with it where that file exists. */
function readProgress(line: Readonly<Record<string, unknown>>, state: ClaudeState, emit: Emit, file: FileFacts): void {
  const data = record(line['data']);
  const mirrored = record(data?.['message']);
  if (mirrored?.['type'] !== 'assistant') return;
  const told = ParsedLine.of(
    {
      ...line,
      ...mirrored,
      sessionId: line['sessionId'],
      agentId: data?.['agentId'],
      isSidechain: true,
      timestamp: mirrored['timestamp'] ?? line['timestamp'],
    },
    slot.shape,
  );
  if (told?.isObject(slot.usage)) takeRequest(told, state, emit, file);
}

/** The file whose last line was a request that was taken, and what was told of it. */
let lastState: ClaudeState | undefined;
let lastObservation: RequestObservation | undefined;

/** Whether a line only repeats the request before it: no row then, which half of all lines would be. */
function repeats(line: Line, state: ClaudeState, emit: Emit): boolean {
  if (lastState !== state || !lastObservation || !line.sameBut(slot.differing)) return false;
  const at = line.instant(slot.timestamp);
  if (!(at >= state.lastAt) || !line.has(slot.messageId)) return false;
  if (precisionOf(line) !== lastObservation.precision) return false;
  if (lastObservation.copied) noteMaker(line, at, state);
  noteRequest(state, at, !lastObservation.copied);
  emit(lastObservation, at);
  return true;
}

function takeRequest(line: Line, state: ClaudeState, emit: Emit, file: FileFacts): void {
  lastState = undefined;
  let at = line.instant(slot.timestamp);
  if (line.text(slot.model) === '<synthetic>') return void noteMaker(line, at, state);
  if (Number.isNaN(at)) {
    if (!line.has(slot.messageId) || line.text(slot.messageId) !== state.lastId)
      return void keepUndated(line, state, emit);
    at = state.lastAt;
  }
  const id = line.text(slot.messageId) ?? namelessId(line, at, state, file);
  const observation = observe(line, id, at, state.began);
  if (observation.copied) noteMaker(line, at, state);
  const isLate = !observation.copied && isOfLastRun(observation, state);
  if (isLeftOut(line, observation) && id !== state.lastId) noteInterrupted(observation, isLate, state, emit);
  if (!observation.copied && !isLate) closeCostState(at, state, emit);
  noteRequest(state, at, !observation.copied);
  if (!observation.copied && !observation.sidechain && !isLate && state.runs) noteLine(state.runs, observation);
  if (!state.unsigned && state.parent === undefined && isUnsigned(line)) tellFirst(observation, state, file);
  state.project = observation.project;
  state.branch = observation.branch;
  state.toolVersion = observation.toolVersion;
  state.lastId = id;
  emit(observation);
  lastState = state;
  lastObservation = observation;
  // Most lines tell none, and need no iterator for it.
  const further = furtherRequests(line);
  if (further.length > 0) for (const { suffix, line: told } of further) emit(observe(told, `${id}#${suffix}`, at));
  if (state.undated) takeUndated(state.undated, state, emit, file);
}

/** A line without an instant may be the one of its response that tells the most: it waits for one that has an instant. */
function keepUndated(line: Line, state: ClaudeState, emit: Emit): void {
  const id = line.text(slot.messageId);
  const { undated } = state;
  if (id === undefined || (undated && undated.id !== id)) emit.skip('no-timestamp');
  const output = line.count(slot.output);
  if (id === undefined || (undated?.id === id && undated.output > output)) return;
  const { message, ...told } = line.json();
  // Of what it says only how many blocks there are is ever asked.
  const content = [record(message)?.['content']].flat().map(() => null);
  state.undated = { id, output, line: { ...told, message: { ...record(message), content } } };
}

/** What waited, now that a response has an instant: the lines of one stand together, so no other one can come to date it. */
function takeUndated(
  { id, line }: NonNullable<ClaudeState['undated']>,
  state: ClaudeState,
  emit: Emit,
  file: FileFacts,
): void {
  state.undated = undefined;
  const told = id === state.lastId ? ParsedLine.of(line, slot.shape) : undefined;
  if (told) takeRequest(told, state, emit, file);
  else emit.skip('no-timestamp');
  lastState = undefined;
}

/** A prompt was taken up. Only the first line of a file says when the file began. */
function noteBeginning(line: Line, state: ClaudeState): void {
  const at = line.instant(slot.timestamp);
  if (state.runs && !Number.isNaN(at)) noteStart(state.runs, at);
  if (state.began === undefined && state.lastAt === 0 && state.compactedAt === 0 && !Number.isNaN(at)) state.began = at;
}

/** A copied line tells whose fork this is; after a compaction the client's own word, no answer, may be the only one. */
function noteMaker(line: Line, at: number, state: ClaudeState): void {
  const maker = makerOf(line);
  if (maker === undefined || maker === line.text(slot.sessionId) || Number.isNaN(at)) return;
  state.parent = maker;
  noteCopy(state, at);
}

/** Copies of history keep `uuid`. A record without any id is what it tells, in its session: a file can be moved. */
function namelessId(line: Line, at: number, state: ClaudeState, file: FileFacts): string {
  const uuid = line.text(slot.uuid);
  if (uuid) return `uuid:${uuid}`;
  const counts = [slot.input, slot.cacheRead, slot.cacheWrite, slot.output].map((each) => line.count(each));
  const name = [line.text(slot.sessionId) ?? baseName(file), at, line.text(slot.model), ...counts].join('/');
  if (state.twins?.at !== at) state.twins = { at, names: [] };
  state.twins.names.push(name);
  return `told:${name}#${state.twins.names.filter((each) => each === name).length}`;
}

/** A run that ends in the midst of an answer writes what came of that after its `cost-state`, which contains it from 2.1.326 on. */
function isOfLastRun({ at, precision }: RequestObservation, { open, runs }: ClaudeState): boolean {
  return open !== undefined && precision === 'atLeast' && at <= (runs?.endedAt ?? 0);
}

/** Figures do not have it: where they do not come later, those that are open are told again with it. */
function noteInterrupted(observation: RequestObservation, isLate: boolean, state: ClaudeState, emit: Emit): void {
  const { model, at } = observation;
  const left = { model, at, counts: addCounts(observation, noTokens) };
  state.interrupted = [...(state.interrupted ?? []), left];
  if (!isLate || !state.open || !state.runs?.told) return;
  const { models } = withInterrupted(state.open.models, [left]);
  state.open.models = models;
  state.runs.told.models = models;
  for (const checkpoint of checkpoints(state, Number.MAX_SAFE_INTEGER)) emit(checkpoint);
}

/** The first request or compaction after a `cost-state` shows where what that contains ends. */
function closeCostState(at: number, state: ClaudeState, emit: Emit): void {
  if (!state.open || at <= state.lastAt) return;
  for (const checkpoint of checkpoints(state, at - 1)) emit(checkpoint);
  state.open = undefined;
}

/**
 * `cost-state`: what the session has used so far, compaction and sub-agents included, told at the end of each run.
 * It has no time of its own: what no line tells is dated by the compaction, else by the last request.
 */
function readCostState(line: Readonly<Record<string, unknown>>, state: ClaudeState, emit: Emit, file: FileFacts): void {
  const session = text(line['sessionId']);
  const sums = record(line['modelUsage']);
  const at = state.compactedAt || state.lastAt || instantOf(line['timestamp'] ?? line['startTime']);
  if (!session || !sums || Number.isNaN(at)) {
    emit.skip(session && sums ? 'no-timestamp' : 'no-usage');
    return;
  }
  // Of a session that an older build began, and after a run that was killed, the figures begin with the run that has them.
  const since = instantOf(line['startTime']);
  const began = Number.isNaN(since) ? undefined : since;
  const { models, kept } = withInterrupted(modelSums(sums), state.interrupted ?? [], began);
  if (state.interrupted) state.interrupted = kept;
  const told = { since: began, models };
  const lasted = typeof line['totalDuration'] === 'number' ? line['totalDuration'] : undefined;
  state.runs ??= startRuns();
  const known = Math.max(state.compactedAt, state.lastAt);
  const grown = growths(state.runs, { ...told, lasted }, state.compactedAt > 0, known);
  state.open = { session, at, ...told, grown };
  state.sharedWith = sharedWith(session, state, file, told.since);
  state.compactedAt = 0;
  for (const checkpoint of checkpoints(state, Number.MAX_SAFE_INTEGER)) emit(checkpoint);
}

function readSystem(line: Line, state: ClaudeState, emit: Emit, file: FileFacts): void {
  if (line.text(slot.subtype) !== 'compact_boundary') return;
  tellCompaction(line, state, file);
  const at = line.instant(slot.timestamp);
  if (Number.isNaN(at)) return;
  closeCostState(at, state, emit);
  state.compactedAt = at;
  // Of a fork it may be all that is left of what its parent did last.
  noteMaker(line, at, state);
  if (state.firstOwnAt === 0) noteCopy(state, at);
}
