import type { BadgeId } from '../core/badges/registry.js';
import type { BudgetCourse } from '../core/budget/budget.js';
import type { LimitRow, SessionRow, SourceRow, Totals } from '../core/report.js';
import type { BoardName } from '../core/team/policy.js';
import type { BadgesData, BadgeView } from './badges.js';
import type { GuardCount } from './guard.js';
import type { InsightsData } from './insights.js';
import type { KeptAnswer } from './kept.js';
import type { DayTotal, Erasure, KindCosts, LedgerState, WindowUse } from './ledger.js';
import type { TeamData } from './team.js';

/** Page and host. The page opens with `hello`; on another protocol number it asks for a reload. */
export const pageProtocol = 6;

export const tabs = ['you', 'badges', 'team', 'privacy'] as const;
export type Tab = (typeof tabs)[number];

export const periods = ['session', 'today', '7d', '30d'] as const;
export type Period = (typeof periods)[number];

export interface ToolTotals {
  readonly tool: string;
  readonly totals: Totals;
}

/** What the You tab shows of one period, and of now. */
export interface YouData {
  readonly revision: number;
  readonly period: Period;
  /** All but `byTool` is of this tool alone; null: of all. */
  readonly tool: string | null;
  /** Instant the figures were taken. */
  readonly at: number;
  readonly totals: Totals;
  /** Most tokens first. */
  readonly byTool: readonly ToolTotals[];
  readonly now: {
    /** The AI session with a request in the last ten minutes; the newest. */
    readonly live: SessionRow | null;
    /** This editor session: window × workspace, with what was hooked in it; null without folder and hooked use. */
    readonly window: { readonly since: number; readonly totals: Totals; readonly hooked: WindowUse } | null;
    readonly branch: { readonly name: string; readonly totals: Totals } | null;
    readonly limits: readonly LimitRow[];
  };
  /** Last local day with use before today, if today has none. */
  readonly lastUse: { readonly day: string; readonly total: number } | null;
  /** Everything read up to now, of all time; only while the first reading goes on. */
  readonly soFar?: number;
  /** The cost of each kind of token; null without a price. Absent where nobody asked for it. */
  readonly kindCosts?: KindCosts | null;
  /** Absent: the person has set none; null: one of a plan window, and no tool tells of any. */
  readonly budget?: BudgetCourse | null;
  /** The editor does not trust this folder. */
  readonly restricted: boolean;
  /** Accepted suggestions could be counted here, and are not. */
  readonly offerAccepts?: boolean;
  readonly state: Pick<
    LedgerState,
    'ready' | 'paused' | 'progress' | 'toolsFound' | 'toolsLooked' | 'problems' | 'priceBook' | 'health'
  >;
}

/** Weeks that a calendar has; the page shows as many of the last ones as fit. */
export const calendarWeeks = 30;

export interface CalendarData {
  readonly revision: number;
  /** Local day of now. */
  readonly today: string;
  /** The Monday that the first week begins with. */
  readonly first: string;
  /** Days with use, in order. */
  readonly days: readonly DayTotal[];
}

/** Weeks that are told of what stayed. */
export const keptWeeks = 13;

/** What stayed of the AI tools' edits. */
export interface KeptData {
  readonly revision: number;
  /** Of the last 28 days. */
  readonly recent: KeptAnswer;
  /** The Mondays of the last weeks with what stayed of each, up to that of today. */
  readonly weeks: readonly { readonly first: string; readonly lines: number; readonly kept: number }[];
}

/** What lies behind one tool's sum. */
export interface ToolDetail {
  /** Most tokens first. */
  readonly models: readonly { readonly model: string; readonly totals: Totals }[];
  /** The newest ones. */
  readonly sessions: readonly SessionRow[];
  /** There are others, older ones. */
  readonly moreSessions: boolean;
}

/** What the Privacy tab shows. */
export interface PrivacyData {
  readonly at: number;
  /** Tools with logs here, as they were read. */
  readonly sources: readonly Omit<SourceRow, 'store'>[];
  /** The person's home folder, to shorten paths. */
  readonly home: string;
  readonly ledger: Pick<LedgerState, 'path' | 'bytes'> & { readonly rows: number };
  readonly retentionDays: number;
  readonly paused: LedgerState['paused'];
  /** Findings of the guard of all time and kinds; null for none. */
  readonly guard: Omit<GuardCount, 'rule'> | null;
}

