import type { Budget, BudgetCourse } from '../core/budget/budget.js';
import type { BudgetPath } from '../core/budget/path.js';
import type { HookedKind, HookedUse } from '../core/hookedUse.js';
import type { FailedImport, ImportOutcome, StoredImport } from '../core/imported.js';
import type { KeptScore } from '../core/keptWork/days.js';
import type { Dimension, LimitRow, SessionRow, SourceRow, Totals, UsageRow } from '../core/report.js';
import type { OwnWeek } from '../core/team/own.js';
import type { WeekKey } from '../core/team/week.js';
import type { Precision } from '../core/usage.js';
import type { VerifyAnswer } from '../core/verify.js';
import type { BadgeAnswer } from './badges.js';
import type { GuardCount } from './guard.js';
import type { InsightMethods } from './insights.js';
import type { KeptAnswer, KeptLedgerMethods, KeptQuery } from './kept.js';

/**
 * Host and scan worker. Queries are shaped like the data; events say that something changed, never what.
 * Instants are milliseconds since 1970, zones IANA names, a range is [since, until).
 */

export interface Range {
  readonly since?: number | undefined;
  readonly until?: number | undefined;
}

/** What alone of a period is meant. */
export interface Narrowing {
  /** Keep only these tools; all when absent. */
  readonly tools?: readonly string[] | undefined;
  /** Keep only these models; all when absent. */
  readonly models?: readonly string[] | undefined;
  /** Keep only this hour of the local week: 0 is from Monday midnight to one. */
  readonly hour?: number | undefined;
}

export interface UsageQuery extends Range, Narrowing {
  readonly zone: string;
  readonly by: readonly Dimension[];
  /** Keep only projects that are one of these folders or lie below one. */
  readonly folders?: readonly string[] | undefined;
  /** With `folders`: keep this editor session's hooked use too, wherever it was. */
  readonly editorSession?: string | undefined;
  /** False: without use that was hooked in an editor. */
  readonly hooked?: false | undefined;
  /** Keep only what the tools recorded on branches of these names; '' is use without a branch. */
  readonly branches?: readonly string[] | undefined;
  /** Keep only these sessions (`tool:nativeId`). */
  readonly sessions?: readonly string[] | undefined;
}

/** All use of one local day. */
export interface DayTotal extends Pick<Totals, 'total' | 'precision'> {
  readonly day: string;
}

/** One tool's tokens of one local day. */
export interface DayToolTotal {
  readonly day: string;
  readonly tool: string;
  readonly total: number;
}

/** One model's tokens of one local day. */
export interface DayModelTotal {
  readonly day: string;
  readonly model: string;
  readonly total: number;
}

/** The list price of a sum split by kind of token, whole nano-dollars; together `Totals.costNano`. */
export interface KindCosts {
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly input: number;
  readonly output: number;
  /** The split is not exact: long-context or changed prices, or fees that are no tokens, are shared out by size. */
  readonly estimated: boolean;
}

/** What came of findings of one kind on one local day. */
export interface GuardDay extends GuardCount {
  readonly day: string;
}

export interface UsageAnswer {
  readonly revision: number;
  readonly totals: Totals;
  readonly rows: readonly UsageRow[];
}

export interface SessionsQuery extends Omit<UsageQuery, 'by'> {
  readonly limit?: number | undefined;
}

/** `folders` are those of the workspace: all that a budget of the project counts. */
export interface BudgetQuery {
  readonly budget: Budget;
  readonly now: number;
  readonly zone: string;
  readonly folders: readonly string[];
}

/** What was hooked in one editor session, what a log tells of included. */
export interface WindowUse {
  /** Commands, wrapped or our own or of another extension. */
  readonly requests: number;
  /** Suggestions that were accepted. */
  readonly suggestions: number;
  readonly acceptedTokens: number;
  readonly droppedTokens: number;
  /** When the last use ended that counts by itself; null for none. */
  readonly lastAt: number | null;
}

/** Use that follows one another, of one kind, tool and model. */
export interface TimelineRow {
  readonly start: number;
  readonly end: number;
  readonly tool: string;
  readonly model: string;
  /** A tool's own requests, or a use that was hooked. */
  readonly what: 'requests' | 'subAgent' | HookedKind;
  /** The hooked command; '' for anything else. */
  readonly entrypoint: string;
  readonly requests: number;
  readonly total: number;
  /** Whole nano-dollars; null when a part has no price. */
  readonly costNano: number | null;
  readonly precision: Precision;
}

