import { createHash } from 'node:crypto';

/** The first 64 bits of a text's SHA-256 in groups of four that can be read out. */
export function fingerprint(text: string): string {
  const hash = createHash('sha256').update(text, 'utf8').digest('hex');
  return hash.slice(0, 16).replace(/.{4}(?=.)/g, '$& ');
}
