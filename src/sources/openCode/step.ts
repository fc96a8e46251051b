import { count, instantOf, record, text } from '../../core/json.js';
import type { RequestObservation } from '../../core/observation.js';
import type { TokenCounts } from '../../core/usage.js';
import { nanoDollars } from '../common/cost.js';
import { observe } from '../common/request.js';

type Json = Readonly<Record<string, unknown>>;

/** Which tool it is, and where in its stores the step was told. */
export interface StepPlace {
  readonly tool: string;
  readonly store: string;
  readonly session: string;
  readonly project: string;
  readonly version?: string | undefined;
  /** Name of the sub-agent; '' for the main chain. */
  readonly agent: string;
  /** The session began after the message: a fork copied it. */
  readonly copied: boolean;
  /** Whether all steps of a message are known once it tells counts. */
  readonly isSettled: boolean;
}

/** What was generated in one step: `part` where a step tells itself, else the message's, which are of its last step. */
export interface Step {
  readonly level: 'step' | 'message';
  readonly tokens: Json;
  readonly cost: unknown;
  /** How many steps of the same message have the same counts and come before. */
  readonly twin: number;
}

/** A step's end is told in some 300 bytes; texts and tool results need not be read from disk to see that they are none. */
export const largestStep = 4096;

/** SQL: whether the column `data` of a row holds the end of a step, or tells of one. */
export const isStep = (row: string) =>
  `octet_length(${row}.data) <= ${largestStep} and instr(${row}.data, 'step-finish') > 0 and json_valid(${row}.data)`;

/**
 * The request of a step. A fork copies messages and steps under new ids, so that instant, model and counts are what is
 * the same in all copies. Undefined without counts; an instant that is none is told as NaN.
 */
export function requestOf(message: Json, step: Step, place: StepPlace): RequestObservation | undefined {
  const counts = countsOf(step.tokens);
  if (counts === undefined) return undefined;
  const at = instantOf(record(message['time'])?.['created']);
  const model = text(message['modelID']) ?? 'unknown';
  const provider = text(message['providerID']);
  const { input, cacheRead, cacheWrite5m, output, reasoning } = counts;
  const figures = [input, cacheRead, cacheWrite5m, output, reasoning, step.twin].join('/');
  const name = `${at}/${provider ?? ''}/${model}/${figures}`;
  const { version, isSettled, ...rest } = place;
  return observe({
    ...rest,
    toolVersion: version,
    namespace: place.tool,
    // A message has the figures of its last step: it is that step's request, whichever of them was read.
    id: `step:${name}`,
    // As ledgers have it that were written before that was so.
    aliases: step.level === 'message' ? [`message:${name}`] : undefined,
    rank: step.level === 'step' || isSettled ? 3 : 2,
    turn: `${at}/${model}`,
    at,
    model,
    provider,
    initiator: place.agent === '' ? undefined : 'agent',
    precision: 'exact',
    context: input + cacheRead + cacheWrite5m,
    reportedCost: nanoDollars(step.cost),
    ...counts,
  });
}

/**
 * Caches stand beside the input. Reasoning stands beside the output where the total says so, else in it: builds before
 * 1.3 had it there, some of them without a total.
 */
export function countsOf(tokens: Json): TokenCounts | undefined {
  const cache = record(tokens['cache']);
  const [input, told, reasoning] = [count(tokens['input']), count(tokens['output']), count(tokens['reasoning'])];
  const [cacheRead, cacheWrite] = [count(cache?.['read']), count(cache?.['write'])];
  const isBeside = count(tokens['total']) === input + told + reasoning + cacheRead + cacheWrite || reasoning > told;
  const output = isBeside ? told + reasoning : told;
  if (input + cacheRead + cacheWrite + output === 0) return undefined;
  return { input, cacheRead, cacheWrite5m: cacheWrite, cacheWrite1h: 0, output, reasoning };
}