/** What git says of a branch. `folders`: where the repository is checked out. */
export type BranchFacts =
  | {
      readonly kind: 'branch';
      readonly name: string;
      /** Short id of the commit that is checked out; null before the first commit. */
      readonly head: string | null;
      readonly folders: readonly string[];
      /** The branch that commits are counted against; null on that branch itself, or where none is known. */
      readonly base: string | null;
      /** Commits beyond `base`; `more`: there are more than are counted. */
      readonly commits: { readonly count: number; readonly more: boolean } | null;
      /** What it was called before, where no branch is called so now. */
      readonly earlierNames: readonly string[];
    }
  | { readonly kind: 'detached'; readonly head: string | null; readonly folders: readonly string[] }
  | { readonly kind: 'none'; readonly reason: 'absent' | 'noRepository' | 'unsafe' | 'timeout' | 'failed' };

export type ScanPhase = 'idle' | 'listing' | 'reading';

export interface ScanProgress {
  readonly phase: ScanPhase;
  readonly filesDone: number;
  readonly filesTotal: number;
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly tools: readonly { readonly tool: string; readonly filesDone: number; readonly filesTotal: number }[];
}

/** What a process that reads logs apart from the editor's is asked, and tells. */
export type ApartMethods = {
  /** `holder`: on whose lease it reads; absent where a person asked for the reading. */
  read(input: { settings: WorkerSettings; holder: string | undefined }): { filesRead: number; records: number };
};
export type ApartEvents = { progress: Omit<ScanProgress, 'phase'> };

export type Problem = { readonly code: string; readonly detail: string };

/** A log that is still written, but no longer understood. */
export interface NewFormat {
  readonly tool: string;
  readonly store: string;
  /** Instant of the last record that was understood. */
  readonly since: number;
}

/** A damaged ledger was put aside, and all logs still here were counted again. */
export interface Rebuilt {
  readonly at: number;
  /** Name of the damaged file, beside the ledger; absent when the ledger was gone. */
  readonly aside?: string;
  /** Of when the backup is that was taken up; absent: there was none, and what no log tells any more is lost. */
  readonly backupAt?: number;
}

/** Why figures may be incomplete. */
export interface LedgerHealth {
  /** The ledger was damaged and counted anew from the logs. */
  readonly rebuilt?: Rebuilt;
  /** Nothing can be written since then. */
  readonly diskFull?: { readonly since: number };
  readonly newFormats: readonly NewFormat[];
  /** Tools that were used here and keep no token counts; absent: none. */
  readonly noCounts?: readonly string[];
}

/** What Erase took away, as a receipt; kept beside the ledger, so that every editor sees it. */
export interface Erasure {
  /** Another one for each time. */
  readonly epoch: string;
  readonly at: number;
  readonly files: number;
  readonly bytes: number;
  readonly rows: number;
  /** Nothing is counted until the person says from when. */
  readonly stopped: boolean;
  /** What lies before is never counted, whichever process makes the next ledger. */
  readonly since?: number;
}

export interface LedgerState {
  readonly revision: number;
  /** A first reading of this ledger has come to its end at least once. */
  readonly ready: boolean;
  /** This process scans in the background; otherwise another one does. */
  readonly leading: boolean;
  readonly paused: { readonly since: number; readonly until?: number } | null;
  readonly progress: ScanProgress;
  readonly lastScanAt?: number;
  readonly toolsFound: readonly string[];
  readonly toolsLooked: number;
  readonly path: string;
  /** Its folder is on a network: each machine has a ledger of its own there. */
  readonly ofOneMachine?: boolean;
  readonly bytes: number;
  readonly schema: number;
  readonly priceBook: { readonly version: string; readonly source: string; readonly date: string };
  readonly problems: readonly Problem[];
  readonly health: LedgerHealth;
}

export interface WorkerSettings {
  readonly home?: string | undefined;
  readonly ledger?: string | undefined;
  readonly editorUserFolder?: string | undefined;
  readonly extraRoots: Readonly<Record<string, readonly string[]>>;
  readonly priceOverrides: unknown;
  /** Requests keep their detail for so many days; absent: for good. */
  readonly retentionDays?: number | undefined;
}

