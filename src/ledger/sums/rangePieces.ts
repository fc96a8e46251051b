import type { Database } from '../../platform/sqlite.js';
import { quarterHour } from './rollup.js';

/** The first and the last instant that a log can tell: no range where none is asked for. */
export const earliest = -8_640_000_000_000_000;
export const latest = 8_640_000_000_000_000;

/** A part of a range, and what it is read from. */
export interface Piece {
  readonly from: 'rollup' | 'event';
  readonly bounds: readonly number[];
}

/**
 * The pieces of [since, until) in order of time: whole quarter-hours, and before and after them the events of a part of one, which are
 * found through the sessions that were active in it.
 */
export function piecesOf(since: number, until: number): readonly Piece[] {
  const [first, last] = [Math.ceil(since / quarterHour), Math.floor(until / quarterHour)];
  const edge = (from: number, to: number): Piece[] =>
    from < to ? [{ from: 'event', bounds: [from, to, Math.floor(from / quarterHour)] }] : [];
  if (first > last) return edge(since, until);
  const whole: Piece[] = first < last ? [{ from: 'rollup', bounds: [first, last] }] : [];
  return [...edge(since, first * quarterHour), ...whole, ...edge(last * quarterHour, until)];
}

export function wholeFirst(pieces: readonly Piece[]): readonly Piece[] {
  const isWhole = ({ from }: Piece) => from === 'rollup';
  return [...pieces.filter(isWhole), ...pieces.filter((piece) => !isWhole(piece))];
}

/** The first and the last quarter-hour with use; undefined without any. By two look-ups: of both at once SQLite reads every row. */
export function quartersOfUse(database: Database): { readonly first: number; readonly last: number } | undefined {
  const ends = 'select (select min(quarter) from rollup) as first, (select max(quarter) from rollup) as last';
  const { first, last } = database.prepare(ends).get() ?? {};
  return typeof first === 'number' && typeof last === 'number' ? { first, last } : undefined;
}
