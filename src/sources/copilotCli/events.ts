import { count, instantOf, record, text } from '../../core/json.js';
import type { Checkpoint, RequestObservation } from '../../core/observation.js';
import { Shape } from '../../core/shape.js';
import type { Emit, LineSource } from '../../core/source.js';
import { disjoint, observe } from '../common/request.js';
import { isShortId, responseKey } from '../common/responseId.js';
import { agentOf, type EventState, noteContext, startState } from './eventState.js';
import { awaitRecord, earlierNames, isRecorded, isSummaryRecorded } from './pairing.js';
import { eventCompanions, eventRoots } from './places.js';
import { noteCompaction, noteRequest, noteResume, noteSummary, type Open, settle } from './rollup.js';
import { covers, metricsOf, models, type Sum, sumOf, usageOf } from './sums.js';
import { fingerprints, recordRank, usageRecord } from './usageRecord.js';

type Event = Readonly<Record<string, unknown>>;
type Handler = (event: Event, data: Event, at: number, state: EventState, emit: Emit) => void;

const handlers: Readonly<Record<string, Handler>> = {
  'session.start': (_event, data, _at, state) => noteContext(state, data),
  'session.resume': (_event, data, _at, state) => {
    noteContext(state, data);
    noteResume(state.rollup);
    state.recorded = false;
    state.waiting = undefined;
  },
  'session.model_change': (_event, data, _at, state) => {
    state.model = text(data['newModel']) ?? state.model;
  },
  'subagent.started': (event, data, _at, state) => {
    const name = text(data['agentName']) ?? text(data['agentDisplayName']);
    for (const id of [text(event['agentId']), text(data['toolCallId'])]) {
      if (id !== undefined && name !== undefined) state.agents[`#${id}`] = name;
    }
  },
  'user.message': onlyInstant,
  'assistant.turn_start': onlyInstant,
  'assistant.message': readMessage,
  'session.usage_record': readUsage,
  'session.compaction_complete': readCompaction,
  'session.shutdown': readShutdown,
};

/** Answers and tool results are most of a log. */
const shape = new Shape();
const typeSlot = shape.only('type', Object.keys(handlers));

/** Of these events only the instant matters: a request was made after them. */
function onlyInstant(): void {}

/** Longer than a request takes: the event before lies further back than the request. */
const longestRequest = 600_000;

/**
 * A session's events. Three levels of exactness: usage records (one a request, exact), shutdowns (sums of a run) and
 * messages (their output alone). Records and messages of one API call are one request; what a shutdown holds beyond
 * them is told as a checkpoint.
 */
export const events: LineSource<EventState> = {
  id: 'copilot-cli',
  store: 'events',
  kind: 'lines',
  // 2: records tell which row of the session store is theirs.
  rules: 2,
  shape,
  roots: eventRoots,
  companions: eventCompanions,
  start: startState,
  read(line, state, emit) {
    const type = line.text(typeSlot) ?? '';
    const handler = Object.hasOwn(handlers, type) ? handlers[type] : undefined;
    if (handler === undefined) return;
    const event = line.json();
    const at = instantOf(event['timestamp']);
    handler(event, record(event['data']) ?? {}, at, state, emit);
    if (Number.isNaN(at)) return;
    state.last = at;
    state.answered = type === 'assistant.message';
  },
};

function readUsage(event: Event, _data: Event, at: number, state: EventState, emit: Emit) {
  const told = usageRecord(event, at, state);
  if (told === undefined) return emit.skip('no-usage');
  if (Number.isNaN(at)) return emit.skip('no-timestamp');
  state.recorded = true;
  state.records = true;
  const names = earlierNames(state, told);
  noteRequest(state.rollup, told.model, sumOfRow(told));
  emit(names.length === 0 ? told : { ...told, aliases: [...(told.aliases ?? []), ...names] });
}

/**
 * A message tells its output, in builds between 1.0.44 and about 1.0.80, and which API call gave it, in later ones. Its
 * instant is that of the event before it, when the request was made: records of other stores lie after that.
 */
