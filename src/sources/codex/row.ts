import type { RequestObservation } from '../../core/observation.js';
import { isShortId } from '../common/responseId.js';
import type { CodexState } from './state.js';
import type { Tuple } from './tuple.js';

/** What a usage line tells beyond the state. */
export interface Told {
  readonly usage: Tuple;
  /** The cumulative total after it. */
  readonly total: Tuple;
  readonly at: number;
  readonly response?: string | undefined;
  /** The thread that the line names as its own. */
  readonly thread?: string | undefined;
  readonly turn?: string | undefined;
  readonly context?: number | undefined;
  readonly ancestors: readonly string[];
  /** The line names another thread as its own. */
  readonly copied: boolean;
}

/** The request of a usage line. Its id is the provider's response id, else thread and cumulative total. */
export function requestOf(state: CodexState, told: Told): RequestObservation {
  const thread = told.thread ?? state.thread;
  const total = nameOf(thread, told.total);
  const id = told.response === undefined ? total : idOfResponse(told.response, thread, told.usage);
  return observe(state, told, id, aliasesOf(told, total));
}

/** A local server's short id comes again in other threads, and in a long one too, but hardly with the same usage. */
function idOfResponse(response: string, thread: string, usage: Tuple): string {
  return isShortId(response) ? `${nameOf(thread, usage)}/${response}` : response;
}

/**
 * Cached and written parts are inside the logged input, reasoning is inside the output. By index, here and in what every
 * request passes: an iterator and a result an element are a tenth of all garbage.
 */
function observe(state: CodexState, told: Told, id: string, aliases: readonly string[]): RequestObservation {
  const input = counted(told.usage, 0);
  const cacheRead = Math.min(counted(told.usage, 1), input);
  const cacheWrite5m = Math.min(counted(told.usage, 2), input - cacheRead);
  return {
    kind: 'request',
    namespace: 'codex',
    id,
    aliases,
    tool: 'codex',
    store: 'rollout',
    rank: 1,
    session: state.thread,
    turn: told.turn ?? state.turn,
    at: told.at,
    copied: told.copied,
    sidechain: state.subagent,
    model: state.model,
    provider: state.provider,
    toolVersion: state.toolVersion,
    serviceTier: state.serviceTier,
    speed: undefined,
    geo: undefined,
    initiator: state.initiator,
    project: state.project,
    branch: state.branch,
    agent: state.agent,
    entrypoint: state.entrypoint,
    requests: 1,
    context: told.context,
    contextWindow: state.contextWindow,
    precision: 'exact',
    reportedCost: undefined,
    credits: undefined,
    webSearches: 0,
    input: input - cacheRead - cacheWrite5m,
    cacheRead,
    cacheWrite5m,
    cacheWrite1h: 0,
    output: counted(told.usage, 3),
    reasoning: Math.min(counted(told.usage, 4), counted(told.usage, 3)),
  };
}

function counted(usage: Tuple, index: number): number {
  return Math.max(0, usage[index] ?? 0);
}

/** Written out: `join` costs as much as all the rest of the row. */
function nameOf(thread: string, t: Tuple): string {
  return `${thread}/${t[0]},${t[1]},${t[2]},${t[3]},${t[4]},${t[5]}`;
}

const noAliases: readonly string[] = [];

function aliasesOf(told: Told, total: string): readonly string[] {
  if (told.response === undefined && told.ancestors.length === 0) return noAliases;
  const sum = total.slice(total.lastIndexOf('/'));
  const copies = told.ancestors.map((ancestor) => ancestor + sum);
  return told.response === undefined ? copies : [total, ...copies];
}
