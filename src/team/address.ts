import { isAbsolute } from 'node:path';
import { TeamError } from './teamError.js';

/** Where a team is kept, as a person wrote it. */
export type Address =
  | { readonly kind: 'dir'; readonly path: string }
  | { readonly kind: 'git'; readonly url: string; readonly protocol: 'https' | 'ssh' | 'file' };

/** `user@host:path`, which git takes for ssh. No part begins with a dash: ssh or git would take it for an option. */
const scp = /^[A-Za-z0-9_][A-Za-z0-9._-]*@[A-Za-z0-9][A-Za-z0-9.-]*:[A-Za-z0-9_/~.][^\s:]*$/;
const host = /^(?:[A-Za-z0-9_][A-Za-z0-9._-]*|\[[0-9a-f:.]+\])$/;
const longest = 500;

/**
 * Reads `git:URL` or `dir:PATH`. Of URLs https, ssh and file only, without a password in it: what a program of git's would
 * run, and what would stand in a log, is refused. Throws `badAddress`.
 */
export function readAddress(text: string): Address {
  const [kind, rest] = [text.slice(0, 4), text.slice(4)];
  if (text.length > longest || /[\p{Cc}\p{Cf}]/u.test(text)) throw new TeamError('badAddress');
  if (kind === 'dir:' && isAbsolute(rest)) return { kind: 'dir', path: rest };
  const protocol = kind === 'git:' ? protocolOf(rest) : undefined;
  if (protocol === undefined) throw new TeamError('badAddress');
  return { kind: 'git', url: rest, protocol };
}

export function isAddress(text: string): boolean {
  try {
    readAddress(text);
    return true;
  } catch {
    return false;
  }
}

function protocolOf(text: string): 'https' | 'ssh' | 'file' | undefined {
  if (scp.test(text)) return 'ssh';
  const url = URL.parse(text);
  // The address goes to git as it is: one that a browser would have to mend is none.
  if (url === null || /[\s\\]/.test(text) || !/^[a-z]+:\/\/[^-]/.test(text) || url.password !== '') return undefined;
  if (url.search !== '' || url.hash !== '' || url.pathname.length < 2) return undefined;
  if (url.protocol === 'file:') return url.host === '' ? 'file' : undefined;
  if (!host.test(url.hostname) || url.pathname.startsWith('/-')) return undefined;
  if (url.protocol === 'https:') return url.username === '' ? 'https' : undefined;
  return url.protocol === 'ssh:' && /^[A-Za-z0-9_]?[A-Za-z0-9._-]*$/.test(url.username) ? 'ssh' : undefined;
}

/** The host that git would ask; '' for a folder or file of this machine. Throws `badAddress`. */
export function hostOf(address: string): string {
  const place = readAddress(address);
  if (place.kind === 'dir' || place.protocol === 'file') return '';
  return URL.parse(place.url)?.host ?? place.url.slice(place.url.indexOf('@') + 1, place.url.indexOf(':'));
}
