import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from '../platform/places.js';

/** Whether this machine has a team, by a look at one folder: without one nothing of teams runs. */
export function hasTeam(): boolean {
  try {
    return readdirSync(join(dataFolder(), 'teams')).length > 0;
  } catch {
    return false;
  }
}
