import type { Random } from './random.js';

/** How a build of Codex writes its rollouts, and which oddities a session has. */
export type CodexShape = {
  readonly version: string;
  /** `token_usage_record` lines and line numbers (0.169). */
  readonly records: boolean;
  /** The last `token_count` again at each turn (0.44 and 0.104). */
  readonly repeats: boolean;
  /** Which of total and last usage a `token_count` has. */
  readonly usage: 'both' | 'totalOnly' | 'lastOnly' | 'sumOnly';
  /** Times as milliseconds since 1970. */
  readonly numericTimes: boolean;
  readonly oddCounters: boolean;
  /** Objects that look like counts inside a tool's result. */
  readonly decoys: boolean;
  /** No line tells the model. */
  readonly withoutModel: boolean;
};

const partial = ['totalOnly', 'lastOnly', 'sumOnly'] as const;
const oldBuilds = ['repeats', 'windowFill', 'restart', 'upgraded', 'replayedFork', ...partial];

/** The traps of a session without those that would leave its truth open: each line here names one ambiguity. */
export function agreeing(wanted: ReadonlySet<string>): Set<string> {
  const traps = new Set(wanted);
  const drop = (...names: readonly string[]): void => {
    for (const name of names) {
      traps.delete(name);
    }
  };
  if (traps.has('cleanFork')) {
    drop(...oldBuilds);
  }
  if (partial.some((name) => traps.has(name))) {
    drop('replayedFork', 'windowFill', 'restart', 'upgraded', 'repeats', 'staleLast');
  }
  if (traps.has('replayedFork')) {
    drop('upgraded');
  }
  return traps;
}

/** The shape of a session whose traps agree. */
export function codexShape(random: Random, traps: ReadonlySet<string>): CodexShape {
  const records = traps.has('cleanFork') || (random.chance(0.4) && !oldBuilds.some((name) => traps.has(name)));
  const repeats = traps.has('repeats');
  return {
    version: records ? '0.169.0' : repeats ? random.pick(['0.44.0', '0.104.0']) : '0.137.0',
    records,
    repeats,
    usage: partial.find((name) => traps.has(name)) ?? 'both',
    numericTimes: traps.has('numericTimes'),
    oddCounters: traps.has('oddCounters'),
    decoys: traps.has('decoys'),
    withoutModel: traps.has('withoutModel'),
  };
}