export const pauseLengths = ['hour', 'tomorrow', 'resumed'] as const;
export type PauseLength = (typeof pauseLengths)[number];

/** Reason of a failed question while nothing counts after Erase. */
export const erasedReason = 'erased';

/** Code in `state.problems` while nothing counts: the worker is gone and no other process leads. */
export const stoppedProblem = 'stopped';

/** Where the figures come from; labelled on every screen unless `real`. */
export type DataKind = 'real' | 'demo';

export interface Hello {
  readonly protocol: number;
  /** Last snapshot, painted at once; null before the first. */
  readonly snapshot: YouData | null;
  readonly view: ViewState;
  readonly dataKind: DataKind;
  readonly locale: string;
  readonly zone: string;
  /** 'list price' or, on a flat plan, 'list value'. */
  readonly plan: 'api' | 'subscription' | 'credits';
  /** As they were told last; null before the first time. */
  readonly badges: BadgesData | null;
  /** Absent: no tab Team (see `protocol/team.ts`); null: nothing of a team is known yet. */
  readonly team?: TeamData | null;
  /** Translations of the page's strings, English text to translation; empty for English. */
  readonly words: Readonly<Record<string, string>>;
}

/** What the person arranged; the host saves it. */
export interface ViewState {
  readonly tab: Tab;
  readonly period: Period;
  /** The one tool that the You tab is about; null: all. */
  readonly tool: string | null;
  /** Ids of folded sections. */
  readonly folded: readonly string[];
  /** Token kinds shown as cost instead of tokens. */
  readonly kindsAsCost: boolean;
  /** The board of the team that is looked at; absent: Kept work. */
  readonly board?: BoardName;
  /** Absent: nothing was seen yet. */
  readonly badges?: BadgeView;
}

export type PageCommand =
  | 'report'
  | 'pause'
  | 'resume'
  | 'diagnose'
  | 'verify'
  | 'rescan'
  | 'restart'
  | 'reload'
  | 'settings'
  | 'addFolder'
  | 'addPrice'
  | 'retention'
  | 'export'
  | 'erase'
  | 'showLedger'
  | 'trust'
  | 'countAccepted'
  | 'setBudget'
  | 'demo';

export type HostMethods = {
  hello(input: { readonly protocol: number }): Hello;
  you(input: { readonly period: Period; readonly tool: string | null }): YouData;
  calendar(input: { readonly tool: string | null }): CalendarData;
  kept(input: { readonly tool: string | null }): KeptData;
  tool(input: { readonly period: Period; readonly tool: string }): ToolDetail;
  privacy(input: Record<string, never>): PrivacyData;
  badges(input: Record<string, never>): BadgesData;
  /** What was erased last; null if nothing ever was. */
  erasure(input: Record<string, never>): Erasure | null;
  countAgain(input: { readonly from: 'logs' | 'now' }): void;
  pause(input: { readonly length: PauseLength }): void;
  /** Opens the report of a session or of a local day. */
  report(input: { readonly session: string } | { readonly day: string }): void;
  /** Null: of all tools. */
  insights(input: { readonly tool: string | null }): InsightsData;
  /** What the person says of a finding. */
  judgeInsight(input: { readonly id: string; readonly dismissed: boolean; readonly right: boolean | null }): void;
  /** Opens the moments of a finding. */
  showInsight(input: { readonly id: string }): void;
  /** Opens the days, commits or sessions that a badge counts. */
  showBadge(input: { readonly id: BadgeId }): void;
  saveView(input: ViewState): void;
  copy(input: { readonly text: string }): void;
  run(input: { readonly command: PageCommand }): void;
};

export type HostEvents = {
  /** Figures changed; ask again. */
  changed: { readonly revision: number };
  progress: LedgerState['progress'];
  stateChanged: Record<string, never>;
  /** Another part of the editor wants this tab to be seen. */
  showTab: { readonly tab: Tab };
};

export type PageMethods = Record<string, never>;
export type PageEvents = Record<string, never>;
