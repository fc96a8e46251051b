import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonOf, record } from '../../core/json.js';
import type { Told } from '../../core/team/figures.js';
import type { Choices } from '../../core/team/own.js';
import type { TeamPolicy } from '../../core/team/policy.js';
import { withFileLock } from '../../platform/fileLock.js';
import { writeWhole } from '../../platform/wholeFile.js';
import { TeamError } from '../../team/teamError.js';

/** What could be shared. */
interface Offer {
  readonly choices: Choices;
  /** Parts of a row that the person was shown before any of them left: what is not here is not sent. */
  readonly seen: readonly string[];
}

/** What the person said about sharing, and what was told to him. `choices` and `seen` are of the last preview: he need not have said yes. */
export interface Sharing extends Offer {
  /** What he said yes to, by sharing it: the clock sends nothing else. Null: nothing yet, or nothing that was noted since an earlier version. */
  readonly agreed: Offer | null;
  readonly paused: boolean;
  /** He wanted to publish and the place was out of reach: done at the next look. */
  readonly unsent: boolean;
  readonly last: { readonly at: number; readonly bytes: number } | null;
  readonly told: Told;
  /** The policy under which he shared last by his own act: nothing is sent by the clock under another. */
  readonly accepted: TeamPolicy | null;
  /** The policy as he was shown it last. */
  readonly read: TeamPolicy | null;
  /** Parts that a share would have gained when it was tried last, and that he was not shown yet. */
  readonly lacks: readonly string[];
  /** Instant of the last look at the team that reached it. */
  readonly looked: number;
  /** The local day on which the clock tried last. */
  readonly tried: string;
}

export const nothingShared: Sharing = {
  choices: { onBoard: false, score: false, tokens: false, waste: false, badges: [], ask: [] },
  seen: [],
  agreed: null,
  paused: false,
  unsent: false,
  last: null,
  told: {},
  accepted: null,
  read: null,
  lacks: [],
  looked: 0,
  tried: '',
};

/** What the person said yes to; null before he has shared for the first time. An earlier version did not note it apart. */
export function agreedOffer({ agreed, last, unsent, choices, seen }: Sharing): Offer | null {
  if (agreed !== null) return agreed;
  return last === null && !unsent ? null : { choices, seen };
}

/** Throws `damagedFiles`. */
export function readSharing(folder: string): Sharing {
  const path = join(folder, 'sharing.json');
  if (!existsSync(path)) return nothingShared;
  const value = record(jsonOf(readFileSync(path, 'utf8')));
  if (value === undefined) throw new TeamError('damagedFiles', path);
  return { ...nothingShared, ...(value as Partial<Sharing>) };
}

/** Changes what is there now: another process may have written meanwhile. Of a team that was erased nothing is written again. */
export function changeSharing(folder: string, change: (now: Sharing) => Sharing): Sharing {
  return withFileLock(join(folder, 'lock.db'), 'own', () => {
    const before = readSharing(folder);
    const after = change(before);
    if (after === before || !existsSync(join(folder, 'state.json'))) return after;
    const path = join(folder, 'sharing.json');
    if (!existsSync(path)) writeFileSync(path, '{}', { mode: 0o600 });
    writeWhole(path, JSON.stringify(after));
    return after;
  });
}
