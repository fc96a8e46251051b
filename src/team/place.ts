import { join } from 'node:path';
import { readAddress } from './address.js';
import { FolderTransport } from './folderTransport.js';
import { GitTransport } from './gitTransport.js';
import { TeamError } from './teamError.js';
import type { Transport } from './transport.js';

/** The transport to an address; `folder` is for what it needs on the way. Throws `badAddress`. */
export function transportTo(address: string, folder: string): Transport {
  const place = readAddress(address);
  return place.kind === 'dir' ? new FolderTransport(place.path) : new GitTransport(place, join(folder, 'git'));
}

/** An invite's code with the address behind a dot, where others can reach that: not a folder or file of one machine. */
export function codeWithPlace(code: string, address: string): string {
  return isReachable(address) ? `${code}.${Buffer.from(address, 'utf8').toString('base64url')}` : code;
}

/** The address that a code names. Never one on the machine of who reads it, whatever the code says. */
export function placeOfCode(code: string): { readonly invite: string; readonly address: string | undefined } {
  const [invite = '', place] = code.trim().split('.', 2);
  if (place === undefined) return { invite, address: undefined };
  const address = place.length < 2_000 ? Buffer.from(place, 'base64url').toString('utf8') : '';
  if (!isReachable(address)) throw new TeamError('noInvite');
  return { invite, address };
}

function isReachable(address: string): boolean {
  try {
    const place = readAddress(address);
    return place.kind === 'git' && place.protocol !== 'file';
  } catch {
    return false;
  }
}
