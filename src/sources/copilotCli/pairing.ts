import type { RequestObservation } from '../../core/observation.js';
import type { EventState } from './eventState.js';
import { forgetRequest, type Open } from './rollup.js';

/**
 * What of this run waits for its other half: messages that name no API call, and usage records. A run that writes records writes one of
 * each message's request, a moment before it or after: what both tell is the output.
 */
export interface Waiting {
  messages: Open[];
  /** Compactions' own requests, by id. */
  summaries: { id: string; figures: string }[];
  records: { output: number; figures: string }[];
}

/** A run's helper calls have records without a message: so many are kept that one of them can still be a message's. */
const most = 20;

/** Whether a record told of this message already. */
export function isRecorded(state: EventState, output: number): boolean {
  return taken(waitingIn(state).records, (each) => each.output === output) !== undefined;
}

/** Whether a record told these very figures, a compaction's, already. */
export function isSummaryRecorded(state: EventState, row: RequestObservation): boolean {
  const { records, summaries } = waitingIn(state);
  const figures = figuresOf(row);
  const isTold = records.some((each) => each.figures === figures);
  if (!isTold) keep(summaries, { id: row.id, figures });
  return isTold;
}

export function awaitRecord(state: EventState, open: Open): void {
  keep(waitingIn(state).messages, open);
}

/** Names under which this record's request was told already, so that it counts once; without any, a message of it may follow. */
export function earlierNames(state: EventState, row: RequestObservation): string[] {
  const { messages, summaries, records } = waitingIn(state);
  const figures = figuresOf(row);
  const summary = taken(summaries, (each) => each.figures === figures);
  if (summary !== undefined) return [summary.id];
  const open = taken(messages, ({ output }) => output === row.output);
  if (open === undefined) {
    keep(records, { output: row.output, figures });
    return [];
  }
  forgetRequest(state.rollup, open);
  return [open.id];
}

function waitingIn(state: EventState): Waiting {
  state.waiting ??= { messages: [], summaries: [], records: [] };
  return state.waiting;
}

function keep<T>(list: T[], one: T): void {
  list.push(one);
  if (list.length > most) list.shift();
}

/** The first that is meant, which then waits no longer. */
function taken<T>(list: T[], isMeant: (one: T) => boolean): T | undefined {
  const index = list.findIndex(isMeant);
  return index < 0 ? undefined : list.splice(index, 1)[0];
}

function figuresOf({ model, input, cacheRead, cacheWrite5m, output }: RequestObservation): string {
  return [model, input, cacheRead, cacheWrite5m, output].join('/');
}
