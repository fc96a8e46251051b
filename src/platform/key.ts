import { shortSha256 } from './shortSha256.js';

export const keyBytes = 16;

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
  const digest = shortSha256().ofNamed(namespace, id);
  for (let index = 0; index < keyBytes; index++) into[offset + index] = digest[index] as number;
  return into;
}

/** A positive 48-bit number that stands for a text where only equality matters. */
export function shortHash(text: string): number {
  const digest = shortSha256().ofText(text);
  let number = 0;
  for (let index = 0; index < 6; index++) number = number * 256 + (digest[index] as number);
  return number;
}
