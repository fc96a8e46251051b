import { type LineStyle, LogFile } from './logFile.js';
import type { Plan } from './plan.js';
import type { Random } from './random.js';
import { Tally } from './tally.js';
import { Text } from './text.js';

/** Where a session works. */
export type Place = { readonly project: string; readonly branch: string };

/** A session that `append` can go on with. */
export type LiveSession = {
  readonly tool: 'claude-code' | 'codex';
  /** The log, relative to the home folder. */
  readonly path: string;
  readonly session: string;
  readonly project: string;
  readonly branch: string;
  readonly model: string;
  readonly version: string;
  /** Tokens in the window. */
  readonly context: number;
  /** The last instant in the log. */
  readonly at: number;
  /** Codex: the thread's cumulative usage and the number of its last line. */
  readonly total?: CodexUsage;
  readonly ordinal?: number;
};

/** Counts as Codex names them: cached, cache-write and reasoning tokens are parts of the other two. */
export type CodexUsage = {
  readonly input_tokens: number;
  readonly cached_input_tokens: number;
  readonly cache_write_input_tokens: number;
  readonly output_tokens: number;
  readonly reasoning_output_tokens: number;
  readonly total_tokens: number;
};

/** A home folder in the making. */
export type Home = {
  readonly root: string;
  readonly plan: Plan;
  readonly text: Text;
  readonly tally: Tally;
  /** Written so far, copies and compressed files included. */
  bytes: number;
  files: number;
  readonly live: LiveSession[];
};

/** What one session is to be. */
export type SessionWish = {
  readonly random: Random;
  readonly startAt: number;
  readonly until: number;
  readonly replies: number;
  readonly resultBytes: number;
  readonly traps: ReadonlySet<string>;
  /** Bytes of the line of a `hugeLine` trap. */
  readonly hugeBytes: number;
  readonly place: Place;
  /** Raw model ids and how often each answers a turn; the tool's usual ones when absent. */
  readonly models?: readonly (readonly [string, number])[];
  /** The session goes on after the plan's end: short pauses, and `append` can add to it. */
  readonly live: boolean;
};

/** A home folder that nothing is written to yet. */
export function emptyHome(plan: Plan, root: string): Home {
  return { root, plan, text: new Text(plan.seed), tally: new Tally(plan.timezone), bytes: 0, files: 0, live: [] };
}

export function openLog(path: string, style: LineStyle = {}): LogFile {
  return new LogFile(path, style);
}

/** Ends a log at an instant and enters it in the home's sums. */
export function closeLog(home: Home, file: LogFile, at: number): void {
  home.bytes += file.close(at);
  home.files += 1;
}

/** The style that a session's traps ask for. */
export function styleOf(traps: ReadonlySet<string>): LineStyle {
  return {
    carriageReturns: traps.has('carriageReturns'),
    byteOrderMark: traps.has('byteOrderMark'),
    spaced: traps.has('spaced'),
  };
}

/** Lines that no reader may stumble over: blank, not JSON, not an object. */
export function writeNoise(file: LogFile, random: Random): void {
  file.raw(
    random.pick([
      '\n',
      '   \n',
      '\r\n',
      'not json at all\n',
      '[1,2,3]\n',
      'null\n',
      '"text"\n',
      '42\n',
      '{"type":"assistant","mess\n',
    ]),
  );
}
