import type { RequestObservation } from '../../core/observation.js';
import { precisions } from '../../core/usage.js';
import { shortHash } from '../../platform/key.js';
import type { Origin } from './dimensions.js';
import { type EventRow, type Facet, isCopied, precisionCode, precisionOf, rowStates, stateOf } from './row.js';

const active = rowStates.indexOf('active');

/** What an observation has beside its numbers and its id. */
type CommonFields = Pick<RequestObservation, Exclude<keyof Facet, 'id' | 'bucket'> | 'namespace' | 'session'>;

/** An event's row as the ledger works with it. */
export interface StoredEvent extends EventRow {
  readonly id: number;
  readonly facet: Facet;
}

/** A row of `request` as SQLite gives it. */
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
  readonly turn: number | null;
  readonly searches: number;
  readonly cost: number | null;
  readonly reported: number | null;
  readonly credits: number | null;
}

/** What the row tells the rest of the ledger. */
export function storedEvent(raw: RawEvent, facet: Facet): StoredEvent {
  return {
    id: raw.id,
    facet,
    session: raw.session,
    bucket: facet.bucket,
    state: stateOf(raw.flags),
    cost: raw.cost,
    at: raw.at,
    precision: precisionOf(raw.flags),
    copied: isCopied(raw.flags),
    requests: raw.requests,
    input: raw.input,
    cacheRead: raw.cache_read,
    cacheWrite5m: raw.write_5m,
    cacheWrite1h: raw.write_1h,
    output: raw.output,
    reasoning: raw.reasoning,
    webSearches: raw.searches,
    context: raw.context,
    turn: raw.turn,
    reported: raw.reported,
    credits: raw.credits,
  };
}

/** The row of an observation, not yet weighed against pauses and prices. */
export function rowOf(o: RequestObservation, origin: Origin): EventRow {
  const row = emptyRow();
  row.at = o.at;
  row.precision = precisionCode(o);
  row.copied = o.copied;
  setCounts(row, o);
  row.turn = o.turn === undefined ? null : turnNumber(o.turn);
  row.reported = o.reportedCost ?? null;
  row.credits = o.credits ?? null;
  return setOrigin(row, origin);
}

export function setCounts(row: EventRow, o: RequestObservation): void {
  row.requests = o.requests;
  row.input = o.input;
  row.cacheRead = o.cacheRead;
  row.cacheWrite5m = o.cacheWrite5m;
  row.cacheWrite1h = o.cacheWrite1h;
  row.output = o.output;
  row.reasoning = o.reasoning;
  row.webSearches = o.webSearches;
  row.context = o.context ?? null;
}

export function setOrigin(row: EventRow, { session, facet }: Origin): EventRow {
  row.session = session.id;
  row.bucket = facet.bucket;
  return row;
}

/** Written out: what begins with the names of `noTokens` is to V8 of one kind with the price lists, whose numbers have fractions. */
export function emptyRow(): EventRow {
  return {
    at: Number.NaN,
    session: 0,
    bucket: 0,
    state: active,
    precision: 0,
    copied: false,
    requests: 0,
    input: 0,
    cacheRead: 0,
    cacheWrite5m: 0,
    cacheWrite1h: 0,
    output: 0,
    reasoning: 0,
    webSearches: 0,
    cost: null,
    reported: null,
    context: null,
    turn: null,
    credits: null,
  };
}

/** The observation that a row stands for, so that a further copy can be joined with it. */
export function observationOf(row: EventRow, common: CommonFields): RequestObservation {
  return {
    kind: 'request',
    namespace: common.namespace,
    id: '',
    aliases: undefined,
    tool: common.tool,
    store: common.store,
    rank: common.rank,
    session: common.session,
    turn: row.turn === null ? undefined : `#${row.turn}`,
    at: row.at,
    copied: row.copied,
    sidechain: common.sidechain,
    model: common.model,
    provider: common.provider,
    toolVersion: common.toolVersion,
    serviceTier: common.serviceTier,
    speed: common.speed,
    geo: common.geo,
    initiator: common.initiator,
    project: common.project,
    branch: common.branch,
    agent: common.agent,
    entrypoint: common.entrypoint,
    requests: row.requests,
    context: row.context ?? undefined,
    contextWindow: common.contextWindow,
    precision: precisions[row.precision] ?? 'exact',
    reportedCost: row.reported ?? undefined,
    credits: row.credits ?? undefined,
    webSearches: row.webSearches,
    input: row.input,
    cacheRead: row.cacheRead,
    cacheWrite5m: row.cacheWrite5m,
    cacheWrite1h: row.cacheWrite1h,
    output: row.output,
    reasoning: row.reasoning,
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
