import type { DayKey } from '../day.js';
import type { InsightKind } from '../insights/facts.js';
import type { AssistedCommit } from '../keptWork/commits.js';
import { triedWays } from '../keptWork/edit.js';
import type { Review } from '../keptWork/review.js';
import type { WeekKey } from '../team/week.js';

/** All that badges are made of: what the ledger holds of the last `factDays`, and nothing else. Days are local ones. */
export interface BadgeFacts {
  readonly today: DayKey;
  /** The first day that is looked at. */
  readonly since: DayKey;
  /** Days with AI use, in order. */
  readonly days: readonly UseDay[];
  /** There were edits, and none of them in a git repository: nothing tells what stays. */
  readonly outsideGit: boolean;
  /** Edits whose lines count, from old to new. */
  readonly edits: readonly EditFact[];
  /** Commits with AI lines, from old to new. */
  readonly commits: readonly CommitFact[];
  /** Commits whose AI lines were looked for 90 days later, from old to new. */
  readonly lives: readonly LifeFact[];
  /** Loops without purpose (TEAM §3, G9) among sessions since a day. */
  readonly loops: { readonly since: DayKey; readonly found: readonly LoopFact[] };
  /** Calendar months that are over and had a budget, in order; null where none was ever seen. */
  readonly budgets: readonly BudgetMonth[] | null;
  /** Days on which an editor ran with the guard and with Workspace Trust on, in order. */
  readonly guarded: readonly DayKey[];
  /** Days with AI use on which hours of one's own choice held, in order; null where none were ever chosen. */
  readonly hours: readonly HoursDay[] | null;
  /** Days of which it is known what need not have been used, in order. */
  readonly waste: readonly WasteDay[];
  /** Findings of waste that the person said were right, by the day on which that was, in order. */
  readonly lessons: readonly { readonly day: DayKey; readonly kind: InsightKind }[];
  /** What the guard did with secrets of a known provider, days in order. */
  readonly secrets: readonly SecretFact[];
  /** First days of ways of working with AI that are told apart. */
  readonly ways: Readonly<Record<Way, DayKey | null>>;
  /** Commits of others that name the person, from old to new. */
  readonly reviews: readonly Review[];
  /** Of each team that this machine is a member of; empty without one. */
  readonly teams: readonly TeamFacts[];
}

/** What a team's machine keeps for badges: what its person was shown, and nothing of another member. */
export interface TeamFacts {
  /** It has a quest. */
  readonly quest: boolean;
  /** Months (`2026-11`) whose quest was reached, each with the week whose figures told it first. */
  readonly quests: Readonly<Record<string, WeekKey>>;
  /** The team's median share of AI lines kept, percent, of weeks that were told: those of five members or more. */
  readonly kept: Readonly<Record<WeekKey, number>>;
  /** The first week in which somebody whom this machine invited showed First Light on the board; absent: nobody did. */
  readonly welcomed?: WeekKey;
  /** The day on which the stock `age` program first opened the own share here; absent: it did not. */
  readonly opened?: DayKey;
  /** Weeks that were published while they were new: whether a new count found the same shares four weeks later or more. */
  readonly recounts: Readonly<Record<WeekKey, boolean>>;
}

export const ways = ['agent', 'inline', ...triedWays] as const;
export type Way = (typeof ways)[number];

/** So many days back facts go. */
export const factDays = 400;

/** Use of the tools whose edits are read. */
export interface UseDay {
  readonly day: DayKey;
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly output: number;
  /** List price, whole nano-dollars; null where a part of it is not known. */
  readonly costNano: number | null;
  readonly requests: number;
  /** Those of a small model. */
  readonly smallRequests: number;
}

export interface EditFact {
  readonly day: DayKey;
  readonly tool: string;
  readonly model: string;
  /** `tool:nativeId`. */
  readonly session: string;
  readonly lines: number;
  readonly kept: number;
  readonly aged: number;
  readonly survived: number;
  /** Null of edits that an older build read. */
  readonly byHand: number | null;
  readonly redone: boolean | null;
}

export interface CommitFact extends AssistedCommit {
  readonly day: DayKey;
  /** The repository's own folder. */
  readonly repository: string;
  /** Secrets of known providers in the lines that it adds; null where nobody looked, or not at all of it. */
  readonly secrets: number | null;
}

export interface LifeFact {
  /** The commit's id in git, and its day. */
  readonly id: string;
  readonly day: DayKey;
  /** AI lines in it, and those of them that stood 90 days later. */
  readonly lines: number;
  readonly lived: number;
}

export interface LoopFact {
  readonly day: DayKey;
  readonly session: string;
  readonly turns: number;
}

export interface BudgetMonth {
  /** The first day after it. */
  readonly to: DayKey;
  /** What was used is known, and no more than the budget. */
  readonly within: boolean;
}

/** Of a day its quarter-hours with AI use, and those of them within the hours that were chosen before it. */
export interface HoursDay {
  readonly day: DayKey;
  readonly used: number;
  readonly within: number;
}

export interface WasteDay {
  readonly day: DayKey;
  /** Tokens of the findings that ended on it, by kind. */
  readonly tokens: Readonly<Partial<Record<InsightKind, number>>>;
}

export interface SecretFact {
  readonly day: DayKey;
  /** Taken out before a text was sent, and sent all the same. */
  readonly removed: number;
  readonly sent: number;
}
