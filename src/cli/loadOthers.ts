import type * as Others from './others.js';

/** The bundle of what is asked for now and then. */
export function loadOthers(): typeof Others {
  return require('./others.cjs') as typeof Others;
}
