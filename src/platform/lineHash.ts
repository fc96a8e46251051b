import { hash } from 'node:crypto';
import type { LineHash } from '../core/keptWork/evaluation.js';
import { normalLine } from '../core/keptWork/normalLine.js';

/** Bytes of a line's hash. */
export const hashBytes = 8;

/**
 * Hashes lines with a key that is random, of one ledger, and never leaves it: who has the hashes alone can try no text
 * against them. Eight bytes: among ten million lines two meet by chance once in 370,000 repositories.
 */
export class LineHasher {
  readonly #key: string;

  /** @param key 32 random bytes as hex */
  constructor(key: string) {
    this.#key = key;
  }

  /** Undefined for a line that cannot count. */
  line(text: string): LineHash | undefined {
    const normal = normalLine(text);
    return normal === undefined ? undefined : this.#of(normal);
  }

  /** A file's path in its repository, `/` between folders. */
  path(path: string): string {
    return this.#of(`/${path}`);
  }

  #of(text: string): string {
    return hash('sha256', this.#key + text, 'binary').slice(0, hashBytes);
  }
}

/** Hashes one after the other. */
export function packed(hashes: readonly LineHash[]): Uint8Array {
  return Buffer.from(hashes.join(''), 'latin1');
}

export function unpacked(bytes: Uint8Array): LineHash[] {
  const text = Buffer.from(bytes).latin1Slice();
  return Array.from({ length: text.length / hashBytes }, (_, at) => text.slice(at * hashBytes, (at + 1) * hashBytes));
}
