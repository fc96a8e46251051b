import type { AdminSet, Bodies } from '../core/team/bodies.js';
import { canonical } from '../core/team/canonical.js';
import { signedText } from '../core/team/cleared.js';
import { type DeviceKey, isSignedBy } from './keys.js';

/** The set of admins that follows another; the first without one. Signed by one of the admins before. */
export function adminSet(team: string, keys: readonly string[], by: DeviceKey, before?: AdminSet): AdminSet {
  const said = { n: (before?.n ?? 0) + 1, keys: keys.toSorted(), by: by.public };
  return { ...said, sig: by.sign(signedText('admins', { team, ...said })) };
}

/**
 * Who the admins are now, by a roster's list of sets. It has to go on from the set that is known, each next one signed by an
 * admin of the one before: who is no admin any more cannot write a list that a member follows. Undefined for another.
 */
export function adminsNow(roster: Bodies['roster'], known: AdminSet): AdminSet | undefined {
  const from = roster.admins.findIndex((set) => canonical(set) === canonical(known));
  if (from < 0) return undefined;
  const later = roster.admins.slice(from);
  const follow = later.slice(1).every((set, index) => {
    const { sig, ...said } = set;
    const before = later[index];
    if (before === undefined || set.n !== before.n + 1 || set.keys.length === 0) return false;
    return (
      before.keys.includes(set.by) && isSignedBy(set.by, signedText('admins', { team: roster.team, ...said }), sig)
    );
  });
  return follow ? later.at(-1) : undefined;
}
