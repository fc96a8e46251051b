import type { RequestObservation } from '../../core/observation.js';
import { precisions } from '../../core/usage.js';

/** Why a stored request does not enter sums; a shrunk one is part of them already, for good. */
export const rowStates = ['active', 'superseded', 'paused', 'shrunk'] as const;

/** What the dimension tables know of an observation. */
export interface Facet {
  readonly id: number;
  readonly bucket: number;
  readonly tool: string;
  readonly model: string;
  readonly project: string;
  readonly branch: string;
  readonly store: string;
  readonly rank: number;
  readonly provider: string | undefined;
  readonly toolVersion: string | undefined;
  readonly serviceTier: string | undefined;
  readonly speed: string | undefined;
  readonly geo: string | undefined;
  readonly initiator: RequestObservation['initiator'];
  readonly agent: string;
  readonly entrypoint: string | undefined;
  readonly sidechain: boolean;
  readonly contextWindow: number | undefined;
}

/** The numbers of an event that sums are made of. */
export interface EventNumbers {
  at: number;
  session: number;
  bucket: number;
  state: number;
  precision: number;
  requests: number;
  input: number;
  cacheRead: number;
  cacheWrite5m: number;
  cacheWrite1h: number;
  output: number;
  reasoning: number;
  /** Whole nano-dollars; null without a price. */
  cost: number | null;
  reported: number | null;
}

/** All numbers of an event, in sums or not. */
export interface EventRow extends EventNumbers {
  copied: boolean;
  webSearches: number;
  context: number | null;
  turn: number | null;
  credits: number | null;
}

export function precisionCode(observation: RequestObservation): number {
  return precisions.indexOf(observation.precision);
}

/** Bits 0–1 precision, bit 2 copied, bits 3–4 state. */
export function packFlags(precision: number, copied: boolean, state: number): number {
  return precision | (copied ? 4 : 0) | (state << 3);
}

/** `event.context`: 0 and 1 stand for what nearly all requests tell, and take no space. */
export function packContext({
  context,
  input,
  cacheRead,
  cacheWrite5m,
  cacheWrite1h,
  output,
}: EventRow): number | null {
  if (context === null) return null;
  const given = input + cacheRead + cacheWrite5m + cacheWrite1h;
  return context === given ? 0 : context === given + output ? 1 : context + 2;
}

/** `event.more`: null for one request that tells nothing of it. */
export function packMore({ requests, webSearches: searches, reported, credits }: EventRow): string | null {
  if (requests === 1 && searches === 0 && reported === null && credits === null) return null;
  return JSON.stringify({ requests, searches, reported, credits });
}

export function precisionOf(flags: number): number {
  return flags & 3;
}

export function isCopied(flags: number): boolean {
  return (flags & 4) !== 0;
}

export function stateOf(flags: number): number {
  return (flags >> 3) & 3;
}
