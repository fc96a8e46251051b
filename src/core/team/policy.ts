import { type DayKey, isDay, isZone } from '../day.js';
import { record } from '../json.js';
import { isText, isWhole } from './checks.js';
import { type RowField, rowFields } from './row.js';

/** Boards that a team can have. `tokens` is the classic one, in ranges: volume, not value. */
export const boardNames = ['kept', 'thrift', 'tokens'] as const;
export type BoardName = (typeof boardNames)[number];

/** What the team tries together in a calendar month. */
export interface Quest {
  /** `2026-11`. */
  readonly month: string;
  /** `kept`: the median share of AI lines kept reaches so many percent; `active`: so many members have four active days. */
  readonly kind: 'kept' | 'active';
  readonly target: number;
}

/**
 * The signed page that every member sees. It restricts: it never switches sharing on, adds a field to a row or shows one
 * person's series to another.
 */
export interface TeamPolicy {
  /** Counts up by one; a change pauses each member's sharing until it was read and accepted. */
  readonly version: number;
  /** The team's name. */
  readonly name: string;
  readonly purpose: string;
  /** Zone of its weeks. */
  readonly zone: string;
  /** Fields of a row that members may share here. */
  readonly fields: readonly RowField[];
  /** `kept` is the default and comes first. */
  readonly boards: readonly BoardName[];
  readonly quest: Quest | null;
  /** Weeks that are kept, 4 to 13. */
  readonly weeks: number;
  /** The last day of a pilot; null: none. */
  readonly ends: DayKey | null;
  /** What not to type into a prompt. */
  readonly guidance: string;
  /** Ids of admins in the roster. */
  readonly admins: readonly string[];
  /** Who else may read the digest. */
  readonly readers: string;
}

/** The policy of a new team: all that is shared by default, no classic board. */
export function firstPolicy(given: Pick<TeamPolicy, 'name' | 'zone' | 'admins'>): TeamPolicy {
  return {
    ...given,
    version: 1,
    purpose: '',
    fields: rowFields.filter((field) => field !== 'tokens'),
    boards: ['kept', 'thrift'],
    quest: null,
    weeks: 13,
    ends: null,
    guidance: '',
    readers: '',
  };
}

/** The parts in which two policies differ, to be shown before the later one is accepted. `version` is none. */
export function changedParts(before: TeamPolicy, after: TeamPolicy): readonly (keyof TeamPolicy)[] {
  return policyParts.filter((part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]));
}

const policyParts = [
  'name',
  'purpose',
  'zone',
  'fields',
  'boards',
  'quest',
  'weeks',
  'ends',
  'guidance',
  'admins',
  'readers',
] as const satisfies readonly (keyof TeamPolicy)[];

/** Whether the pilot is over on a local day. */
export function isOver({ ends }: TeamPolicy, day: DayKey): boolean {
  return ends !== null && day > ends;
}

const checks: Readonly<Record<keyof TeamPolicy, (value: unknown) => boolean>> = {
  version: (value) => isWhole(value, 1, Number.MAX_SAFE_INTEGER),
  name: (value) => isText(value, 1, 60),
  purpose: (value) => isText(value, 0, 2_000),
  zone: (value) => isText(value, 1, 60) && isZone(value),
  fields: (value) => isPartOf(value, rowFields),
  boards: (value) => isPartOf(value, boardNames) && (value as readonly string[])[0] === 'kept',
  quest: (value) => value === null || isQuest(value),
  weeks: (value) => isWhole(value, 4, 13),
  ends: (value) => value === null || (isText(value, 10, 10) && isDay(value)),
  guidance: (value) => isText(value, 0, 4_000),
  admins: (value) => Array.isArray(value) && value.length > 0 && value.every((each) => isText(each, 1, 100)),
  readers: (value) => isText(value, 0, 500),
};

/** A policy as it came from an admin; undefined unless it is of the type to the last member. */
export function readPolicy(value: unknown): TeamPolicy | undefined {
  const given = record(value) ?? {};
  const parts = ['version', ...policyParts] as const;
  const whole = Object.keys(given).length === parts.length && parts.every((part) => checks[part](given[part]));
  if (!whole) return undefined;
  const policy = value as TeamPolicy;
  // A board of what nobody may share would stay empty.
  return policy.boards.includes('tokens') && !policy.fields.includes('tokens') ? undefined : policy;
}

function isQuest(value: unknown): boolean {
  const { month, kind, target, ...others } = record(value) ?? {};
  if (!isText(month, 7, 7) || !isDay(`${month}-01`) || Object.keys(others).length > 0) return false;
  return kind === 'kept' ? isWhole(target, 1, 100) : kind === 'active' && isWhole(target, 5, 100_000);
}

function isPartOf(value: unknown, all: readonly string[]): boolean {
  return Array.isArray(value) && new Set(value).size === value.length && value.every((each) => all.includes(each));
}
