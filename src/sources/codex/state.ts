import type { RequestObservation } from '../../core/observation.js';
import type { Initiator } from '../../core/usage.js';
import { type Counter, newCounter } from './counter.js';
import type { KnownLimits } from './limits.js';

/** What reading a rollout has to remember. Plain JSON; its size grows only by 6 bytes a request. */
export interface CodexState {
  /** The thread's own id; from the file's name until its `session_meta` was read. */
  thread: string;
  /** Whether its own `session_meta` was read. */
  known: boolean;
  /** Instant of that line; 0 if unknown. */
  created: number;
  /** Threads whose history this file may repeat: parents by the head, and others whose `session_meta` it holds. */
  ancestors: string[];
  /** Only of a child, and only until it is certain that what follows is its own. */
  opening?: Opening | undefined;
  /** What `opening.hashes` were when it ended. */
  copied?: string | undefined;
  /** A line was left out that another file may prove to be whole. */
  asks?: true | undefined;
  /** Certain by ids, not by time, that what follows is the thread's own: then no ancestor can have it. */
  proven: boolean;
  subagent: boolean;
  counter: Counter;
  limits: KnownLimits;
  /** `limit_id` of the last `rate_limits`. */
  lane: string;
  /** The last instant told, for lines without one; 0 before the first. */
  at: number;
  model: string;
  project: string;
  branch: string;
  agent: string;
  provider?: string | undefined;
  toolVersion?: string | undefined;
  entrypoint?: string | undefined;
  serviceTier?: string | undefined;
  initiator?: Initiator | undefined;
  turn?: string | undefined;
  contextWindow?: number | undefined;
}

/** The beginning of a child's file, where its parent's history may be repeated. */
export interface Opening {
  /** Instant of the last line in the burst of lines that the file began with. */
  last: number;
  /** Whether that burst still goes on. */
  burst: boolean;
  /** Usage lines in the burst. */
  rows: number;
  /** Another thread's `session_meta` stands in this file. */
  foreign: boolean;
  /** A turn without a telling id began before any usage. */
  begun: boolean;
  /** The turn being read is older than this thread, by its id. */
  older: boolean;
  /** Hashes of the totals that may be repeated, for the other children of the same parent. */
  hashes: string;
  /** The burst's only usage line so far, and its total's hash. */
  held?: { readonly row: RequestObservation; readonly hash: string } | undefined;
}

/** All members from the beginning, as in a counter. */
export function newState(thread: string): CodexState {
  return {
    thread,
    known: false,
    created: 0,
    ancestors: [],
    opening: undefined,
    copied: undefined,
    proven: false,
    subagent: false,
    counter: newCounter(),
    limits: {},
    lane: '',
    at: 0,
    model: 'unknown',
    project: '',
    branch: '',
    agent: '',
    provider: undefined,
    toolVersion: undefined,
    entrypoint: undefined,
    serviceTier: undefined,
    initiator: undefined,
    turn: undefined,
    contextWindow: undefined,
    asks: undefined,
  };
}

const rolloutName = /rollout-.*?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.jsonl/i;

/** The thread's id in a rollout's name, else the whole name. */
export function threadOfName(relativePath: string): string {
  return (
    rolloutName.exec(relativePath)?.[1] ??
    relativePath.slice(relativePath.lastIndexOf('/') + 1).replace(/\.jsonl(\.zst)?$/, '')
  );
}
