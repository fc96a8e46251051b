import { type DayKey, isDay, isZone } from '../day.js';
import { canonical } from './canonical.js';
import { type Check, type Checked, fields, orNull, textUpTo, wholeUpTo } from './fields.js';
import { leastGroup } from './kRule.js';
import { mostWeeks, type RowField, rowFields } from './row.js';

/** Boards that a team can have. `tokens` is the classic one, in ranges: volume, not value. */
export const boardNames = ['kept', 'thrift', 'tokens'] as const;
export type BoardName = (typeof boardNames)[number];

const month = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d\d$/.test(value) && isDay(`${value}-01`);

const questKinds = ['kept', 'active'] as const;

const questFields = fields({
  /** `2026-11`. */
  month,
  /** `kept`: the median share of AI lines kept reaches so many percent; `active`: so many members have four active days. */
  kind: (value: unknown): value is (typeof questKinds)[number] => questKinds.some((kind) => kind === value),
  target: wholeUpTo(100_000, 1),
});
/** What the team tries together in a calendar month. */
export type Quest = Checked<typeof questFields>;

export const isQuest: Check<Quest> = (value): value is Quest =>
  questFields(value) && (value.kind === 'kept' ? value.target <= 100 : value.target >= leastGroup);

const agreedFields = fields({
  /** Counts up by one with each change. */
  version: wholeUpTo(Number.MAX_SAFE_INTEGER, 1),
  purpose: textUpTo(2_000),
  /** Zone of the team's weeks. */
  zone: (value: unknown): value is string => typeof value === 'string' && value.length <= 60 && isZone(value),
  /** Fields of a row that members may share here; without `ask` there are no champions. */
  fields: partOf(rowFields),
  /** `kept` is the default and comes first. */
  boards: partOf(boardNames),
  quest: orNull(isQuest),
  /** Figures are of so many people at least; a team may want more than five. */
  least: wholeUpTo(50, leastGroup),
  /** Weeks that are kept. */
  weeks: wholeUpTo(mostWeeks, 4),
  /** The last day of a pilot, after which nothing is shared; null: none. */
  ends: orNull((value: unknown): value is DayKey => typeof value === 'string' && isDay(value)),
  /** What not to type into a prompt. */
  guidance: textUpTo(4_000),
  /** Who else may read the digest. */
  readers: textUpTo(500),
});
/** What a team agreed on, as it stands in its roster. */
export type AgreedPolicy = Checked<typeof agreedFields>;

/** Of the type to the last member; a board of what nobody may share would stay empty. */
export const isAgreedPolicy: Check<AgreedPolicy> = (value): value is AgreedPolicy =>
  agreedFields(value) &&
  value.boards[0] === 'kept' &&
  (!value.boards.includes('tokens') || value.fields.includes('tokens'));

/**
 * The signed page that every member sees. It restricts: it never switches sharing on, adds a field to a row or shows one
 * person's series to another. A change pauses each member's sharing until it was read and accepted.
 */
export interface TeamPolicy extends AgreedPolicy {
  /** The team's name. */
  readonly name: string;
  /** Keys of the admins. */
  readonly admins: readonly string[];
}

/** Of a team that has said nothing else: all that is shared by default, no classic board. */
export const firstAgreed: AgreedPolicy = {
  version: 1,
  purpose: '',
  zone: 'UTC',
  fields: rowFields.filter((field) => field !== 'tokens'),
  boards: ['kept', 'thrift'],
  quest: null,
  least: leastGroup,
  weeks: mostWeeks,
  ends: null,
  guidance: '',
  readers: '',
};

export function firstPolicy(given: Pick<TeamPolicy, 'name' | 'admins'> & Partial<TeamPolicy>): TeamPolicy {
  return { ...firstAgreed, ...given };
}

export type PolicyPart = Exclude<keyof TeamPolicy, 'version'>;
export const policyParts = [
  'name',
  'purpose',
  'zone',
  'fields',
  'boards',
  'quest',
  'least',
  'weeks',
  'ends',
  'guidance',
  'admins',
  'readers',
] as const satisfies readonly PolicyPart[];

/** The parts in which two policies differ, to be shown before the later one is accepted. */
export function changedParts(before: TeamPolicy, after: TeamPolicy): readonly PolicyPart[] {
  return policyParts.filter((part) => canonical(before[part] ?? null) !== canonical(after[part]));
}

/** What an admin may change; name and admins have acts of their own. */
export type PolicyChange = Partial<Omit<AgreedPolicy, 'version'>>;

/** The next version, its lists in one order; the same where nothing is other. */
export function changedPolicy(before: AgreedPolicy, change: PolicyChange): AgreedPolicy {
  const { fields: named, boards } = { ...before, ...change };
  const isField = (field: RowField) => named.includes(field) || (field === 'tokens' && boards.includes('tokens'));
  const after = {
    ...before,
    ...change,
    fields: rowFields.filter(isField),
    boards: boardNames.filter((board) => boards.includes(board)),
  };
  return canonical(after) === canonical(before) ? before : { ...after, version: before.version + 1 };
}

/** Whether the pilot is over on a local day. */
export function isOver({ ends }: Pick<TeamPolicy, 'ends'>, day: DayKey): boolean {
  return ends !== null && day > ends;
}

function partOf<T extends string>(all: readonly T[]): Check<readonly T[]> {
  return (value): value is readonly T[] =>
    Array.isArray(value) && new Set(value).size === value.length && value.every((each) => all.includes(each));
}
