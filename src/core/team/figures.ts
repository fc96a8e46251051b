import { type Counted, countedIn } from './counted.js';
import { allowedGroups, type Group, withheldSum } from './kRule.js';
import { byText } from './order.js';
import type { TeamPolicy } from './policy.js';
import { boundsOf, type MemberRows, mostWeeks, type WasteKind } from './row.js';
import { shownWeek } from './shownWeek.js';
import { addWeeks, type WeekKey } from './week.js';

/** Figures of a team in one week, rounded; each null or absent where the k-rules withhold it. No figure of a person. */
export interface WeekFigures {
  readonly week: WeekKey;
  /** Median share of AI lines kept, percent. */
  readonly kept: number | null;
  /** Median share read from cache, percent. */
  readonly cache: number | null;
  /** Most used first. */
  readonly tools: readonly ToolFigures[];
  /** Kinds of waste finding that most members met, percent of those who share which. */
  readonly waste: readonly { readonly kind: WasteKind; readonly met: number }[];
  /** What all tokens of the week may come to; only where the team has the classic board. */
  readonly tokens: JointTokens | 'fewer-than-5' | 'dominance' | null;
  /** Members with four active days in the month so far; only where the team's quest counts them. */
  readonly active: number | null;
}

export interface ToolFigures {
  readonly tool: string;
  /** Percent of members who used it. */
  readonly members: number;
  readonly kept: number | null;
  readonly cache: number | null;
}

/** `to` null: no upper bound. Two significant digits. */
export interface JointTokens {
  readonly from: number;
  readonly to: number | null;
}

/** Figures that were told, by week. They are never worked out again: what is left differs by a single person. */
export type Told = Readonly<Record<WeekKey, WeekFigures>>;

/**
 * Takes the figures of the weeks that have none yet. The caller keeps the answer and hands it in again: who joins or
 * leaves later changes nothing that was told. A week of too few stays open.
 */
export function takeFigures(members: readonly MemberRows[], policy: TeamPolicy, told: Told, now: number): Told {
  const newest = shownWeek(now, policy.zone);
  const weeks = Array.from({ length: Math.min(policy.weeks, mostWeeks) }, (_, ago) => addWeeks(newest, -ago));
  const taken = weeks.flatMap((week): readonly WeekFigures[] => {
    const known = told[week];
    if (known) return [known];
    const counted = countedIn(members, week);
    return counted.length < policy.least ? [] : [figuresOf(counted, policy, week)];
  });
  return Object.fromEntries(taken.map((figures) => [figures.week, figures]));
}

function figuresOf(counted: readonly Counted[], policy: TeamPolicy, week: WeekKey): WeekFigures {
  const { least } = policy;
  return {
    week,
    kept: medianOf(counted, 'kept', least),
    cache: medianOf(counted, 'cache', least),
    tools: toolFigures(counted, least),
    waste: wasteFigures(counted, least),
    tokens: policy.boards.includes('tokens') ? jointTokens(counted, least) : null,
    active: activeOf(counted, least),
  };
}

/** The class of a value: 80 of kept stands for 75 to 85, 4 of cache for 60 to 80. */
const classes = {
  kept: { low: (value: number) => Math.max(0, value - 5), high: (value: number) => Math.min(100, value + 5) },
  cache: { low: (value: number) => 20 * (value - 1), high: (value: number) => 20 * value },
} as const;

function medianOf(counted: readonly Counted[], field: keyof typeof classes, least: number): number | null {
  const values = counted.map(({ row }) => row[field]).filter((value) => value !== undefined);
  if (values.length < least) return null;
  return classMedian(values, classes[field]);
}

/** The median of values known by class: within its class, where half of the people are reached. */
function classMedian(values: readonly number[], { low, high }: (typeof classes)[keyof typeof classes]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.ceil(sorted.length / 2) - 1] as number;
  const below = sorted.filter((value) => value < middle).length;
  const within = sorted.filter((value) => value === middle).length;
  const part = (sorted.length / 2 - below) / within;
  return Math.round(low(middle) + part * (high(middle) - low(middle)));
}

function toolFigures(counted: readonly Counted[], least: number): readonly ToolFigures[] {
  const sharing = counted.filter(({ row }) => row.tools !== undefined);
  const kept = byTool(counted, 'kept', least);
  const cache = byTool(counted, 'cache', least);
  return allowedBy(sharing, 'tools', least)
    .map(({ name, members }) => ({
      tool: name,
      members: percent(members.size, sharing.length),
      kept: kept.get(name) ?? null,
      cache: cache.get(name) ?? null,
    }))
    .sort((a, b) => b.members - a.members || byText(a.tool, b.tool));
}

function byTool(
  counted: readonly Counted[],
  field: keyof typeof classes,
  least: number,
): ReadonlyMap<string, number | null> {
  const having = counted.filter(({ row }) => row[field] !== undefined);
  const of = (members: ReadonlySet<string>) => having.filter(({ member }) => members.has(member));
  return new Map(
    allowedBy(having, 'tools', least).map(({ name, members }) => [name, medianOf(of(members), field, least)]),
  );
}

function wasteFigures(counted: readonly Counted[], least: number): WeekFigures['waste'] {
  const sharing = counted.filter(({ row }) => row.waste !== undefined);
  return allowedBy(sharing, 'waste', least)
    .map(({ name, members }) => ({ kind: name as WasteKind, met: percent(members.size, sharing.length) }))
    .sort((a, b) => b.met - a.met || byText(a.kind, b.kind));
}

/** Who of a population has what, as far as figures of them may be told. */
function allowedBy(population: readonly Counted[], field: 'tools' | 'waste', least: number): readonly Group[] {
  const groups = new Map<string, Set<string>>();
  for (const { member, row } of population)
    for (const name of row[field] ?? []) groups.set(name, (groups.get(name) ?? new Set()).add(member));
  const all = [...groups].map(([name, members]): Group => ({ name, members }));
  const allowed = allowedGroups(new Set(population.map(({ member }) => member)), all, least);
  return all.filter(({ name }) => allowed.includes(name));
}

/** In tens: a share of few people is a count of them. */
function percent(part: number, whole: number): number {
  return Math.round((10 * part) / whole) * 10;
}

function jointTokens(counted: readonly Counted[], least: number): WeekFigures['tokens'] {
  const ranges = counted.map(({ row }) => row.tokens).filter((range) => range !== undefined);
  const middles = ranges.map((range) => {
    const { from, to } = boundsOf(range);
    return (from + (to ?? 3 * from)) / 2;
  });
  const withheld = withheldSum(middles, least);
  if (withheld !== null) return withheld;
  const bounds = ranges.map(boundsOf);
  const ends = bounds.map(({ to }) => to).filter((to) => to !== null);
  return {
    from: twoDigits(sumOf(bounds.map(({ from }) => from))),
    to: ends.length < bounds.length ? null : twoDigits(sumOf(ends)),
  };
}

/** A count of all, or of a part whose complement has as many as a figure needs. */
function activeOf(counted: readonly Counted[], least: number): number | null {
  const idsOf = (of: readonly Counted[]) => new Set(of.map(({ member }) => member));
  const members = idsOf(counted.filter(({ row }) => row.quest));
  return allowedGroups(idsOf(counted), [{ name: 'quest', members }], least).length > 0 ? members.size : null;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Two significant digits. */
function twoDigits(value: number): number {
  return Number(value.toPrecision(2));
}
