import type { RequestObservation } from '../../core/observation.js';
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
}

/** The request of a usage line. Its id is the provider's response id, else thread and cumulative total. */
export function requestOf(state: CodexState, told: Told): RequestObservation {
  // By index, here and in what every request passes: an iterator and a result an element are a tenth of all garbage.
  const { usage } = told;
  // Cached and written parts are inside the input, reasoning is inside the output.
  const input = Math.max(0, usage[0] ?? 0);
  const cacheRead = Math.min(Math.max(0, usage[1] ?? 0), input);
  const cacheWrite5m = Math.min(Math.max(0, usage[2] ?? 0), input - cacheRead);
  const output = Math.max(0, usage[3] ?? 0);
  const t = told.total;
  // Written out: `join` costs as much as all the rest of the row.
  const total = `${told.thread ?? state.thread}/${t[0]},${t[1]},${t[2]},${t[3]},${t[4]},${t[5]}`;
  return {
    kind: 'request',
    namespace: 'codex',
    id: told.response ?? total,
    aliases: aliasesOf(told, total),
    tool: 'codex',
    store: 'rollout',
    rank: 1,
    session: state.thread,
    turn: told.turn ?? state.turn,
    at: told.at,
    copied: false,
    sidechain: state.subagent,
    model: state.model,
    provider: state.provider,
    toolVersion: state.toolVersion,
    serviceTier: state.serviceTier,
    initiator: state.initiator,
    project: state.project,
    branch: state.branch,
    agent: state.agent,
    entrypoint: state.entrypoint,
    requests: 1,
    context: told.context,
    contextWindow: state.contextWindow,
    precision: 'exact',
    webSearches: 0,
    input: input - cacheRead - cacheWrite5m,
    cacheRead,
    cacheWrite5m,
    cacheWrite1h: 0,
    output,
    reasoning: Math.min(Math.max(0, usage[4] ?? 0), output),
  };
}

const noAliases: readonly string[] = [];

function aliasesOf(told: Told, total: string): readonly string[] {
  if (told.response === undefined && told.ancestors.length === 0) return noAliases;
  const sum = total.slice(total.lastIndexOf('/'));
  const copies = told.ancestors.map((ancestor) => ancestor + sum);
  return told.response === undefined ? copies : [total, ...copies];
}
