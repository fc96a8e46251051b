import { count, instantOf, record, text } from '../../core/json.js';
import type { RequestObservation } from '../../core/observation.js';
import { creditsTold } from '../common/cost.js';
import { disjoint, observe } from '../common/request.js';
import { modelOf } from './observe.js';
import type { Kept, Shape } from './projection.js';

/** What of a chat session's request is needed for its counts; never a text of the conversation. */
export const requestShape: Shape = {
  requestId: 'value',
  timestamp: 'value',
  modelId: 'value',
  isCanceled: 'value',
  promptTokens: 'value',
  completionTokens: 'value',
  copilotCredits: 'value',
  modelState: { value: 'value', completedAt: 'value' },
  agent: { extensionId: { value: 'value' } },
  result: {
    promptTokens: 'value',
    outputTokens: 'value',
    usage: { promptTokens: 'value', completionTokens: 'value' },
    metadata: { promptTokens: 'value', outputTokens: 'value', resolvedModel: 'value', toolCallRounds: 'presence' },
    errorDetails: 'presence',
  },
};

/** A request as the session file tells it: the last round of its turn, so a lower bound. */
export interface ChatTurn {
  readonly id: string;
  /** NaN where not told. */
  readonly at: number;
  readonly model: string;
  readonly prompt: number;
  readonly output: number;
  readonly credits: number | undefined;
}

/** The turn, or undefined while it is in flight and when nothing says that a model was asked. */
export function turnOf(kept: Kept | undefined): ChatTurn | undefined {
  const request = record(kept);
  const id = text(request?.['requestId']);
  if (request === undefined || id === undefined) return undefined;
  const counts = countsOf(request);
  const isCounted = counts.prompt > 0 || counts.output > 0;
  if (!isCompleted(request, isCounted) || (!isCounted && !askedModel(request))) return undefined;
  const result = record(request['result']);
  const credits = creditsTold(request['copilotCredits']);
  return {
    id,
    at: firstInstant(request['timestamp'], record(request['modelState'])?.['completedAt']),
    model: modelOf(text(record(result?.['metadata'])?.['resolvedModel']) ?? text(request['modelId'])),
    ...counts,
    credits,
  };
}

/** The largest of all places where builds have put the counts. */
function countsOf(request: Readonly<Record<string, unknown>>): { prompt: number; output: number } {
  const result = record(request['result']);
  const usage = record(result?.['usage']);
  const metadata = record(result?.['metadata']);
  return {
    prompt: largest([request, result, usage, metadata], 'promptTokens'),
    output: Math.max(largest([request, usage], 'completionTokens'), largest([result, metadata], 'outputTokens')),
  };
}

function largest(places: readonly (Readonly<Record<string, unknown>> | undefined)[], name: string): number {
  return Math.max(...places.map((place) => count(place?.[name])));
}

const completedStates = { pending: 0, complete: 1, cancelled: 2, failed: 3, needsInput: 4 } as const;

/** Builds before `modelState` wrote `result` when the answer was there. */
function isCompleted(request: Readonly<Record<string, unknown>>, isCounted: boolean): boolean {
  const state = record(request['modelState'])?.['value'];
  if (typeof state === 'number') return state !== completedStates.pending && state !== completedStates.needsInput;
  return isCounted || request['isCanceled'] === true || record(request['result']) !== undefined;
}

/** A turn without counts: an error before the first answer, or another extension's participant, is no model request. */
function askedModel(request: Readonly<Record<string, unknown>>): boolean {
  const result = record(request['result']);
  const extension = text(record(record(request['agent'])?.['extensionId'])?.['value']);
  const isForeign = extension !== undefined && !/^(github\.copilot(-chat)?|nullExtensionDescription)$/i.test(extension);
  if (isForeign) return false;
  const failed =
    record(request['modelState'])?.['value'] === completedStates.failed || result?.['errorDetails'] === true;
  return !failed || record(result?.['metadata'])?.['toolCallRounds'] === true;
}

function firstInstant(...values: readonly unknown[]): number {
  return values.map(instantOf).find((instant) => !Number.isNaN(instant)) ?? Number.NaN;
}

/** What is cached is not told, so all of the prompt is input. */
export function observeTurn(turn: ChatTurn, session: string, project: string): RequestObservation {
  return observe({
    namespace: 'copilot-chat',
    id: requestKey(turn),
    tool: 'copilot-chat',
    store: 'session-file',
    rank: 1,
    session,
    at: turn.at,
    model: turn.model,
    project,
    initiator: 'person',
    precision: 'atLeast',
    context: turn.prompt > 0 ? turn.prompt : undefined,
    credits: turn.credits,
    ...disjoint({ input: turn.prompt, cacheRead: 0, cacheWrite: 0, output: turn.output, reasoning: 0 }),
  });
}

/** Request ids are UUIDs and stay the same in a forked or imported session, as does the time of asking. */
function requestKey(turn: ChatTurn): string {
  return /[0-9a-f]{8}-[0-9a-f]{4}-/i.test(turn.id) ? `request:${turn.id}` : `request:${turn.id}@${turn.at}`;
}
