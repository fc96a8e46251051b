import type { InsightRow } from '../core/insights/rows.js';
import type { InsightTurn } from '../core/insights/turns.js';
import type { SessionRow } from '../core/report.js';

/** Days that are looked at for waste. */
export const insightDays = 28;

/** A row with what the person said of it. */
export interface JudgedInsight extends InsightRow {
  readonly dismissed: boolean;
  /** Whether it was right; null before the person says so. */
  readonly right: boolean | null;
}

export interface InsightsAnswer {
  readonly revision: number;
  /** The dearest first; dismissed ones too. */
  readonly rows: readonly JudgedInsight[];
  /** Where they were asked for: the requests of each moment of a row. */
  readonly turns?: readonly (readonly InsightTurn[])[];
}

/** What the ledger is asked about waste. */
export type InsightMethods = {
  /**
   * What need not have been used in sessions with use in the last 28 local days. Worked out a little at a time: other
   * questions go first. It takes a moment where much is new. `turnsOf`: the row whose requests are told too.
   */
  insights(input: { readonly now: number; readonly zone: string; readonly turnsOf?: string }): InsightsAnswer;
  /** Stays in the ledger, and is told to nobody. */
  judgeInsight(input: {
    readonly id: string;
    readonly dismissed: boolean;
    readonly right: boolean | null;
    readonly now: number;
  }): void;
};

/** A finding as the page shows it. */
export interface PageInsight extends Pick<JudgedInsight, 'id' | 'kind' | 'requests' | 'tokens' | 'costNano' | 'right'> {
  /** How often it came to that. */
  readonly times: number;
  readonly start: number;
  /** Of the first and the last of its requests, in their session: 1 is the first one. */
  readonly first: number;
  readonly last: number;
  /** Requests of the session. */
  readonly of: number;
  readonly session: Pick<SessionRow, 'id' | 'tool' | 'project'>;
}

/** What the page shows as worth a look. */
export interface InsightsData {
  readonly revision: number;
  readonly shown: readonly PageInsight[];
  /** Others, less dear ones. */
  readonly more: number;
}
