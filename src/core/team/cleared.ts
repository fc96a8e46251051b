import { jsonOf } from '../json.js';
import { type Bodies, bodies, isSignature, type Kind } from './bodies.js';
import { canonical } from './canonical.js';
import { fields } from './fields.js';

declare const cleared: unique symbol;

/** The plaintext of one object, to the byte: all of it is in the types, and it is signed. Only `clear` makes it. */
export interface Cleared {
  readonly kind: Kind;
  readonly text: string;
  readonly [cleared]: true;
}

/** What an object of a kind says, read back. */
export interface Opened<K extends Kind> {
  readonly body: Bodies[K];
  readonly sig: string;
}

/** Sealed to one recipient, an object is so much longer than its plaintext; its size is then a multiple of `step`. */
const sealing = 200;
const step = 1_024;

/** Signs a body and makes it what is sealed. Throws `TypeError` on a body that is not of its type to the last member. */
export function clear<K extends Kind>(kind: K, body: Bodies[K], sign: (text: string) => string): Cleared {
  const fits: (value: unknown) => boolean = bodies[kind];
  if (!fits(body)) throw new TypeError(`No ${kind}`);
  const text = canonical({ body, sig: sign(signedText(kind, body)) });
  const missing = -(byteLength(text) + sealing) % step;
  return { kind, text: text + ' '.repeat(missing + (missing < 0 ? step : 0)) } as Cleared;
}

/** The text whose UTF-8 is signed. Kind and version are in it, so that nothing signed for one purpose serves another. */
export function signedText(kind: Kind | 'certificate' | 'admins', body: object): string {
  return `tallyboard/v1/${kind}\0${canonical(body)}`;
}

/** The one content of a plaintext; undefined for anything that `clear` would not have made so, padding apart. */
export function read<K extends Kind>(kind: K, text: string): Opened<K> | undefined {
  const trimmed = withoutPadding(text);
  const value = jsonOf(trimmed);
  // First the schema, which has a depth: to spell out what an attacker nested would overflow the stack.
  if (!fields({ body: bodies[kind] as (value: unknown) => value is Bodies[K], sig: isSignature })(value))
    return undefined;
  return canonical(value) === trimmed ? value : undefined;
}

export function withoutPadding(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === ' ') end--;
  return text.slice(0, end);
}

/** Bytes of a plaintext sealed to one recipient. */
export function sealedLength(text: string): number {
  return byteLength(text) + sealing;
}

/** Bytes of a text in UTF-8. */
export function byteLength(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    // A surrogate is half of a character of four bytes.
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
}
