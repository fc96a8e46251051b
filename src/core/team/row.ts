import { record } from '../json.js';
import { isSortedList, isWhole } from './checks.js';
import { addWeeks, isWeek, type WeekKey } from './week.js';

/**
 * What a member shares of a week: the closed list of TEAM §1. The row holds only what a screen shows; what is not in these
 * types cannot be sent, and a share that has more is refused.
 */

/** Ranges of a week's tokens, three to a power of ten: what the classic board shows. Lower bound inclusive. */
export const tokenRanges = [
  '0-100K',
  '100K-300K',
  '300K-1M',
  '1M-3M',
  '3M-10M',
  '10M-30M',
  '30M-100M',
  '100M-300M',
  '300M-1B',
  '1B-',
] as const;
export type TokenRange = (typeof tokenRanges)[number];

/** The tokens that a range begins with and ends before; the last one has no end. */
export function boundsOf(range: TokenRange): { readonly from: number; readonly to: number | null } {
  const [from = '', to = ''] = range.split('-');
  return { from: tokensOf(from), to: to === '' ? null : tokensOf(to) };
}

const powers: Readonly<Record<string, number>> = { K: 1e3, M: 1e6, B: 1e9 };

function tokensOf(text: string): number {
  return Number.parseInt(text, 10) * (powers[text.slice(-1)] ?? 1);
}

/** Kinds of waste finding. A member may share which were met, never figures of them. */
export const wasteKinds = [
  'cache-break',
  're-read',
  'oversized-context',
  'retry-storm',
  'idle-loop',
  'large-model',
] as const;
export type WasteKind = (typeof wasteKinds)[number];

/** Figures of the 28 days that end with the week's Sunday: a single week off tells nothing. */
export interface WeekRow {
  readonly week: WeekKey;
  /** 1 to 5; absent: off the board, or too little to say. */
  readonly band?: number;
  /** AI lines kept, in percent, to the nearest ten; absent: too little to say. */
  readonly kept?: number;
  /** Read from cache, in fifths: 1 is up to 20 %, 5 is over 80 %; absent without input. */
  readonly cache?: number;
  /** Tool ids, sorted; never how much of each. */
  readonly tools?: readonly string[];
  /** Ids of badges that the member chose to show, sorted; none of group Rhythm. */
  readonly badges?: readonly string[];
  /** The score as a number, by a box of its own. */
  readonly score?: number;
  /** Tokens of this one week, by a box of its own. */
  readonly tokens?: TokenRange;
  /** Kinds of waste met, sorted, by a box of its own. */
  readonly waste?: readonly WasteKind[];
  /** Tool ids that the member offers to be asked about, sorted. */
  readonly ask?: readonly string[];
  /** At least four active days in the month so far; only where the team's quest counts that. */
  readonly quest?: true;
}

export const rowFields = [
  'band',
  'kept',
  'cache',
  'tools',
  'badges',
  'score',
  'tokens',
  'waste',
  'ask',
  'quest',
] as const satisfies readonly (keyof WeekRow)[];
export type RowField = (typeof rowFields)[number];

/** Weeks that are shared in full: 28 days. Of older ones only the fields of `sumFields` are. */
export const fullWeeks = 4;
/** Weeks that are shared at all. */
export const mostWeeks = 13;
export const sumFields: readonly RowField[] = ['kept', 'cache'];

/** Why rows do not count; shown to their owner with the reason, and to the others as a word. */
export const flags = ['signature', 'rolled-back', 'implausible', 'idle-loop'] as const;
export type Flag = (typeof flags)[number];

/** A member as the merge hands him over: opened, and checked as far as `flag` says. */
export interface MemberRows {
  /** Id in the roster. */
  readonly member: string;
  /** As written by the member: hostile until `shownAlias` made it harmless. */
  readonly alias: string;
  /** Formula version of the rows. */
  readonly formula: number;
  /** At most one of a week. */
  readonly weeks: readonly WeekRow[];
  /** Null: verified. */
  readonly flag: Flag | null;
}

/** Badges, and tools to be asked about, that a member shows: a share has to stay small. */
export const mostShown = 6;
/** Badges that tell working time and absence: never shared (TEAM §1). */
const unshared = ['steady-hand', 'unplugged', 'daylight', 'comeback'];

/** Whether a badge, with its tier or without, may stand in a row. */
export function canBeShared(badge: string): boolean {
  return !unshared.includes(badge.replace(/-\d+$/, ''));
}

const mostNames = 40;
const name = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;

const checks: Readonly<Record<RowField, (value: unknown) => boolean>> = {
  band: (value) => isWhole(value, 1, 5),
  kept: (value) => isWhole(value, 0, 100) && value % 10 === 0,
  cache: (value) => isWhole(value, 1, 5),
  tools: (value) => isSortedList(value, mostNames, (each) => name.test(each)),
  badges: (value) => isSortedList(value, mostNames, (each) => name.test(each) && canBeShared(each)),
  score: (value) => isWhole(value, 0, 99),
  tokens: (value) => tokenRanges.includes(value as TokenRange),
  waste: (value) => isSortedList(value, mostNames, (each) => wasteKinds.includes(each as WasteKind)),
  ask: (value) => isSortedList(value, mostNames, (each) => name.test(each)),
  quest: (value) => value === true,
};

/** A row as it came from another member; undefined unless it is of the type to the last member. */
export function readWeekRow(value: unknown): WeekRow | undefined {
  const { week, ...fields } = record(value) ?? {};
  if (typeof week !== 'string' || !isWeek(week)) return undefined;
  const fit = Object.entries(fields).every(([key, each]) => isField(key) && checks[key](each));
  return fit ? (value as WeekRow) : undefined;
}

/** The weeks of a share: each once, in order, within 13 weeks, the older ones as sums. Undefined for anything else. */
export function readWeeks(value: unknown): readonly WeekRow[] | undefined {
  if (!Array.isArray(value) || value.length > mostWeeks) return undefined;
  const rows = value.map(readWeekRow);
  if (!rows.every((row) => row !== undefined)) return undefined;
  const last = rows.at(-1)?.week ?? '';
  const fit = rows.every((row, index) => {
    const inOrder = index === 0 || (rows[index - 1] as WeekRow).week < row.week;
    return inOrder && (row.week > addWeeks(last, -fullWeeks) || (isSum(row) && row.week > addWeeks(last, -mostWeeks)));
  });
  return fit ? rows : undefined;
}

function isSum({ week: _week, ...fields }: WeekRow): boolean {
  return Object.keys(fields).every((field) => sumFields.includes(field as RowField));
}

function isField(key: string): key is RowField {
  return rowFields.includes(key as RowField);
}
