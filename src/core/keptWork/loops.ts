import { variation } from './statistics.js';

/** One request of a session, in order. */
export interface Turn {
  readonly at: number;
  readonly output: number;
  /** A person spoke before it. */
  readonly human: boolean;
  /** A file was changed by it. */
  readonly changed: boolean;
}

const leastTurns = 100;
const evenTiming = 0.35;
const evenOutput = 0.25;
const fewChanges = 0.02;

/**
 * The stretches [first, last] of a session that are loops without purpose (G9): 100 turns or more in a row without a
 * person and without a changed file, with an even beat, with even answers, or in a session that hardly changes files.
 */
export function loopsOf(turns: readonly Turn[]): readonly (readonly [first: number, last: number])[] {
  const rarely = turns.filter(({ changed }) => changed).length < fewChanges * turns.length;
  const loops: (readonly [number, number])[] = [];
  let first = 0;
  for (let next = 0; next <= turns.length; next++) {
    const turn = turns[next];
    if (turn && !turn.human && !turn.changed) continue;
    const stretch = turns.slice(first, next);
    if (stretch.length >= leastTurns && (rarely || isEven(stretch))) loops.push([first, next - 1]);
    first = next + 1;
  }
  return loops;
}

/** Beats or answers of one kind, as of what goes on by itself. */
export function isEven(turns: readonly Turn[]): boolean {
  const pauses = turns.slice(1).map(({ at }, index) => at - (turns[index] as Turn).at);
  return variation(pauses) < evenTiming || variation(turns.map(({ output }) => output)) < evenOutput;
}
