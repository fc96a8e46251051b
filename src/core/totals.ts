import type { Line } from './line.js';
import type { Shape } from './shape.js';
import type { FileFacts, LineSource } from './source.js';

/** Tokens as tools sum them: `input` holds both cache parts, `output` the reasoning. */
export interface ToldUsage {
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly output: number;
}

/** One cumulative figure of a session, as its tool tells it. */
export interface Told {
  /** The tool's own id of the session. */
  readonly session: string;
  /** Where the tool sums by model. */
  readonly model?: string | undefined;
  /** Milliseconds since 1970; NaN where neither the line nor one before it tells. */
  readonly at: number;
  readonly sum: ToldUsage;
  /** What the last request added, where told beside the sum. */
  readonly last?: ToldUsage | undefined;
  /** A record of one request that tells the sum beside it; another line may tell the same request again. */
  readonly record?: boolean | undefined;
  /** Tokens of requests that the line before it says were copied from another session. */
  readonly copied?: number | undefined;
  /** Tokens that the tool had counted before its counter began anew, where the log shows that it did. */
  readonly before?: number | undefined;
  /** Sessions whose use this figure may contain: the ones it was forked from. */
  readonly parents?: readonly string[] | undefined;
  /** Instant of the first request after the fork. */
  readonly forkedAt?: number | undefined;
  /** Id of the log's first request: a fork that does not say what it was forked from begins with the same. */
  readonly first?: string | undefined;
}

/**
 * Reads what a tool itself says that its sessions used, from the files of one of its sources. Only Verify runs it: a pass
 * of its own, so that counting never pays for it.
 */
export interface TotalsSource<State = unknown, Item = Told> {
  /** Whose files these are. */
  // biome-ignore lint/suspicious/noExplicitAny: each source owns its state type; it is not read through this.
  readonly source: LineSource<any>;
  readonly shape: Shape;
  start(file: FileFacts): State;
  /** May change `state`. */
  read(line: Line, state: State, tell: (told: Item) => void, file: FileFacts): void;
}

/** One line that tells a request, which may stand elsewhere too: what another counter may take for the request. */
export interface ToldCopy {
  readonly id: string;
  readonly at: number;
  readonly tokens: number;
  readonly output: number;
  /** Without the id that other counters tell repeats by: they count each such line. */
  readonly unkeyed: boolean;
  /** Tokens that only the split of a figure tells, not the figure itself. */
  readonly splitOnly: number;
}

export function toldTokens({ input, output }: ToldUsage): number {
  return input + output;
}
