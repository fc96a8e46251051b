import { createHash } from 'node:crypto';
import { dayOf } from '../../core/day.js';
import { toldApart } from '../../core/team/alias.js';
import { canonical } from '../../core/team/canonical.js';
import { namedNow } from '../../core/team/heard.js';
import { notesSaid } from '../../core/team/notes.js';
import {
  changedParts,
  changedPolicy,
  firstAgreed,
  firstPolicy,
  isOver,
  type PolicyChange,
  type PolicyPart,
  type TeamPolicy,
} from '../../core/team/policy.js';
import type { TeamPolicyShown } from '../../protocol/teamWork.js';
import { issue } from '../../team/issue.js';
import { rosterOf, type TeamState } from '../../team/seat.js';
import { sync } from '../../team/sync.js';
import type { Membership } from './seat.js';
import { changeSharing, type Sharing } from './sharing.js';

/** The same on each machine: what the roster says. */
export function policyOfState({ roster, name, admins }: TeamState): TeamPolicy {
  return firstPolicy({ ...roster?.policy, name: roster?.name ?? name, admins: admins?.keys ?? [] });
}

/** SHA-256 of all that a policy says, in hexadecimal. */
export function policyHash(policy: TeamPolicy): string {
  return createHash('sha256').update(canonical(policy)).digest('hex');
}

/** Parts that are not as the person accepted them; none before he shared for the first time. */
export function unacceptedParts({ accepted }: Sharing, policy: TeamPolicy): readonly PolicyPart[] {
  return accepted === null ? [] : changedParts(accepted, policy);
}

/**
 * Parts that the person was not shown as they are, so that he cannot have accepted them. Who shared nothing yet was shown a
 * team that has agreed on nothing.
 */
export function unreadParts({ accepted, read }: Sharing, policy: TeamPolicy): readonly PolicyPart[] {
  const { name, admins } = policy;
  const before = read ?? accepted ?? firstPolicy({ name, admins });
  return accepted !== null && changedParts(accepted, policy).length === 0 ? [] : changedParts(before, policy);
}

/** Nothing is shared any more: a pilot was agreed on, and has ended. */
export function isPilotOver(policy: TeamPolicy, now: number): boolean {
  return isOver(policy, dayOf(now, policy.zone));
}

/** Brings up to date and shows: it counts as read from then on. `local`: as it was read last; nothing is reached. */
export async function readPolicy(team: Membership, local = false): Promise<TeamPolicyShown> {
  const state = local ? await team.seat.store.state() : await sync(team.seat);
  const { members } = rosterOf(state);
  const policy = policyOfState(state);
  const sharing = changeSharing(team.folder, (now) => ({ ...now, read: policy }));
  const names = toldApart(namedNow(members, state.heard));
  return {
    policy,
    hash: policyHash(policy),
    accepted: sharing.accepted,
    changed: unacceptedParts(sharing, policy),
    admins: names.filter((_, index) => policy.admins.includes(members[index]?.sigPub ?? '')),
    notes: notesSaid(members, state.heard),
  };
}

/** By an admin, who has read what he says; to share under it he still has to accept it. Throws `notAdmin`, `stale`. */
export async function changePolicy(team: Membership, change: PolicyChange): Promise<TeamPolicyShown> {
  const state = await sync(team.seat);
  const { members, policy: before = firstAgreed } = rosterOf(state);
  const policy = changedPolicy(before, change);
  if (policy !== before) await issue(team.seat, { members, policy, rotate: false });
  return readPolicy(team);
}
