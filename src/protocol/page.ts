import type { LimitRow, SessionRow, Totals } from '../core/report.js';
import type { LedgerState } from './ledger.js';

/** Page and host. The page opens with `hello`; on another protocol number it asks for a reload. */
export const pageProtocol = 1;

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
  /** Instant the figures were taken. */
  readonly at: number;
  readonly totals: Totals;
  /** Most tokens first. */
  readonly byTool: readonly ToolTotals[];
  readonly now: {
    /** The AI session with a request in the last ten minutes; the newest. */
    readonly live: SessionRow | null;
    /** This editor session: window × workspace; null without a workspace folder. */
    readonly window: { readonly since: number; readonly totals: Totals } | null;
    readonly branch: { readonly name: string; readonly totals: Totals } | null;
    readonly limits: readonly LimitRow[];
  };
  /** Last local day with use before today, if today has none. */
  readonly lastUse: { readonly day: string; readonly total: number } | null;
  /** Everything read up to now, of all time; only while the first reading goes on. */
  readonly soFar?: number;
  readonly state: Pick<
    LedgerState,
    'ready' | 'paused' | 'progress' | 'toolsFound' | 'toolsLooked' | 'problems' | 'priceBook'
  >;
}

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
  /** Translations of the page's strings, English text to translation; empty for English. */
  readonly words: Readonly<Record<string, string>>;
}

/** What the person arranged; the host saves it. */
export interface ViewState {
  readonly period: Period;
  /** Ids of folded sections. */
  readonly folded: readonly string[];
  /** Token kinds shown as cost instead of tokens. */
  readonly kindsAsCost: boolean;
}

export type PageCommand =
  | 'report'
  | 'pause'
  | 'resume'
  | 'diagnose'
  | 'rescan'
  | 'restart'
  | 'reload'
  | 'settings'
  | 'addFolder'
  | 'addPrice'
  | 'demo';

export type HostMethods = {
  hello(input: { readonly protocol: number }): Hello;
  you(input: { readonly period: Period }): YouData;
  saveView(input: ViewState): void;
  copy(input: { readonly text: string }): void;
  run(input: { readonly command: PageCommand }): void;
};

export type HostEvents = {
  /** Figures changed; ask again. */
  changed: { readonly revision: number };
  progress: LedgerState['progress'];
  stateChanged: Record<string, never>;
};

export type PageMethods = Record<string, never>;
export type PageEvents = Record<string, never>;
