import type { DayKey } from '../day.js';
import type { BadgeFacts } from './facts.js';

export const badgeGroups = ['craft', 'thrift', 'breadth', 'safety', 'rhythm', 'team'] as const;
export type BadgeGroup = (typeof badgeGroups)[number];

/**
 * One badge: a rule over facts (TEAM §4). Its numbers stand in `rule`, its words with whoever shows them. It never rewards
 * volume: more tokens, cost, sessions or hours for the same work bring no badge nearer.
 */
export interface Badge {
  readonly id: string;
  readonly group: BadgeGroup;
  /** Another one whenever the same facts may give another standing. */
  readonly formula: number;
  readonly tiers: number;
  /** What the words of the rule are filled with, in their order: shares from 0 to 1, counts and days. */
  readonly rule: readonly RuleNumber[];
  judge(facts: BadgeFacts): Standing;
}

export type RuleNumber = { readonly share: number } | { readonly count: number };

/** What is counted. */
export type Unit =
  | 'commits'
  | 'days'
  | 'edits'
  | 'findings'
  | 'invitees'
  | 'languages'
  | 'lines'
  | 'models'
  | 'months'
  | 'quests'
  | 'secrets'
  | 'tools'
  | 'ways'
  | 'weeks';

/** How far a person is with a badge: all of it follows from the facts. */
export interface Standing {
  /** The day on which each tier was reached, as many as were. */
  readonly reached: readonly DayKey[];
  /** Towards the next tier, 0 to 1; 1 when there is none left. */
  readonly progress: number;
  /** "8 of 10 days"; null where only a share tells. */
  readonly count: { readonly value: number; readonly of: number; readonly unit: Unit } | null;
  readonly evidence: readonly Evidence[];
  /** The last that did not count, and why. */
  readonly missed: Missed | null;
  readonly shown: Shown | null;
  /** Why nothing can be said yet. */
  readonly lacks: Lack | null;
}

export const evidenceKeys = [
  'activeDays',
  'agedLines',
  'cacheShare',
  'commits',
  'commitsUndone',
  'commitsWithTests',
  'costPerLine',
  'costPerLineBefore',
  'days',
  'editShareByHand',
  'edits',
  'firstTimeShare',
  'hoursShare',
  'inputPerOutput',
  'inputPerOutputBefore',
  'invitees',
  'keptLines',
  'keptShare',
  'keptShareUsual',
  'lesson',
  'linesOf',
  'livedShare',
  'loops',
  'medianCommit',
  'months',
  'opened',
  'quests',
  'secretsRemoved',
  'secretsSent',
  'smallShare',
  'survivedShare',
  'teamKept',
  'teamKeptBefore',
  'way',
  'weeks',
  'weeksRecounted',
  'yield',
] as const;
export type EvidenceKey = (typeof evidenceKeys)[number];

/** A number that a person can check. Shares are 0 to 1, costs nano-dollars. */
export interface Evidence {
  readonly key: EvidenceKey;
  readonly value: number;
  /** Of which language, tool, model, way or kind of waste. */
  readonly of?: string;
  /** Of which day. */
  readonly day?: DayKey;
}

export const missReasons = [
  'cacheShare',
  'large',
  'loop',
  'lowerYield',
  'noTests',
  'notFallen',
  'outsideHours',
  'overBudget',
  'recount',
  'redone',
  'secretCommitted',
  'secretSent',
  'undone',
] as const;
export type MissReason = (typeof missReasons)[number];

export interface Missed {
  readonly day: DayKey;
  readonly why: MissReason;
  /** Of the reason: lines, turns, or a share. */
  readonly value?: number;
}

/** What it counts, for a person to look at: days, weeks of a team by the Sunday that ends them, ids of commits in git, own ones or those of others that name one, or `tool:nativeId` of sessions. */
export interface Shown {
  readonly kind: 'days' | 'commits' | 'reviews' | 'sessions' | 'weeks';
  readonly ids: readonly string[];
}

/** Facts that nothing tells yet. */
export const missingSources = ['budget', 'hours', 'quest', 'repository', 'team'] as const;
export type MissingSource = (typeof missingSources)[number];

/** `sample`: "Needs {of} AI lines, you have {value}." */
export type Lack =
  | { readonly kind: 'sample'; readonly value: number; readonly of: number; readonly unit: Unit }
  | { readonly kind: 'source'; readonly source: MissingSource };

/** Of a badge whose facts nothing tells yet: never guessed. */
export function unknown(source: MissingSource, evidence: readonly Evidence[] = []): Standing {
  return {
    reached: [],
    progress: 0,
    count: null,
    evidence,
    missed: null,
    shown: null,
    lacks: { kind: 'source', source },
  };
}
