import { type SameLines, sameLines } from './lineDiff.js';

/** One change of a proposal: these lines of the document give way to those. */
export interface Hunk {
  /** The first line that gives way, or before which lines are added; from 0. */
  readonly start: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** What turns one text into the other, in order; empty where they are the same. */
export function hunksOf(before: readonly string[], after: readonly string[]): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let [b, a] = [0, 0];
  for (const same of [...sameLines(before, after), { before: before.length, after: after.length, length: 0 }]) {
    const [removed, added] = [before.slice(b, same.before), after.slice(a, same.after)];
    if (removed.length > 0 || added.length > 0) hunks.push({ start: b, removed, added });
    [b, a] = [same.before + same.length, same.after + same.length];
  }
  return hunks;
}

/** The text with these changes, which are in order. */
export function applied(before: readonly string[], hunks: readonly Hunk[]): readonly string[] {
  let at = 0;
  const lines: string[] = [];
  for (const { start, removed, added } of hunks) {
    lines.push(...before.slice(at, start), ...added);
    at = start + removed.length;
  }
  return [...lines, ...before.slice(at)];
}

/** Hunks in the places where their lines are now, and as they were; `lost` are those whose lines changed meanwhile. */
export interface Carried {
  readonly hunks: readonly Hunk[];
  readonly kept: readonly Hunk[];
  readonly lost: readonly Hunk[];
}

/** Carries hunks made for `before` over to what the document has become. */
export function carried(hunks: readonly Hunk[], before: readonly string[], now: readonly string[]): Carried {
  const runs = sameLines(before, now);
  const places = hunks.map((hunk) => placeNow(hunk, runs, before.length, now.length));
  const kept = hunks.filter((_hunk, index) => places[index] !== undefined);
  const starts = places.filter((start) => start !== undefined);
  return {
    hunks: kept.map((hunk, index) => ({ ...hunk, start: starts[index] ?? hunk.start })),
    kept,
    lost: hunks.filter((hunk) => !kept.includes(hunk)),
  };
}

/** Where nothing but lines before and after a hunk changed; an addition also needs the line on each side of it. */
function placeNow(
  { start, removed }: Hunk,
  runs: readonly SameLines[],
  length: number,
  lengthNow: number,
): number | undefined {
  if (length === 0) return lengthNow === 0 ? 0 : undefined;
  const adds = removed.length === 0;
  const [from, to] = adds ? [Math.max(0, start - 1), Math.min(length, start + 1)] : [start, start + removed.length];
  const run = runs.find((each) => each.before <= from && to <= each.before + each.length);
  if (!run) return undefined;
  const place = start - run.before + run.after;
  const atEdge = (start === 0) === (place === 0) && (start === length) === (place === lengthNow);
  return adds && !atEdge ? undefined : place;
}

/** A place in a document: line and character, from 0. */
export interface Place {
  readonly line: number;
  readonly character: number;
}

/** The characters from `from` up to `to` give way to `text`, whose lines end with `\n`. */
export interface Replacement {
  readonly from: Place;
  readonly to: Place;
  readonly text: string;
}

/** A hunk as the change of characters of a document with these lines. The end of its last line has no line break. */
export function replacementOf({ start, removed, added }: Hunk, lines: readonly string[]): Replacement {
  const end = start + removed.length;
  const text = added.join('\n');
  if (end < lines.length && (removed.length === 0 || added.length === 0))
    return { from: place(start), to: place(end), text: added.length === 0 ? '' : `${text}\n` };
  if (removed.length > 0 && (added.length > 0 || start === 0))
    return { from: place(start), to: endOf(lines, end - 1), text };
  return {
    from: endOf(lines, start - 1),
    to: endOf(lines, lines.length - 1),
    text: added.length === 0 ? '' : `\n${text}`,
  };
}

function place(line: number): Place {
  return { line, character: 0 };
}

function endOf(lines: readonly string[], line: number): Place {
  return { line, character: lines[line]?.length ?? 0 };
}

/**
 * Which of the hunks made `after` of `before`, where any of them may have been left out; undefined where something else
 * changed too.
 */
export function chosenOf(
  before: readonly string[],
  hunks: readonly Hunk[],
  after: readonly string[],
): readonly Hunk[] | undefined {
  const dead = new Set<string>();
  const equal = (at: number, place: number, length: number) =>
    before.slice(at, at + length).every((line, index) => line === after[place + index]);
  const walk = (index: number, at: number, place: number): readonly Hunk[] | undefined => {
    const hunk = hunks[index];
    const length = (hunk?.start ?? before.length) - at;
    const key = `${index} ${place}`;
    if (dead.has(key) || place + length > after.length || !equal(at, place, length)) return undefined;
    if (!hunk) return place + length === after.length ? [] : undefined;
    const next = place + length;
    const isThere = hunk.added.every((line, each) => line === after[next + each]);
    const taken = isThere ? walk(index + 1, hunk.start + hunk.removed.length, next + hunk.added.length) : undefined;
    if (taken) return [hunk, ...taken];
    const left = walk(index + 1, hunk.start, next);
    if (!left) dead.add(key);
    return left;
  };
  return walk(0, 0, 0);
}
