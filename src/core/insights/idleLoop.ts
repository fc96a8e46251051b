import { isEven, loopsOf } from '../keptWork/loops.js';
import type { Detector } from './facts.js';
import { between, wholeFinding } from './whole.js';

/**
 * Loops without purpose (TEAM §3, G9) whose beat or answers are even: a long run that only reads, as research does, may
 * serve a purpose. Avoided by a limit of turns, or by a look at a run that changes nothing.
 */
export const idleLoop: Detector = (facts) =>
  loopsOf(facts.requests)
    .filter(([first, last]) => isEven(facts.requests.slice(first, last + 1)))
    .map(([first, last]) => wholeFinding('idle-loop', facts, between(first, last)));
