import { addDays } from '../day.js';
import { formulaVersion } from '../keptWork/formulae.js';
import { shownAlias } from './alias.js';
import { countedIn, isComparable, isStale } from './counted.js';
import type { Told, WeekFigures } from './figures.js';
import { type Champions, champions } from './insights.js';
import { byText } from './order.js';
import { type Placed, placed } from './places.js';
import type { BoardName, TeamPolicy } from './policy.js';
import { type QuestState, questState } from './quest.js';
import type { Flag, MemberRows, TokenRange, WeekRow } from './row.js';
import { shownWeek, takenAt } from './shownWeek.js';
import { addWeeks, lastDayOf, type WeekKey } from './week.js';

const topRows = 3;
const rowsAbove = 2;
const rowsBelow = 1;

/** Who looks, and at what. */
export interface Viewer {
  /** Id in the roster. */
  readonly member: string;
  /** Others are seen only while one shares. */
  readonly sharing: boolean;
  readonly board: BoardName;
  /** Figures that were told before, from `takeFigures`. */
  readonly told: Told;
}

export type Withheld = 'not-sharing' | 'fewer-than-5' | 'not-offered';

/** One member as the others may see him: never more than this, in no hover, link or export. */
export interface BoardRow {
  readonly alias: string;
  readonly you: boolean;
  /** Rows between the one before and this one are not shown. */
  readonly gap: boolean;
  /** 1, 1, 3; null where it does not count. */
  readonly place: number | null;
  readonly tied: boolean;
  /** 1 to 5: the band, on the board Thrift the fifth read from cache; null on the board Tokens. */
  readonly band: number | null;
  /** Of the top three whose owners show it. */
  readonly score: number | null;
  /** Of the top three and of oneself, 0 to 1. */
  readonly kept: number | null;
  readonly tokens: TokenRange | null;
  readonly badges: readonly string[];
  readonly stale: boolean;
  readonly verified: boolean;
  readonly flag: Flag | null;
}

export interface Board {
  readonly team: string;
  readonly board: BoardName;
  readonly boards: readonly BoardName[];
  readonly week: WeekKey;
  /** Days of the figures, both inclusive. */
  readonly window: { readonly since: string; readonly until: string };
  /** Instant from which the figures of the next week are shown. */
  readonly next: number;
  readonly formula: number;
  /** Members who share, and those whose rows count here. */
  readonly members: number;
  readonly contributors: number;
  readonly withheld: Withheld | null;
  /** Figures and boards are of so many members at least. */
  readonly least: number;
  readonly rows: readonly BoardRow[];
  /** Members whose rows do not count, and why. */
  readonly apart: readonly BoardRow[];
  readonly quest: QuestState | null;
  readonly figures: WeekFigures | null;
  /** Who offers to be asked about a tool. */
  readonly champions: readonly Champions[];
}

/**
 * What may be shown of a team: the one function of page, command and export. The order of members changes nothing. Rows
 * and figures are withheld from who does not share, and where there are fewer than the policy wants.
 */
export function board(members: readonly MemberRows[], policy: TeamPolicy, viewer: Viewer, now: number): Board {
  const week = shownWeek(now, policy.zone);
  const counted = countedIn(members, week);
  const rows = placed(counted, viewer.board);
  const withheld = withheldFrom(policy, viewer, rows.length);
  const open = withheld === null;
  const closed = !viewer.sharing || counted.length < policy.least;
  return {
    team: policy.name,
    board: viewer.board,
    boards: policy.boards,
    week,
    window: { since: windowStart(viewer.board, week), until: lastDayOf(week) },
    next: takenAt(addWeeks(week, 1), policy.zone),
    formula: formulaVersion,
    members: members.filter(({ weeks }) => weeks.length > 0).length,
    contributors: rows.length,
    withheld,
    least: policy.least,
    rows: open ? visible(rows, viewer.member).map((row) => shown(row, viewer)) : [],
    apart: open ? apart(members, viewer, week) : [],
    quest: viewer.sharing ? questState(policy, viewer.told, { week, now }) : null,
    figures: closed ? null : (viewer.told[week] ?? null),
    champions: closed || !policy.fields.includes('ask') ? [] : champions(members, week),
  };
}