function readMessage(event: Event, data: Event, at: number, state: EventState, emit: Emit) {
  const call = text(data['apiCallId']);
  const isCall = call !== undefined && !isShortId(call);
  const output = count(data['outputTokens']);
  if (output === 0 && !isCall) return;
  if (Number.isNaN(at)) return emit.skip('no-timestamp');
  if (!isCall && isRecorded(state, output)) return;
  const name = text(data['messageId']) ?? text(event['id']) ?? `${state.session}/${at}`;
  const open: Open = {
    id: isCall ? responseKey(call, state.session) : `message:${name}`,
    at: askedAt(state, at),
    model: text(data['model']) ?? state.model ?? 'unknown',
    output,
    project: state.project,
    branch: state.branch,
    agent: agentOf(state, event['agentId'], data['parentToolCallId']),
  };
  emit(messageRow(open, state, 'atLeast'));
  if (!isCall) awaitRecord(state, open);
  // A record of the same call came just before and was noted.
  if (!(isCall && state.recorded)) noteRequest(state.rollup, open.model, { ...usageOf({ output }), requests: 1 }, open);
}

/**
 * When a message's request was made: at the event before. Where that is the answer before, whose own row in another store may be some
 * milliseconds later, halfway to this one.
 */
function askedAt({ last, answered }: EventState, at: number): number {
  if (last >= at || at - last >= longestRequest) return at;
  return answered ? Math.floor((last + at) / 2) : last;
}

function messageRow(open: Open, state: EventState, precision: 'exact' | 'atLeast'): RequestObservation {
  return observe({
    namespace: 'copilot-cli',
    tool: 'copilot-cli',
    store: 'events',
    rank: 1,
    session: state.session,
    toolVersion: state.version,
    precision,
    ...open,
    ...disjoint(usageOf({ output: open.output })),
  });
}

/**
 * A successful compaction may start a new count; its own request is told here. The sums of a shutdown hold it in some builds, not in
 * 1.0.102.
 */
function readCompaction(event: Event, data: Event, at: number, state: EventState, emit: Emit): void {
  const told = Number.isNaN(at) ? undefined : compactionRow(event, data, at, state);
  if (told !== undefined && !isSummaryRecorded(state, told)) {
    emit(told);
    if (!state.recorded) noteSummary(state.rollup, told.model, sumOfRow(told));
  }
  if (data['success'] === true) noteCompaction(state.rollup);
}

/** The request that made the summary. A usage record of it has one of its ids; builds that write such records leave it out of them. */
function compactionRow(event: Event, data: Event, at: number, state: EventState): RequestObservation | undefined {
  const usage = record(data['compactionTokensUsed']);
  const counts = usageOf(usage ?? {});
  if (counts.input + counts.output === 0) return undefined;
  const told = [text(data['serviceRequestId']), text(data['requestId'])];
  const ids = told.flatMap((id) => (id === undefined || isShortId(id) ? [] : [responseKey(id, state.session)]));
  const own = `event:${text(event['id']) ?? at}`;
  return observe({
    namespace: 'copilot-cli',
    id: ids[0] ?? own,
    aliases: [
      ...(ids.length > 0 ? [...ids.slice(1), own] : []),
      ...fingerprints(state.session, at, counts, usage?.['duration'], usage?.['timeToFirstTokenMs']),
    ],
    tool: 'copilot-cli',
    store: 'events',
    rank: state.records ? recordRank : 1,
    turn: state.records ? own : undefined,
    session: state.session,
    at,
    model: text(usage?.['model']) ?? state.model ?? 'unknown',
    toolVersion: state.version,
    project: state.project,
    branch: state.branch,
    initiator: 'helper',
    precision: 'exact',
    context: counts.input,
    ...disjoint(counts),
  });
}

/** Messages whose input the shutdown holds are complete together with what it adds. */
function readShutdown(_event: Event, data: Event, at: number, state: EventState, emit: Emit) {
  const told = metricsOf(data);
  if (models(told).length === 0) return;
  if (Number.isNaN(at)) return emit.skip('no-timestamp');
  const { sums, covered } = settle(state.rollup, told);
  state.waiting = undefined;
  for (const open of covered) emit(messageRow(open, state, 'exact'));
  for (const model of models(sums)) {
    const sum = sumOf(sums, model);
    if (!covers(sumOf(state.rollup.known, model), sum)) emit(checkpoint(model, sum, at, state));
  }
}

function checkpoint(model: string, sum: Sum, at: number, state: EventState): Checkpoint {
  return {
    kind: 'checkpoint',
    tool: 'copilot-cli',
    store: 'events',
    session: state.session,
    model,
    at,
    requests: sum.requests,
    project: state.project,
    branch: state.branch,
    toolVersion: state.version,
    webSearches: 0,
    ...disjoint(sum),
  };
}

function sumOfRow(row: RequestObservation): Sum {
  const { input, cacheRead, cacheWrite5m, output, reasoning, requests } = row;
  return { input: input + cacheRead + cacheWrite5m, cacheRead, cacheWrite: cacheWrite5m, output, reasoning, requests };
}
