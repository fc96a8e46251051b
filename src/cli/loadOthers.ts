import { requireBundle } from '../app/compiledCode.js';
import type * as Others from './others.js';

/** The bundle of what is asked for now and then. */
export function loadOthers(): typeof Others {
  return requireBundle('others.cjs') as typeof Others;
}
