import type { RequestObservation } from './observation.js';
import { totalTokens } from './usage.js';

/** The fields that decide which copy of a request is better, and which is earlier. */
export type Copy = RequestObservation;

/**
 * Joins two copies of one request of one store. Commutative, associative and idempotent: counts, model and agent come
 * whole from the better copy; `at` is the earliest of all; session, project and branch come from the earliest copy.
 * Never per-field maxima: a fallback in mid-stream changes model and cache figures together.
 */
export function mergeCopies(a: Copy, b: Copy): Copy {
  const better = compareQuality(a, b) >= 0 ? a : b;
  const earlier = compareAge(a, b) <= 0 ? a : b;
  if (better === earlier) return better;
  return {
    ...better,
    at: earlier.at,
    copied: earlier.copied,
    session: earlier.session,
    project: earlier.project,
    branch: earlier.branch,
  };
}

/** > 0 when `a` tells more: main chain before side chain, then more output, then more in all, then a fixed order. */
export function compareQuality(a: Copy, b: Copy): number {
  return (
    a.rank - b.rank ||
    Number(b.sidechain) - Number(a.sidechain) ||
    a.output - b.output ||
    totalTokens(a) - totalTokens(b) ||
    Number(a.precision === 'exact') - Number(b.precision === 'exact') ||
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

/** Everything a copy brings but the fields of its age, so that ties never depend on the order of arrival. */
const payload = [
  'input',
  'cacheRead',
  'cacheWrite5m',
  'cacheWrite1h',
  'reasoning',
  'precision',
  'model',
  'agent',
  'store',
  'provider',
  'toolVersion',
  'serviceTier',
  'speed',
  'geo',
  'initiator',
  'entrypoint',
  'turn',
  'context',
  'contextWindow',
  'requests',
  'reportedCost',
  'credits',
  'webSearches',
] as const satisfies readonly (keyof Copy)[];

/** An order without meaning but always the same. Most lines of one stream are equal in all of it. */
function comparePayload(a: Copy, b: Copy): number {
  for (const name of payload) {
    if (a[name] === b[name]) continue;
    const order = compareText(String(a[name] ?? ''), String(b[name] ?? ''));
    if (order !== 0) return order;
  }
  return 0;
}
