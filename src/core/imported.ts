import type { RequestObservation } from './observation.js';
import type { TokenCounts } from './usage.js';

/**
 * What a person has imported stands beside the tools' own logs, under its own identity, so that it can be taken back. Its
 * rank says so: a line of Tallyboard's own export, or a record of telemetry, which a line of an export goes before.
 */
export const importRanks = { line: 14, telemetry: 15 } as const;

export function isImported({ rank }: { readonly rank: number }): boolean {
  return rank >= importRanks.line;
}

/**
 * How a line of an export is known again: by its `key`, which a tool's own log gives it too, or, where that depends on what else
 * is known of a session (sums, what a cumulative figure held beyond requests), only by its session.
 */
export type LineKind = 'request' | 'sum';

/** What a line of an export says of itself. */
export interface ImportedLine {
  readonly kind: LineKind;
  /** What it has in any ledger, 32 hexadecimal digits. */
  readonly key: string;
  /** Which of the files that are imported together; the first where not told. Lines of one export tell of different use. */
  readonly file?: number | undefined;
}

/** A request that a file tells. */
export interface ImportedRequest {
  readonly kind: 'request';
  readonly observation: RequestObservation;
  readonly line?: ImportedLine | undefined;
}

/**
 * A point of a metric: how many tokens a session's requests to a model took, in all since the series began or since the
 * point before. The classes of one instant may come as points of their own; their sum counts.
 */
export interface ImportedSum extends TokenCounts {
  readonly kind: 'sum';
  readonly tool: string;
  readonly session: string;
  readonly model: string;
  /** What tells one series from another: its attributes, and for a cumulative one when it began. */
  readonly series: string;
  readonly at: number;
  readonly cumulative: boolean;
}

export type Imported = ImportedRequest | ImportedSum;

/** Why a record of a file that tells of use is not taken. */
export const importSkips = ['no-session', 'no-timestamp', 'no-counts', 'told-twice', 'torn'] as const;
export type ImportSkip = (typeof importSkips)[number];

export interface ImportEmit {
  (imported: Imported): void;
  skip(reason: ImportSkip): void;
}

/** What an import comes to, or would: of each tool its records and by what its sum grows. */
export interface ImportOutcome {
  /** Undefined of one that was only tried, and of one that brought nothing new. */
  readonly id: number | undefined;
  readonly tools: readonly ToolOutcome[];
  readonly skipped: Readonly<Partial<Record<ImportSkip, number>>>;
}

export interface ToolOutcome {
  readonly tool: string;
  /** Requests that the files tell. */
  readonly requests: number;
  /** Of those: counted now; told by the tool's own log or by a better line; known from an import before; used in a pause. */
  readonly added: number;
  readonly told: number;
  readonly known: number;
  readonly paused: number;
  /** Points of metrics, which count only as far as they exceed the requests of their session. */
  readonly points: number;
  /** By how much the tool's sums grow; requests are API calls. */
  readonly growth: Growth;
}

export interface Growth {
  readonly requests: number;
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite5m: number;
  readonly cacheWrite1h: number;
  readonly output: number;
  readonly total: number;
}

export interface StoredImport {
  readonly id: number;
  readonly at: number;
  /** Their names, without folders. */
  readonly files: readonly string[];
  readonly requests: number;
  readonly points: number;
}

/** What keeps a file from being imported. */
export type ImportFailure =
  | 'absent'
  | 'unreadable'
  | 'folder'
  | 'no-json'
  | 'unclosed'
  | 'too-long'
  | 'no-line'
  | 'newer'
  | 'ccusage'
  | 'nothing';

/** Why nothing of any file was imported. */
export interface FailedImport {
  readonly reason: ImportFailure;
  readonly path: string;
  readonly line?: number | undefined;
}
