import type { Checkpoint, RequestObservation } from '../../core/observation.js';
import { addCounts, type TokenCounts } from '../../core/usage.js';
import { nanoDollars } from '../common/cost.js';
import { observe } from '../common/request.js';
import { sessionSums } from '../common/sessionSums.js';
import type { UsageEntry } from './entries.js';

/**
 * Where an entry stands; `namespace`: the tool whose tasks it takes over, or its own; `isInside`: whether cached tokens are inside its
 * input.
 */
export interface TaskPlace {
  readonly tool: string;
  readonly namespace: string;
  readonly task: string;
  readonly project: string;
  isInside(entry: UsageEntry): boolean;
}

/** Roo counts cached tokens inside the input since 3.29.5. */
const inclusiveSince = Date.UTC(2025, 9, 31);

/**
 * Of a task written since then, where no row's own figures speak against it. Before, the input was as the provider tells it,
 * which over OpenAI's protocol most count with what was cached (Roo's own `getApiMetrics` reads it so).
 */
export function insideOf(entries: readonly UsageEntry[]): TaskPlace['isInside'] {
  const isRoomy = ({ input, cacheRead, cacheWrite }: UsageEntry) => input >= cacheRead + cacheWrite;
  if (entries.every((entry) => entry.at >= inclusiveSince && isRoomy(entry))) return () => true;
  const isOpenAi = ({ protocol }: UsageEntry) => protocol === 'openai';
  return entries.filter(isOpenAi).every(isRoomy) ? isOpenAi : () => false;
}

/** The list is shown in the order of its instants, and only its end is ever taken away: twins stay in their order. */
export function rowOf(entry: UsageEntry, place: TaskPlace): RequestObservation {
  const { tool, namespace, task, project } = place;
  const { say, at, twin, model, provider, cost } = entry;
  const isAgent = say === 'subagent_usage';
  const counts = countsOf(entry, place);
  return observe({
    namespace,
    id: `${task}/${at}/${say}${twin === 0 ? '' : `/${twin}`}`,
    tool,
    store: 'task',
    rank: 1,
    session: task,
    at,
    model,
    provider,
    project,
    agent: isAgent ? 'sub-agent' : '',
    initiator: isAgent ? 'agent' : undefined,
    precision: 'exact',
    context: isAgent ? undefined : counts.input + counts.cacheRead + counts.cacheWrite5m,
    reportedCost: nanoDollars(cost),
    ...counts,
  });
}

/** All that the task has used so far, as of each sum of removed requests: it has one model, what was removed may have had several. */
export function checkpointsOf(entries: readonly UsageEntry[], place: TaskPlace): Checkpoint[] {
  return entries
    .filter(({ say }) => say === 'deleted_api_reqs')
    .map(({ at, model }) => {
      const own = entries.filter((entry) => entry.at <= at);
      return sessionSums({
        tool: place.tool,
        store: 'task',
        session: place.task,
        model,
        at,
        requests: own.length,
        project: place.project,
        ...(place.namespace === place.tool ? {} : { parent: place.task, parentTool: place.namespace }),
        ...own.map((entry) => countsOf(entry, place)).reduce(addCounts),
      });
    });
}

function countsOf(entry: UsageEntry, { isInside }: TaskPlace): TokenCounts {
  const { input, output, cacheRead, cacheWrite } = entry;
  return {
    input: isInside(entry) ? Math.max(0, input - cacheRead - cacheWrite) : input,
    cacheRead,
    cacheWrite5m: cacheWrite,
    cacheWrite1h: 0,
    output,
    reasoning: 0,
  };
}
