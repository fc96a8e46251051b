import { Decrypter, Encrypter } from 'age-encryption';
import { jsonOf } from '../core/json.js';
import { type Backup, isBackup } from '../core/team/bodies.js';
import { firstState } from './found.js';
import { rosterOf, type Seat, type TeamKeys, type TeamState } from './seat.js';
import { TeamError } from './teamError.js';

/** In bytes; a backup is less than 3 KB. */
export const largestBackup = 16_384;
/** scrypt takes 2 to this power steps, as age's own program does: about a second for each passphrase that is tried. */
const usualWork = 18;

/**
 * What makes this machine the member that it is, as an age file of a passphrase. Nothing in it is of what others told, nor what the
 * person agreed to share. Throws `notMember`.
 */
export async function backUp({ store }: Seat, passphrase: string, work = usualWork): Promise<Uint8Array> {
  const [keys, state] = [await store.keys(), await store.state()];
  rosterOf(state);
  const { team, kind, name, address, alias, renamed = null, label, member, admins, numbers = 1 } = state;
  const { device, certificate, sigPub, identity } = keys;
  const part = { v: 1, team, kind, name, address, alias, renamed, label, member, admins, numbers };
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(work);
  return encrypter.encrypt(JSON.stringify({ ...part, device, certificate, sigPub, identity }));
}

/** Throws `noBackup`: another file, or another passphrase. */
export async function openBackup(bytes: Uint8Array, passphrase: string): Promise<Backup> {
  const text = bytes.length > largestBackup ? '' : await opened(bytes, passphrase);
  const backup = jsonOf(text);
  if (!isBackup(backup)) throw new TeamError('noBackup');
  return backup;
}

async function opened(bytes: Uint8Array, passphrase: string): Promise<string> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  return decrypter.decrypt(bytes, 'text').catch(() => '');
}

/** The machine as it was, before it has looked who is in the team now. */
export function restored(backup: Backup): { readonly keys: TeamKeys; readonly state: TeamState } {
  const { team, kind, name, address, alias, renamed, label, member, admins, numbers } = backup;
  const { device, certificate, sigPub, identity } = backup;
  const state = firstState({ kind, name, address, alias, label }, team);
  return {
    keys: { device, certificate, sigPub, identity, epochs: [], invites: [], joining: null },
    state: { ...state, ...(renamed === null ? {} : { renamed }), member, admins, numbers },
  };
}
