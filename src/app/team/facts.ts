import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TeamFacts } from '../../core/badges/facts.js';
import { jsonOf } from '../../core/json.js';
import { noTeamFacts, readTeamFacts } from '../../core/team/badgeFacts.js';
import { canonical } from '../../core/team/canonical.js';
import { withFileLock } from '../../platform/fileLock.js';
import { dataFolder } from '../../platform/places.js';
import { writeWhole } from '../../platform/wholeFile.js';

/**
 * What a team tells badges, in a small file beside its keys: who judges badges needs neither those nor the code that opens
 * what a team writes. It goes with the team's folder.
 */
const file = 'facts.json';

/** Of all teams of this machine that told something. What is damaged or cannot be read tells nothing. */
export function teamFactsHere(): readonly TeamFacts[] {
  const teams = join(dataFolder(), 'teams');
  try {
    return readdirSync(teams).flatMap((name) => readFacts(join(teams, name)) ?? []);
  } catch {
    return [];
  }
}

/** Changes what is there now: another process may have written meanwhile. Of a team that was erased nothing is written again. */
export function changeTeamFacts(folder: string, change: (now: TeamFacts) => TeamFacts): void {
  const known = readFacts(folder);
  if (known !== undefined && canonical(change(known)) === canonical(known)) return;
  withFileLock(join(folder, 'lock.db'), 'own', () => {
    if (!existsSync(join(folder, 'state.json'))) return;
    const path = join(folder, file);
    const after = change(readFacts(folder) ?? noTeamFacts);
    if (!existsSync(path)) writeFileSync(path, '{}', { mode: 0o600 });
    writeWhole(path, JSON.stringify(after));
  });
}

export function forgetTeamFacts(folder: string): void {
  rmSync(join(folder, file), { force: true });
}

function readFacts(folder: string): TeamFacts | undefined {
  try {
    return readTeamFacts(jsonOf(readFileSync(join(folder, file), 'utf8')));
  } catch {
    return undefined;
  }
}
