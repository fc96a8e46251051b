import { count, numberOf, record, text } from '../../core/json.js';
import type { RequestObservation } from '../../core/observation.js';
import type { Initiator } from '../../core/usage.js';
import { creditsTold } from '../common/cost.js';
import { disjoint, type InclusiveCounts, observe } from '../common/request.js';
import { isShortId, responseKey } from '../common/responseId.js';
import { agentOf, type EventState } from './eventState.js';
import { usageOf } from './sums.js';

type Event = Readonly<Record<string, unknown>>;

/** Nothing tells a session's requests more exactly. */
export const recordRank = 7;

/** A `session.usage_record`: the API's own usage of one request, sub-agents included. */
export function usageRecord(event: Event, at: number, state: EventState): RequestObservation | undefined {
  const usage = record(record(event['data'])?.['usage']);
  if (usage === undefined) return undefined;
  const counts = usageOf(usage);
  const agent = agentOf(state, event['agentId'], usage['parentToolCallId']);
  const source = text(record(usage['accounting'])?.['sourceSessionId']);
  return observe({
    namespace: 'copilot-cli',
    ...namesOf(
      event,
      usage,
      state.session,
      fingerprints(state.session, at, counts, usage['duration'], usage['timeToFirstTokenMs']),
    ),
    tool: 'copilot-cli',
    store: 'usage-record',
    rank: recordRank,
    // Without the time of its first token its row in the store may not be found: then the row is told by where it lies.
    turn: isTimed(usage['timeToFirstTokenMs']) ? `event:${text(event['id']) ?? at}` : undefined,
    session: state.session,
    at,
    copied: agent === '' && source !== undefined && source !== state.session,
    model: text(usage['model']) ?? 'unknown',
    provider: usage['isByok'] === true ? text(usage['providerType']) : undefined,
    toolVersion: state.version,
    initiator: initiatorOf(usage['initiator'], usage['interactionType']),
    project: state.project,
    branch: state.branch,
    agent,
    precision: 'exact',
    context: counts.input,
    contextWindow: count(usage['maxPromptTokens']) || undefined,
    credits: creditsOf(usage['totalNanoAiu'], usage['cost']),
    ...disjoint(counts),
  });
}

/** The API call's id is the provider's response id; a short one (a local server's) is not unique enough. */
function namesOf(event: Event, usage: Event, session: string, more: string[]): { id: string; aliases: string[] } {
  const call = text(usage['apiCallId']) ?? text(record(usage['accounting'])?.['usageId']);
  const provider = text(usage['providerCallId']);
  const aliases = [
    ...(provider !== undefined && !isShortId(provider) ? [responseKey(provider, session)] : []),
    ...more,
  ];
  const id =
    call !== undefined && !isShortId(call)
      ? responseKey(call, session)
      : `event:${text(event['id']) ?? `${session}/${String(event['timestamp'])}`}`;
  return { id, aliases };
}

/**
 * What joins a usage record with its row in `session-store.db`, which has no id of the request: counts and the times
 * taken, which are the same in both. Without them the instant, which the row may have a millisecond later.
 */
export function fingerprints(
  session: string,
  at: number,
  counts: InclusiveCounts,
  duration: unknown,
  firstToken: unknown,
  isRow = false,
): string[] {
  const common = [session, counts.input, counts.output, counts.cacheRead, counts.cacheWrite, duration];
  if (isTimed(firstToken)) return [`print:${[...common, Math.round(Number(firstToken) * 1000)].join('/')}`];
  return (isRow ? [at] : [at, at + 1]).map((instant) => `print:${[...common, `@${instant}`].join('/')}`);
}

/** Whether the time of its first token tells a request from all others. */
export function isTimed(firstToken: unknown): boolean {
  return Number(firstToken) > 0;
}

export function initiatorOf(initiator: unknown, interaction?: unknown): Initiator | undefined {
  if (/compact|title|summar|helper/i.test(`${text(interaction) ?? ''} ${text(initiator) ?? ''}`)) return 'helper';
  if (initiator === 'user') return 'person';
  return text(initiator) === undefined ? undefined : 'agent';
}

/** AI credits where billed so (a credit is a thousand million of its `nano` units), else premium requests. */
export function creditsOf(nanoCredits: unknown, premium: unknown): number | undefined {
  return creditsTold(numberOf(nanoCredits) / 1e9) ?? creditsTold(premium);
}
