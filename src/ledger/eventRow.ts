import type { RequestObservation } from '../core/observation.js';
import { precisions } from '../core/usage.js';
import { shortHash } from '../platform/key.js';
import { type EventNumbers, type Facet, packFlags, unpackFlags } from './row.js';

/** What of an event's row other parts of the ledger work with. */
export interface StoredEvent extends EventNumbers {
  readonly id: number;
  readonly facet: Facet;
  readonly turn: number | null;
  readonly webSearches: number;
}

/** What is bound to a statement, without the key. */
export type Values = (number | null)[];

/** A row of `event` as SQLite gives it. */
export interface RawEvent {
  readonly id: number;
  readonly key: Uint8Array;
  readonly session: number;
  readonly facet: number;
  readonly at: number;
  readonly flags: number;
  readonly requests: number;
  readonly input: number;
  readonly cache_read: number;
  readonly write_5m: number;
  readonly write_1h: number;
  readonly output: number;
  readonly reasoning: number;
  readonly context: number | null;
  readonly context_window: number | null;
  readonly turn: number | null;
  readonly searches: number;
  readonly cost: number | null;
  readonly reported: number | null;
  readonly credits: number | null;
}

/** All columns but the key, in the order of `columns`. */
export function eventValues(row: EventNumbers, o: RequestObservation, facet: number): Values {
  return [
    row.session,
    facet,
    row.at,
    packFlags(row.precision, o.copied, row.state),
    row.requests,
    row.input,
    row.cacheRead,
    row.cacheWrite5m,
    row.cacheWrite1h,
    row.output,
    row.reasoning,
    o.context ?? null,
    o.contextWindow ?? null,
    o.turn === undefined ? null : turnNumber(o.turn),
    o.webSearches,
    row.cost,
    row.reported,
    o.credits ?? null,
  ];
}

/** What the row tells the rest of the ledger. */
export function storedEvent(raw: RawEvent, facet: Facet): StoredEvent {
  const { precision, state } = unpackFlags(raw.flags);
  return {
    id: raw.id,
    facet,
    turn: raw.turn,
    webSearches: raw.searches,
    at: raw.at,
    session: raw.session,
    bucket: facet.bucket,
    state,
    precision,
    requests: raw.requests,
    input: raw.input,
    cacheRead: raw.cache_read,
    cacheWrite5m: raw.write_5m,
    cacheWrite1h: raw.write_1h,
    output: raw.output,
    reasoning: raw.reasoning,
    cost: raw.cost,
    reported: raw.reported,
  };
}

/** The observation that a row stands for, so that a further copy can be joined with it. */
export function storedObservation(
  raw: RawEvent,
  facet: Facet,
  session: { readonly tool: string; readonly native: string },
): RequestObservation {
  const { precision, copied } = unpackFlags(raw.flags);
  return {
    kind: 'request',
    ...facet,
    namespace: '',
    id: '',
    tool: session.tool,
    session: session.native,
    turn: raw.turn === null ? undefined : `#${raw.turn}`,
    at: raw.at,
    copied,
    requests: raw.requests,
    input: raw.input,
    cacheRead: raw.cache_read,
    cacheWrite5m: raw.write_5m,
    cacheWrite1h: raw.write_1h,
    output: raw.output,
    reasoning: raw.reasoning,
    context: raw.context ?? undefined,
    contextWindow: raw.context_window ?? undefined,
    precision: precisions[precision] ?? 'exact',
    reportedCost: raw.reported ?? undefined,
    credits: raw.credits ?? undefined,
    webSearches: raw.searches,
  };
}

const numbered = /^#\d+$/;
let lastTurn = '';
let lastTurnNumber = 0;

/** Turns are kept as numbers: only their equality matters. A turn that came from a row is `#` and its number. */
export function turnNumber(turn: string): number {
  if (turn !== lastTurn) {
    lastTurnNumber = numbered.test(turn) ? Number(turn.slice(1)) : shortHash(turn);
    lastTurn = turn;
  }
  return lastTurnNumber;
}

/** The observation with its turn as a row has it, so that copies compare alike whether one of them is stored or not. */
export function withTurnNumber(observation: RequestObservation): RequestObservation {
  const { turn } = observation;
  return turn === undefined || numbered.test(turn) ? observation : { ...observation, turn: `#${shortHash(turn)}` };
}