/** Of which local days and how a report is summed. */
export interface ReportQuery extends Narrowing {
  readonly zone: string;
  /** Local days, both inclusive. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly by: readonly Dimension[];
  readonly now: number;
}

/** Local days of a zone, from one instant up to another. */
export interface DaysQuery extends Narrowing {
  readonly since: number;
  readonly until: number;
  readonly zone: string;
}

export type LedgerMethods = KeptLedgerMethods &
  InsightMethods & {
    configure(input: WorkerSettings): void;
    state(input: Record<string, never>): LedgerState;
    usage(input: UsageQuery): UsageAnswer;
    sessions(input: SessionsQuery): { readonly revision: number; readonly sessions: readonly SessionRow[] };
    /** The documented JSON of the command line's report, of local days, both ends included. */
    report(input: ReportQuery): object;
    /** Asks git, read-only: for folders that the person trusts. */
    branch(input: { readonly folder: string; readonly name?: string | undefined }): BranchFacts;
    /** Holds the ledger against what the tools say themselves. Takes seconds; cancellable between files. */
    verify(input: Record<string, never>): VerifyAnswer;
    /** The last local day with use before an instant, and its tokens. */
    lastUse(input: {
      readonly before: number;
      readonly zone: string;
    }): { readonly day: string; readonly total: number } | null;
    /** Local days with use, in order. */
    days(input: DaysQuery): readonly DayTotal[];
    /** Tokens of each tool on each local day, days in order. Both ends are starts of days. */
    daysByTool(input: Omit<DaysQuery, 'tools'>): readonly DayToolTotal[];
    /** Tokens of each model on each local day, in the same way. */
    daysByModel(input: DaysQuery): readonly DayModelTotal[];
    /** Tokens by hour of the local week: 168 of them, from Monday midnight. Both ends are starts of days. */
    hoursOfWeek(input: DaysQuery): readonly number[];
    /** Null when nothing of it has a price. */
    kindCosts(input: Omit<UsageQuery, 'by'>): KindCosts | null;
    /** Null for a budget of a plan window where no tool tells of any. */
    budget(input: BudgetQuery): BudgetCourse | null;
    /** The same part by part; null for a budget of a plan window. */
    budgetPath(input: BudgetQuery): BudgetPath | null;
    /** What stayed of the AI tools' edits, as last held against the repositories. */
    kept(input: KeptQuery): KeptAnswer;
    /** The score of the 28 days that end with a local day, with all that it is computed from. */
    /** What the own machine says of a week, more than a team may be told: `ownRow` makes the row of it. */
    ownWeek(input: { readonly week: WeekKey; readonly zone: string }): OwnWeek;
    keptScore(input: { readonly until: string; readonly zone: string }): KeptScore;
    /** Every badge as it stands on the local day of an instant. */
    badges(input: { readonly now: number; readonly zone: string }): BadgeAnswer;
    /** An editor ran on a local day with the guard on; `trust`: and with Workspace Trust. */
    /** `hours`: those that the person chose for a badge, as written. */
    noteGuarded(input: { readonly day: string; readonly trust: boolean; readonly hours: string }): void;
    /** Use that was seen in the editor itself. The same id again replaces what was told of it. */
    recordUse(input: { readonly uses: readonly HookedUse[] }): void;
    /** Adds what the guard found and what came of it to a local day's counts. */
    recordGuard(input: { readonly day: string; readonly counts: readonly GuardCount[] }): void;
    /** What the guard found, by local day and kind, days in order. */
    guardCounts(input: {
      readonly since?: string | undefined;
      readonly until?: string | undefined;
    }): readonly GuardDay[];
    windowUse(input: { readonly editorSession: string }): WindowUse;
    /** What counts of some sessions or folders, by time, the newest `limit` rows of it; `earlier` more were left out. */
    timeline(input: Omit<UsageQuery, 'by'> & { readonly limit: number }): {
      readonly rows: readonly TimelineRow[];
      readonly earlier: number;
    };
    /** Requests in the ledger. */
    rows(input: Record<string, never>): number;
    limits(input: { readonly now: number }): readonly LimitRow[];
    sources(input: Record<string, never>): readonly SourceRow[];
    /** Reads every log again from its start; figures stay, doubles cannot arise. Cancellable between files. */
    rescan(input: Record<string, never>): { readonly files: number; readonly records: number };
    /** Imports files, or says what that would add; all of them or, where one has a fault, none. */
    importFiles(input: {
      readonly paths: readonly string[];
      readonly at: number;
      readonly apply: boolean;
    }): ImportOutcome | FailedImport;
    /** The imports that are in the ledger, the latest first. */
    imports(input: Record<string, never>): readonly StoredImport[];
    /** Takes an import back; false where there is none of that number. */
    undoImport(input: { readonly id: number }): boolean;
    /** From `since` on nothing is counted; `until` absent: until resumed. */
    pause(input: { readonly since: number; readonly until?: number | undefined }): void;
    resume(input: { readonly at: number }): void;
    /** Removes the ledger with its backups. From then on nothing is counted, in any editor, until `countAgain`. */
    erase(input: { readonly at: number }): Erasure;
    /** What was erased last; null if nothing ever was. Answered without a ledger too. */
    erasure(input: Record<string, never>): Erasure | null;
    /** Counts again after Erase: all that the logs still hold, or what is used from `at` on. */
    countAgain(input: { readonly from: 'logs' | 'now'; readonly at: number }): void;
    /** Ends reading and closes the ledger; the last call. */
    close(input: Record<string, never>): void;
  };

export type LedgerEvents = {
  ledgerChanged: { readonly revision: number };
  progress: ScanProgress;
  stateChanged: Record<string, never>;
  /** Told at the start and at each later Erase, of whatever process. */
  erased: { readonly epoch: string };
};

export type { Dimension, LimitRow, SessionRow, SourceRow, Totals, UsageRow };
