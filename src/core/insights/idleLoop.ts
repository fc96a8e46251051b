import { loopsOf } from '../keptWork/loops.js';
import type { Detector } from './facts.js';
import { between, wholeFinding } from './whole.js';

/** Loops without purpose (TEAM §3, G9). Avoided by a limit of turns, or by a look at a run that changes nothing. */
export const idleLoop: Detector = (facts) =>
  loopsOf(facts.requests).map(([first, last]) => wholeFinding('idle-loop', facts, between(first, last)));
