import type { Dimension, LimitRow, SessionRow, SourceRow, Totals, UsageRow } from '../core/report.js';

/**
 * Host and scan worker. Queries are shaped like the data; events say that something changed, never what.
 * Instants are milliseconds since 1970, zones IANA names, a range is [since, until).
 */

export interface Range {
  readonly since?: number | undefined;
  readonly until?: number | undefined;
}

export interface UsageQuery extends Range {
  readonly zone: string;
  readonly by: readonly Dimension[];
  /** Keep only these tools; all when absent. */
  readonly tools?: readonly string[] | undefined;
  /** Keep only projects that are one of these folders or lie below one. */
  readonly folders?: readonly string[] | undefined;
  /** Keep only these sessions (`tool:nativeId`). */
  readonly sessions?: readonly string[] | undefined;
}

export interface UsageAnswer {
  readonly revision: number;
  readonly totals: Totals;
  readonly rows: readonly UsageRow[];
}

export interface SessionsQuery extends Range {
  readonly zone: string;
  readonly folders?: readonly string[] | undefined;
  /** Keep only these sessions (`tool:nativeId`). */
  readonly sessions?: readonly string[] | undefined;
  readonly limit?: number | undefined;
}

export type ScanPhase = 'idle' | 'listing' | 'reading';

export interface ScanProgress {
  readonly phase: ScanPhase;
  readonly filesDone: number;
  readonly filesTotal: number;
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly tools: readonly { readonly tool: string; readonly filesDone: number; readonly filesTotal: number }[];
}

export type Problem = { readonly code: string; readonly detail: string };

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
  readonly rebuilt?: Rebuilt;
  /** Nothing can be written since then. */
  readonly diskFull?: { readonly since: number };
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
}

export type LedgerMethods = {
  configure(input: WorkerSettings): void;
  state(input: Record<string, never>): LedgerState;
  usage(input: UsageQuery): UsageAnswer;
  sessions(input: SessionsQuery): { readonly revision: number; readonly sessions: readonly SessionRow[] };
  /** The last local day with use before an instant, and its tokens. */
  lastUse(input: {
    readonly before: number;
    readonly zone: string;
  }): { readonly day: string; readonly total: number } | null;
  limits(input: { readonly now: number }): readonly LimitRow[];
  sources(input: Record<string, never>): readonly SourceRow[];
  /** Reads every log again from its start; figures stay, doubles cannot arise. Cancellable between files. */
  rescan(input: Record<string, never>): { readonly files: number; readonly records: number };
  /** From `since` on nothing is counted; `until` absent: until resumed. */
  pause(input: { readonly since: number; readonly until?: number | undefined }): void;
  resume(input: { readonly at: number }): void;
  /** Ends reading and closes the ledger; the last call. */
  close(input: Record<string, never>): void;
};

export type LedgerEvents = {
  ledgerChanged: { readonly revision: number };
  progress: ScanProgress;
  stateChanged: Record<string, never>;
};

export type { Dimension, LimitRow, SessionRow, SourceRow, Totals, UsageRow };
