import type { Checkpoint, RequestObservation } from '../../core/observation.js';
import { addCounts, noTokens, type TokenCounts } from '../../core/usage.js';
import { nanoDollars } from '../common/cost.js';
import { observe } from '../common/request.js';
import { sessionSums } from '../common/sessionSums.js';
import { isSum, type UsageEntry } from './entries.js';

/** Where an entry stands; `isInside`: whether cached tokens are inside its input. */
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

/**
 * All that the task has used so far, as of each sum of removed requests: it has one model, what was removed may have had several.
 * @param taken entries of the task that this one goes on from, in a copy: what is removed of them here is not used again
 */
export function checkpointsOf(
  entries: readonly UsageEntry[],
  taken: readonly UsageEntry[],
  place: TaskPlace,
): Checkpoint[] {
  const sumOf = (some: readonly UsageEntry[]) =>
    some.map((entry) => countsOf(entry, place)).reduce(addCounts, noTokens);
  const before = sumOf(taken);
  const copiedTo = taken.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
  return entries
    .filter((entry) => isSum(entry) && entry.at > copiedTo)
    .map(({ at, model }) => {
      const all = entries.filter((entry) => entry.at <= at);
      return sessionSums({
        tool: place.tool,
        store: 'task',
        session: place.task,
        model,
        at,
        requests: all.filter((entry) => entry.at > copiedTo).length,
        project: place.project,
        ...beyond(sumOf(all), before),
      });
    });
}

/** What the first has more of, kind by kind. */
function beyond(a: TokenCounts, b: TokenCounts): TokenCounts {
  return {
    input: Math.max(0, a.input - b.input),
    cacheRead: Math.max(0, a.cacheRead - b.cacheRead),
    cacheWrite5m: Math.max(0, a.cacheWrite5m - b.cacheWrite5m),
    cacheWrite1h: Math.max(0, a.cacheWrite1h - b.cacheWrite1h),
    output: Math.max(0, a.output - b.output),
    reasoning: Math.max(0, a.reasoning - b.reasoning),
  };
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
