import { dayOf } from '../day.js';
import type { KeptScore } from '../keptWork/days.js';
import { cacheHitRatio, leastLinesTold } from '../keptWork/formulae.js';
import { byText } from './order.js';
import type { TeamPolicy } from './policy.js';
import {
  boundsOf,
  canBeShared,
  fullWeeks,
  mostShown,
  type RowField,
  rowFields,
  sumFields,
  type TokenRange,
  tokenRanges,
  type WasteKind,
  type WeekRow,
} from './row.js';
import { addWeeks, type WeekKey, weekOf } from './week.js';

declare const cleared: unique symbol;

/** A row that may leave the machine. Only `ownRow` and `ownWeeks` make it. */
export type ClearedRow = WeekRow & { readonly [cleared]: true };

/** What the own ledger says of the 28 days that end with a week; more than may be shared. */
export interface OwnWeek {
  readonly week: WeekKey;
  readonly score: Pick<KeptScore, 'score' | 'band'>;
  /** Of the 28 days. */
  readonly lines: number;
  readonly kept: number;
  readonly counts: { readonly cacheRead: number; readonly cacheWrite: number; readonly input: number };
  /** Tool ids with use in the 28 days. */
  readonly tools: readonly string[];
  /** All tokens of the week alone. */
  readonly tokens: number;
  /** Days of the month so far with use, up to the week's end. */
  readonly activeDays: number;
  /** Kinds of waste finding met in the 28 days. */
  readonly waste: readonly WasteKind[];
}

/** What the member ticked. All is off until it is. */
export interface Choices {
  readonly onBoard: boolean;
  readonly score: boolean;
  readonly tokens: boolean;
  /** Which kinds of waste finding were met. */
  readonly waste: boolean;
  /** Badges to show. */
  readonly badges: readonly string[];
  /** Tools to be asked about. */
  readonly ask: readonly string[];
}

const activeFrom = 4;

/**
 * The row of a week as it is shared: rounded, only what the policy allows and the member chose, member by member. Nothing
 * else of what it is given reaches the answer.
 */
export function ownRow(own: OwnWeek, policy: TeamPolicy, choices: Choices): ClearedRow {
  const values: { readonly [F in RowField]: WeekRow[F] | undefined } = {
    band: choices.onBoard ? (own.score.band ?? undefined) : undefined,
    kept: keptOf(own),
    cache: fifthOf(cacheHitRatio(own.counts)),
    tools: sorted(own.tools),
    badges: sorted(choices.badges.filter(canBeShared).slice(0, mostShown)),
    score: choices.onBoard && choices.score ? (own.score.score ?? undefined) : undefined,
    tokens: choices.tokens && policy.boards.includes('tokens') ? rangeOf(own.tokens) : undefined,
    waste: choices.waste ? sorted(own.waste) : undefined,
    ask: sorted(choices.ask.slice(0, mostShown)),
    quest: policy.quest?.kind === 'active' && own.activeDays >= activeFrom ? true : undefined,
  };
  const row: Partial<Record<keyof WeekRow, unknown>> = { week: own.week };
  for (const field of rowFields)
    if (policy.fields.includes(field) && values[field] !== undefined) row[field] = values[field];
  return row as unknown as ClearedRow;
}

/** The weeks that are over, as many as the policy keeps, newest first. */
export function weeksOver({ zone, weeks }: TeamPolicy, now: number): readonly WeekKey[] {
  const last = addWeeks(weekOf(dayOf(now, zone)), -1);
  return Array.from({ length: weeks }, (_, ago) => addWeeks(last, -ago));
}

/** A week without use is not shared. */
export function isOfUse({ counts, lines, tools }: OwnWeek): boolean {
  return lines > 0 || tools.length > 0 || counts.cacheRead + counts.cacheWrite + counts.input > 0;
}

/** The weeks of a share: in order, as many as the policy keeps, the older ones as sums. What `readWeeks` lets pass. */
export function ownWeeks(own: readonly OwnWeek[], policy: TeamPolicy, choices: Choices): readonly ClearedRow[] {
  const rows = own.map((week) => ownRow(week, policy, choices)).sort((a, b) => byText(a.week, b.week));
  const last = rows.at(-1)?.week ?? '';
  return rows
    .filter(({ week }) => week > addWeeks(last, -policy.weeks))
    .map((row) => (row.week > addWeeks(last, -fullWeeks) ? row : sumsOf(row)));
}

function sumsOf(row: ClearedRow): ClearedRow {
  const sums = Object.entries(row).filter(([name]) => name === 'week' || sumFields.includes(name as RowField));
  return Object.fromEntries(sums) as unknown as ClearedRow;
}

function keptOf({ lines, kept }: Pick<OwnWeek, 'lines' | 'kept'>): number | undefined {
  return lines < leastLinesTold ? undefined : Math.round((10 * kept) / lines) * 10;
}

function fifthOf(ratio: number | null): number | undefined {
  return ratio === null ? undefined : Math.max(1, Math.ceil(ratio * 5));
}

function rangeOf(tokens: number): TokenRange {
  return tokenRanges.findLast((range) => boundsOf(range).from <= tokens) as TokenRange;
}

function sorted<T extends string>(names: readonly T[]): readonly T[] {
  return [...new Set(names)].sort();
}
