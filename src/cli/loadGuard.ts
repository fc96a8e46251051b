import type * as Guard from './guard.js';

/** The bundle of `tallyboard guard`, read when it is asked for. */
export function loadGuard(): typeof Guard {
  return require('./guard.cjs') as typeof Guard;
}
