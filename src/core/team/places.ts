import { keptError } from '../keptWork/formulae.js';
import type { Counted } from './counted.js';
import { byText } from './order.js';
import type { BoardName } from './policy.js';
import { tokenRanges, type WeekRow } from './row.js';

/** A row on its place: those before it are better beyond all error. */
export interface Placed extends Counted {
  readonly place: number;
  /** Others have the same place. */
  readonly tied: boolean;
}

/**
 * By how much of itself a score may be wrong: what an error of the share kept moves it by, at the usual share of 80 %,
 * 0.75 · 0.08 / (0.25 + 0.75 · 0.8) (TEAM §3).
 */
const scoreError = (0.75 * keptError) / 100 / 0.85;

/**
 * The rows of a board on their places: 1, 1, 3. Kept work goes by band and inside a band by number; numbers whose errors
 * overlap share a place, as do all rows of a band without one, behind them. Nothing else breaks a tie: who shares a place
 * takes turns in standing first, by week.
 */
export function placed(counted: readonly Counted[], board: BoardName): readonly Placed[] {
  const rows = counted
    .flatMap((each) => {
      const standing = standings[board](each.row);
      return standing ? [{ each, standing, turn: turnOf(each) }] : [];
    })
    .sort((a, b) => compare(a.standing, b.standing) || byText(a.turn, b.turn));
  const leaders: number[] = [];
  for (const [index, { standing }] of rows.entries()) {
    const leader = leaders.at(-1);
    const shares = leader !== undefined && isLevel((rows[leader] as (typeof rows)[number]).standing, standing);
    leaders.push(shares ? leader : index);
  }
  return rows.map(({ each }, index) => {
    const leader = leaders[index] as number;
    return { ...each, place: leader + 1, tied: leaders.filter((other) => other === leader).length > 1 };
  });
}

/** What a board goes by: a class, and in it a number, where there is one. */
interface Standing {
  readonly class: number;
  readonly number?: number | undefined;
}

const standings: Readonly<Record<BoardName, (row: WeekRow) => Standing | undefined>> = {
  kept: ({ band, score }) => (band === undefined ? undefined : { class: band, number: score }),
  thrift: ({ cache }) => (cache === undefined ? undefined : { class: cache }),
  tokens: ({ tokens }) => (tokens === undefined ? undefined : { class: tokenRanges.indexOf(tokens) }),
};

function compare(a: Standing, b: Standing): number {
  return b.class - a.class || (b.number ?? -1) - (a.number ?? -1);
}

function isLevel(leader: Standing, { class: of, number }: Standing): boolean {
  if (leader.class !== of || leader.number === undefined || number === undefined)
    return leader.class === of && leader.number === number;
  return number * (1 + scoreError) >= leader.number * (1 - scoreError);
}

/** An order that says nothing of the members and changes from week to week (FNV-1a). */
function turnOf({ member, row }: Counted): string {
  let hash = 0x811c9dc5;
  for (const character of `${row.week} ${member}`)
    hash = Math.imul(hash ^ (character.codePointAt(0) as number), 0x01000193);
  return `${(hash >>> 0).toString(16).padStart(8, '0')} ${member}`;
}
