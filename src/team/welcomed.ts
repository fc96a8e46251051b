import { signedText } from '../core/team/cleared.js';
import { certificateText } from './invites.js';
import { isSignedBy, memberId } from './keys.js';
import { Opener } from './sealing.js';
import type { Seat } from './seat.js';
import { inviteSlot } from './slots.js';

/** Looks for the answer of the admin who invited, and of nobody else; whether there is one. Its object is then taken away. */
export async function readWelcome(seat: Seat, signal?: AbortSignal): Promise<boolean> {
  const [keys, state] = [await seat.store.keys(), await seat.store.state()];
  if (keys.joining === null) return false;
  const slot = inviteSlot(keys.joining, 'welcome');
  const bytes = (await seat.transport.fetch([slot], signal)).get(slot);
  const opened = bytes && (await new Opener(keys.identity).open('welcome', bytes));
  if (opened === undefined) return false;
  const { body, sig } = opened;
  if (body.team !== state.team || memberId(body.by) !== state.invitedBy) return false;
  if (!isSignedBy(body.by, signedText('welcome', body), sig)) return false;
  const { device } = body;
  if (device !== null) {
    const text = certificateText(body.team, body.member, device.certificate);
    if (memberId(device.sigPub) !== body.member || !isSignedBy(device.sigPub, text, device.certificate.sig))
      return false;
  }
  const given = device && { identity: device.identity, sigPub: device.sigPub, certificate: device.certificate };
  await seat.store.changeKeys((now) => ({ ...now, ...given, joining: null }));
  await seat.store.changeState((now) => ({ ...now, member: body.member, admins: body.admins }));
  await clearAway(seat, keys.joining, signal);
  return true;
}

/** Both answers are of no more use; where they cannot be taken away, nobody can open them but the two. */
async function clearAway(seat: Seat, secret: string, signal?: AbortSignal): Promise<void> {
  const there = await seat.transport.list(signal);
  for (const kind of ['request', 'welcome'] as const) {
    const slot = inviteSlot(secret, kind);
    const version = there.get(slot);
    if (version !== undefined) await seat.transport.remove(slot, version, signal).catch(() => undefined);
  }
}
