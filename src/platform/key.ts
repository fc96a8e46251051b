import { hash } from 'node:crypto';

/** First 128 bits of SHA-256(namespace ‖ 0 ‖ id): the identity of a request in the ledger. */
export function requestKey(namespace: string, id: string): Buffer {
  return hash('sha256', `${namespace}\u0000${id}`, 'buffer').subarray(0, 16);
}

/** A positive 48-bit number that stands for a text where only equality matters. */
export function shortHash(text: string): number {
  return hash('sha256', text, 'buffer').readUIntBE(0, 6);
}