function withheldFrom(policy: TeamPolicy, { sharing, board: name }: Viewer, rows: number): Withheld | null {
  if (!policy.boards.includes(name)) return 'not-offered';
  if (!sharing) return 'not-sharing';
  return rows < policy.least ? 'fewer-than-5' : null;
}

/** Tokens are of the week alone, all else is of 28 days. */
function windowStart(name: BoardName, week: WeekKey): string {
  return addDays(lastDayOf(week), name === 'tokens' ? -6 : -27);
}

interface Seen extends Placed {
  readonly gap: boolean;
}

/** The top three, and around the viewer two above and one below; the last place only to its holder. */
function visible(rows: readonly Placed[], viewer: string): readonly Seen[] {
  const own = rows.findIndex(({ member }) => member === viewer);
  const last = (rows.at(-1) as Placed).place;
  const isNear = (index: number) => own >= 0 && index >= own - rowsAbove && index <= own + rowsBelow;
  const isHidden = ({ place }: Placed, index: number) => place === last && last > 1 && index !== own;
  const indices = rows.flatMap((row, index) =>
    (index < topRows || isNear(index)) && !isHidden(row, index) ? [index] : [],
  );
  return indices.map((index, at) => ({ ...(rows[index] as Placed), gap: index > (indices[at - 1] ?? -1) + 1 }));
}

function shown({ member, alias, row, gap, place, tied }: Seen, viewer: Viewer): BoardRow {
  const you = member === viewer.member;
  const isTop = place <= topRows;
  return {
    ...nothingOf(alias),
    ...ofBoard[viewer.board](row),
    you,
    gap,
    place,
    tied,
    score: viewer.board === 'kept' && isTop ? (row.score ?? null) : null,
    kept: (isTop || you) && row.kept !== undefined ? row.kept / 100 : null,
    badges: row.badges ?? [],
  };
}

/** What stands behind the alias, on which board. */
const ofBoard: Readonly<Record<BoardName, (row: WeekRow) => Partial<BoardRow>>> = {
  kept: ({ band = null }) => ({ band }),
  thrift: ({ cache = null }) => ({ band: cache }),
  tokens: ({ tokens = null }) => ({ tokens }),
};

/** A row that says nothing but who. */
function nothingOf(alias: string): BoardRow {
  return {
    alias: shownAlias(alias),
    you: false,
    gap: false,
    place: null,
    tied: false,
    band: null,
    score: null,
    kept: null,
    tokens: null,
    badges: [],
    stale: false,
    verified: true,
    flag: null,
  };
}

/** By alias: a place would be a figure. */
function apart(members: readonly MemberRows[], viewer: Viewer, week: WeekKey): readonly BoardRow[] {
  return members
    .filter((member) => member.flag !== null || (isComparable(member) && isStale(member, week)))
    .map(
      ({ member, alias, flag }): BoardRow => ({
        ...nothingOf(alias),
        you: member === viewer.member,
        stale: flag === null,
        verified: flag === null,
        flag,
      }),
    )
    .sort((a, b) => byText(a.alias, b.alias) || byText(String(a.flag), String(b.flag)));
}

/**
 * The text whose hash is the board's fingerprint: two members who see the same rows under the same policy have the same
 * one, whoever looks and however their rows arrived.
 */
export function fingerprintText(members: readonly MemberRows[], policy: TeamPolicy, now: number): string {
  const week = shownWeek(now, policy.zone);
  const rows = [...countedIn(members, week)]
    .sort((a, b) => byText(a.member, b.member))
    .map(({ member, row }) => [member, ...Object.entries(row).sort(([a], [b]) => byText(a, b))]);
  return JSON.stringify(['tallyboard/board/1', week, formulaVersion, policy.version, rows]);
}
