import { requireBundle } from '../app/compiledCode.js';
import type * as Team from './team.js';

/** The bundle of `tallyboard team`, alone with keys and sealing in it. */
export function loadTeam(): typeof Team {
  return requireBundle('team.cjs') as typeof Team;
}
