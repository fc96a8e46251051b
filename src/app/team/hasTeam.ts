import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from '../../platform/places.js';

/** Whether this machine has a team, by a look at one folder: without one nothing of teams runs. */
export function hasTeam(): boolean {
  return teamNames().length > 0;
}

/** Ids of the teams of this machine, by the same look. */
export function teamNames(): readonly string[] {
  try {
    return readdirSync(join(dataFolder(), 'teams')).sort();
  } catch {
    return [];
  }
}
