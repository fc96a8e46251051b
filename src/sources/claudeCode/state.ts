import type { Checkpoint } from '../../core/observation.js';
import type { ModelSum } from './costState.js';
import type { Interrupted } from './interrupted.js';
import type { Growth, Runs } from './killedRuns.js';

/** What of a transcript must be known when its next line is read. */
export interface ClaudeState {
  /** Working folder, branch and build of the last request: `cost-state` has none of them. */
  project: string;
  branch: string;
  toolVersion: string | undefined;
  /** Instant of the line that the file begins with, of a run without a terminal: requests before it are copies. */
  began?: number | undefined;
  /** Instant of the last request of this file. */
  lastAt: number;
  /** The last request of this file that had an instant; '' before. */
  lastId: string;
  /** Of a request of which no line has told the instant so far, the one with the most output. */
  undated?: { id: string; output: number; line: Readonly<Record<string, unknown>> } | undefined;
  /** Instant of the last compaction since the last `cost-state`; 0 for none. */
  compactedAt: number;
  /** Session that a copied line says made the request: this file is its fork. */
  parent: string | undefined;
  /** Instant of the last request or compaction before the session's own first request. */
  copiedAt?: number | undefined;
  /** Instant of the first request that this session made itself. */
  firstOwnAt: number;
  /** What a fork of this session would have, too: the first request, and its compactions. */
  shared: string[];
  /** Whether the file's requests do not say which session made them. */
  unsigned: boolean;
  /** Instant of the first of them or, if later, the one that the file begins with. */
  firstAt?: number | undefined;
  /** Session whose requests, by their age, those are that this one's file begins with too. */
  sharedWith: string | undefined;
  /** The last `cost-state`, until the next request shows where what it contains ends. */
  open: { session: string; at: number; since?: number | undefined; models: ModelSum[]; grown?: Growth[] } | undefined;
  /** Answers that no figures have. */
  interrupted?: Interrupted[] | undefined;
  /** Of the runs that `cost-state` tells, and those that it does not. */
  runs?: Runs | undefined;
  /** Requests without an id of the last instant that had one. */
  twins?: { at: number; names: string[] } | undefined;
}

/** All members from the beginning: with each that came later V8 would have one more kind of state, and compile what reads it for all of them. */
export function startState(): ClaudeState {
  return {
    project: '',
    branch: '',
    toolVersion: undefined,
    began: undefined,
    lastAt: 0,
    lastId: '',
    undated: undefined,
    compactedAt: 0,
    parent: undefined,
    copiedAt: undefined,
    firstOwnAt: 0,
    shared: [],
    unsigned: false,
    firstAt: undefined,
    sharedWith: undefined,
    open: undefined,
    interrupted: undefined,
    runs: undefined,
    twins: undefined,
  };
}

/** What a request line tells the state. `own`: the session made it itself. */
export function noteRequest(state: ClaudeState, at: number, own: boolean): void {
  state.lastAt = Math.max(state.lastAt, at);
  if (own && (state.firstOwnAt === 0 || at < state.firstOwnAt)) state.firstOwnAt = at;
}

export function noteCopy(state: ClaudeState, at: number): void {
  state.copiedAt = Math.max(state.copiedAt ?? at, at);
}

/** Whether a fork's figures began after all that it copied: then its parent had none to take over. */
function isBegunAnew(since: number | undefined, { parent, copiedAt }: ClaudeState): boolean {
  return parent !== undefined && since !== undefined && copiedAt !== undefined && since > copiedAt;
}

/**
 * The checkpoints of the open `cost-state`, containing rows up to `covers`. What its last run used is weighed first where it is known,
 * so it stands before the figures as a whole, which forks go on from.
 */
export function checkpoints(state: ClaudeState, covers: number): Checkpoint[] {
  const { open } = state;
  if (!open) return [];
  const { session, at, models, grown = [] } = open;
  const parent = isBegunAnew(open.since, state) ? undefined : (state.parent ?? state.sharedWith);
  const common = {
    kind: 'checkpoint',
    tool: 'claude-code',
    store: 'transcript',
    session,
    covers,
    project: state.project,
    branch: state.branch,
    toolVersion: state.toolVersion,
  } as const;
  const whole = models.map((sum) => ({
    ...common,
    at: grown.some(({ model }) => model === sum.model) ? at + 1 : at,
    since: parent === undefined ? open.since : undefined,
    parent,
    // Without a request of its own it may be as young as all that its parent has told.
    forkedAt: parent === undefined || state.parent === undefined ? undefined : state.firstOwnAt || undefined,
    ...sum,
  }));
  return [...grown.map((sum) => ({ ...common, at, parent: undefined, ...sum })), ...whole];
}
