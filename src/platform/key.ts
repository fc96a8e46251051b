import type { hash } from 'node:crypto';

export const keyBytes = 16;

let loaded: typeof hash | undefined;

/** Of `node:crypto` on first need: to load that takes 5 ms, and a report that finds nothing new needs none of it. */
function hasher(): typeof hash {
  loaded ??= process.getBuiltinModule('node:crypto').hash;
  return loaded;
}

export function sha256(data: string | Uint8Array): Buffer {
  return hasher()('sha256', data, 'buffer');
}

/**
 * First 128 bits of SHA-256(namespace ‖ 0 ‖ id): the identity of a request in the ledger. `into` lets a caller keep
 * many in one buffer; a fresh one a request is work for the garbage collector.
 */
export function requestKey(
  namespace: string,
  id: string,
  into: Buffer = Buffer.allocUnsafe(keyBytes),
  offset = 0,
): Buffer {
  into.latin1Write(hasher()('sha256', `${namespace}\u0000${id}`, 'binary'), offset, keyBytes);
  return into;
}

/** A positive 48-bit number that stands for a text where only equality matters. */
export function shortHash(text: string): number {
  return sha256(text).readUIntBE(0, 6);
}
