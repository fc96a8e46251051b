import type { webcrypto } from 'node:crypto';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { type Kind, largest } from '../core/team/bodies.js';
import { type Cleared, type Opened, read } from '../core/team/cleared.js';

declare const sealed: unique symbol;

/** An age file. Only `seal` makes it, from what was cleared: nothing else can reach a transport. */
export type Sealed = Uint8Array & { readonly [sealed]: true };

/** Seals to age recipients. */
export async function seal({ text }: Cleared, recipients: readonly string[]): Promise<Sealed> {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return (await encrypter.encrypt(text)) as Sealed;
}

/** What an identity opens. One for many objects: to make it costs as much as to open one. */
export class Opener {
  readonly #decrypter = new Decrypter();

  constructor(identity: string | webcrypto.CryptoKey) {
    this.#decrypter.addIdentity(identity);
  }

  /** The plaintext with its padding; undefined for what is too large, or not sealed to this identity. */
  async text(kind: Kind, bytes: Uint8Array): Promise<string | undefined> {
    if (bytes.length > largest[kind] || !isPlainAge(bytes)) return undefined;
    try {
      const plain = await this.#decrypter.decrypt(bytes);
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(plain);
    } catch {
      return undefined;
    }
  }

  /** Undefined for what is too large, not sealed to this identity, or not of its kind to the last byte. */
  async open<K extends Kind>(kind: K, bytes: Uint8Array): Promise<Opened<K> | undefined> {
    const text = await this.text(kind, bytes);
    return text === undefined ? undefined : read(kind, text);
  }
}

/** Only the age header whose recipients are all of X25519: a passphrase's would take seconds to try. */
function isPlainAge(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 64)).toString('latin1');
  return head.startsWith('age-encryption.org/v1\n-> X25519 ');
}

export function newIdentity(): Promise<string> {
  return generateX25519Identity();
}

/** Throws on what is no identity. */
export function recipientOf(identity: string | webcrypto.CryptoKey): Promise<string> {
  return identityToRecipient(identity);
}
