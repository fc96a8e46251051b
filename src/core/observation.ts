import type { Initiator, Precision, TokenCounts } from './usage.js';

/**
 * One record of one request as one log tells it. Several observations may tell of the same request: copies in
 * resumed files, lines of one stream, or different stores of one tool. The ledger joins them by identity.
 *
 * What makes many of them names every field, told or not, in this order: V8 then sees objects of one kind, and compiles
 * what every request passes through less often. With the same care for rows (`emptyRow`), 3 % of a scan's CPU.
 */
export interface RequestObservation extends TokenCounts {
  readonly kind: 'request';
  /** Identity space, e.g. `claude-code`. Identity is `namespace` + `id`, global over files, sessions and roots. */
  readonly namespace: string;
  readonly id: string;
  /** Other ids of the same request in the same namespace (response id, span id, cumulative tuple). */
  readonly aliases?: readonly string[] | undefined;
  readonly tool: string;
  /** Which of the tool's stores told it, e.g. `transcript`, `debug-log`. */
  readonly store: string;
  /** Exactness of that store among the tool's stores: the higher wins a turn or session told by several. */
  readonly rank: number;
  /** The tool's own session (conversation) id, without the tool's name. */
  readonly session: string;
  readonly turn?: string | undefined;
  /** Instant of the record, milliseconds since 1970 UTC. */
  readonly at: number;
  /** The record itself says that it was copied from another session; then never taken as the earliest on a tie. */
  readonly copied: boolean;
  /** A row of a side chain or sub-agent file: loses against a row of the main chain with the same id. */
  readonly sidechain: boolean;
  /** Raw model id as logged, or `unknown`. */
  readonly model: string;
  readonly provider?: string | undefined;
  readonly toolVersion?: string | undefined;
  readonly serviceTier?: string | undefined;
  readonly speed?: string | undefined;
  readonly geo?: string | undefined;
  readonly initiator?: Initiator | undefined;
  /** Working folder of the record; '' if unknown. A local column: no share type has it. */
  readonly project: string;
  readonly branch: string;
  /** Sub-agent, skill or MCP server; '' for the main chain. */
  readonly agent: string;
  readonly entrypoint?: string | undefined;
  /** 1; a roll-up's stated count; 0 for what is no request of its own. */
  readonly requests: number;
  /** Tokens in the context window at this request, as far as the log tells. */
  readonly context?: number | undefined;
  /** Size of the window; only where told, never guessed. */
  readonly contextWindow?: number | undefined;
  readonly precision: Precision;
  /** What the tool itself says it cost, whole nano-dollars. */
  readonly reportedCost?: number | undefined;
  /** Premium requests or credits the tool charged for this request. */
  readonly credits?: number | undefined;
  readonly webSearches: number;
}

/**
 * A cumulative figure of a session and model, told by the tool at an instant. What it holds beyond the session's
 * own requests (compaction calls, helper calls) becomes one replaceable residue row.
 */
export interface Checkpoint extends TokenCounts {
  readonly kind: 'checkpoint';
  readonly tool: string;
  readonly store: string;
  readonly session: string;
  readonly model: string;
  /**
   * The figures are of the whole session, whatever models it had: what they grew by is the model's that is told with
   * them. All or none of a session's checkpoints are of this kind.
   */
  readonly whole?: true | undefined;
  /** Instant the residue is dated by; with session and model the identity of the checkpoint. */
  readonly at: number;
  /** The session's rows up to and including this instant are contained; `at` when absent. */
  readonly covers?: number | undefined;
  /** The session's rows before this instant are not contained: it went on with a new counter. Only without `parent`. */
  readonly since?: number | undefined;
  /** Session this one was forked from: its sums at the fork are contained in these. */
  readonly parent?: string | undefined;
  /** The parent's tool, where it is another one: of a copy that begins with all that the parent has, up to where it goes on by itself. */
  readonly parentTool?: string | undefined;
  /** Instant of the first request after the fork: the parent's checkpoints before it are contained. */
  readonly forkedAt?: number | undefined;
  /** Cumulative requests these figures cover, where told; the residue's `requests` is what the session's rows lack. */
  readonly requests?: number | undefined;
  readonly project: string;
  readonly branch: string;
  readonly toolVersion?: string | undefined;
  readonly webSearches: number;
}

/** How full a plan window is, as the tool's own log tells. */
export interface LimitSnapshot {
  readonly kind: 'limit';
  readonly tool: string;
  /** Length of the window, e.g. `5h`, `weekly`, `monthly`; the tool's own name where no length is told. */
  readonly window: string;
  /** 0 to 100 (may exceed it). */
  readonly usedPercent: number;
  /** Milliseconds since 1970; undefined where not told. */
  readonly resetsAt?: number | undefined;
  readonly at: number;
}

export type Observation = RequestObservation | Checkpoint | LimitSnapshot;
