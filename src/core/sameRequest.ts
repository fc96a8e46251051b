import { compareText } from './merge.js';
import { isSameModel } from './sameUse.js';
import type { TokenCounts } from './usage.js';

/** What decides whether two records of one session tell of one request. */
export interface Telling extends TokenCounts {
  readonly at: number;
  readonly model: string;
  /** All else of it that may be seen: rows that are equal in this too may stand for one another. */
  readonly rest: string;
}

/** A log dates a request by its first words, telemetry by its end: no request takes longer. */
export const longestRequest = 900_000;
/** Told at most so far apart, two records of one model are one request whatever their counts. */
export const nearEnough = 120_000;

/**
 * Which request of a log each imported record of the same session tells of, one for one. First those whose counts are
 * equal, then those that were sent the same (a log that was written before the answer ended has too little output), then
 * what lies close together: better one request too few than one twice. `within`: how far apart in time the first two may
 * lie; `areApart` of two that are known to tell of different requests. The outcome depends on the two lists as sets.
 */
export function pairRequests<L extends Telling, I extends Telling>(
  logged: readonly L[],
  imported: readonly I[],
  within: number,
  areApart: (imported: I, logged: L) => boolean = () => false,
): Map<I, L> {
  const pairs = new Map<I, L>();
  for (const key of rounds) {
    const taken = new Set(pairs.values());
    const open = groupsOf(
      logged.filter((row) => !taken.has(row)),
      key,
    );
    const rest = groupsOf(
      imported.filter((row) => !pairs.has(row)),
      key,
    );
    const reach = key === any ? nearEnough : within;
    for (const [name, rows] of rest)
      for (const [i, l] of closest(rows, open.get(name) ?? [], reach, areApart)) pairs.set(i, l);
  }
  return pairs;
}

const any = () => '';
const rounds: readonly ((row: Telling) => string)[] = [
  (row) => [row.input, row.cacheRead, written(row), row.output].join(),
  (row) => String(sent(row)),
  any,
];

function written({ cacheWrite5m, cacheWrite1h }: TokenCounts): number {
  return cacheWrite5m + cacheWrite1h;
}

/** All that went to the model, from a cache or not: older clients do not tell its parts. */
export function sent(row: TokenCounts): number {
  return row.input + row.cacheRead + written(row);
}

function groupsOf<R extends Telling>(rows: readonly R[], key: (row: R) => string): Map<string, R[]> {
  const groups = new Map<string, R[]>();
  for (const row of [...rows].sort(byContent)) {
    const name = key(row);
    const group = groups.get(name);
    if (group) group.push(row);
    else groups.set(name, [row]);
  }
  return groups;
}

/** Pairs of rows, by instant, the closest first. */
function closest<I extends Telling, L extends Telling>(
  imported: readonly I[],
  logged: readonly L[],
  within: number,
  areApart: (imported: I, logged: L) => boolean,
): [I, L][] {
  const candidates: { i: I; l: L; gap: number }[] = [];
  let from = 0;
  for (const i of imported) {
    while (from < logged.length && (logged[from] as L).at < i.at - within) from++;
    for (let at = from; at < logged.length; at++) {
      const l = logged[at] as L;
      if (l.at > i.at + within) break;
      if (sameModel(i.model, l.model) && !areApart(i, l)) candidates.push({ i, l, gap: Math.abs(i.at - l.at) });
    }
  }
  candidates.sort((a, b) => a.gap - b.gap || byContent(a.i, b.i) || byContent(a.l, b.l));
  const [seenI, seenL] = [new Set<I>(), new Set<L>()];
  return candidates.flatMap(({ i, l }): [I, L][] => {
    if (seenI.has(i) || seenL.has(l)) return [];
    seenI.add(i);
    seenL.add(l);
    return [[i, l]];
  });
}

function sameModel(a: string, b: string): boolean {
  return a === b || a === 'unknown' || b === 'unknown' || isSameModel(a, b);
}

function byContent(a: Telling, b: Telling): number {
  return (
    a.at - b.at ||
    a.input - b.input ||
    a.cacheRead - b.cacheRead ||
    a.cacheWrite5m - b.cacheWrite5m ||
    a.cacheWrite1h - b.cacheWrite1h ||
    a.output - b.output ||
    compareText(a.model, b.model) ||
    compareText(a.rest, b.rest)
  );
}
