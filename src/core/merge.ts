import type { RequestObservation } from './observation.js';
import { totalTokens } from './usage.js';

/** The fields that decide which copy of a request is better, and which is earlier. */
export type Copy = RequestObservation;

/**
 * Joins two copies of one request of one store. Commutative, associative and idempotent: counts, model and agent come
 * whole from the better copy; `at` is the earliest of all; tool, session, project and branch come from the earliest copy.
 * Never per-field maxima: a fallback in mid-stream changes model and cache figures together.
 */
export function mergeCopies(a: Copy, b: Copy): Copy {
  const better = compareQuality(a, b) >= 0 ? a : b;
  const earlier = compareAge(a, b) <= 0 ? a : b;
  if (better === earlier) return better;
  return {
    ...better,
    at: earlier.at,
    tool: earlier.tool,
    copied: earlier.copied,
    session: earlier.session,
    project: earlier.project,
    branch: earlier.branch,
  };
}

/** > 0 when `a` tells more: main chain before side chain, then more output, more in all, exactness, a model, then a fixed order. */
export function compareQuality(a: Copy, b: Copy): number {
  return (
    a.rank - b.rank ||
    Number(b.sidechain) - Number(a.sidechain) ||
    a.output - b.output ||
    totalTokens(a) - totalTokens(b) ||
    Number(a.precision === 'exact') - Number(b.precision === 'exact') ||
    Number(a.model !== 'unknown') - Number(b.model !== 'unknown') ||
    comparePayload(a, b) ||
    compareText(b.id, a.id)
  );
}

/** < 0 when `a` is the original: earlier instant, then not a declared copy, then the smaller session id. */
export function compareAge(a: Copy, b: Copy): number {
  return (
    a.at - b.at ||
    Number(a.copied) - Number(b.copied) ||
    compareText(a.session, b.session) ||
    compareText(a.tool, b.tool) ||
    compareKnown(a.project, b.project) ||
    compareKnown(a.branch, b.branch)
  );
}

/** What is known before what is not. */
function compareKnown(a: string, b: string): number {
  return Number(a === '') - Number(b === '') || compareText(a, b);
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * An order without meaning but always the same, over everything a copy brings but the fields of its age, so that ties
 * never depend on the order of arrival. Most lines of one stream are equal in all of it: written out, as a look-up by
 * name costs ten times as much.
 */
function comparePayload(a: Copy, b: Copy): number {
  return (
    compareAny(a.input, b.input) ||
    compareAny(a.cacheRead, b.cacheRead) ||
    compareAny(a.cacheWrite5m, b.cacheWrite5m) ||
    compareAny(a.cacheWrite1h, b.cacheWrite1h) ||
    compareAny(a.reasoning, b.reasoning) ||
    compareAny(a.precision, b.precision) ||
    compareAny(a.model, b.model) ||
    compareAny(a.agent, b.agent) ||
    compareAny(a.store, b.store) ||
    compareAny(a.provider, b.provider) ||
    compareAny(a.toolVersion, b.toolVersion) ||
    compareAny(a.serviceTier, b.serviceTier) ||
    compareAny(a.speed, b.speed) ||
    compareAny(a.geo, b.geo) ||
    compareAny(a.initiator, b.initiator) ||
    compareAny(a.entrypoint, b.entrypoint) ||
    compareAny(a.turn, b.turn) ||
    compareAny(a.context, b.context) ||
    compareAny(a.contextWindow, b.contextWindow) ||
    compareAny(a.requests, b.requests) ||
    compareAny(a.reportedCost, b.reportedCost) ||
    compareAny(a.credits, b.credits) ||
    compareAny(a.webSearches, b.webSearches)
  );
}

function compareAny(a: string | number | undefined, b: string | number | undefined): number {
  return a === b ? 0 : compareText(String(a ?? ''), String(b ?? ''));
}
