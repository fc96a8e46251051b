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
  const total = told.total.join(',');
  const names = [told.thread ?? state.thread, ...told.ancestors].map((thread) => `${thread}/${total}`);
  const aliases = told.response === undefined ? names.slice(1) : names;
  return {
    kind: 'request',
    namespace: 'codex',
    id: told.response ?? names[0] ?? total,
    ...(aliases.length > 0 ? { aliases } : {}),
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
    ...countsOf(told.usage),
  };
}

/** Cached and written parts are inside the input, reasoning is inside the output. */
function countsOf(usage: Tuple) {
  const [input = 0, cached = 0, written = 0, output = 0, reasoning = 0] = usage.map((count) => Math.max(0, count));
  const cacheRead = Math.min(cached, input);
  const cacheWrite5m = Math.min(written, input - cacheRead);
  return { input: input - cacheRead - cacheWrite5m, cacheRead, cacheWrite5m, cacheWrite1h: 0, output, reasoning: Math.min(reasoning, output) };
}
