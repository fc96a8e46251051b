import {
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
  type webcrypto,
} from 'node:crypto';

/** Signs in the name of one device. */
export interface DeviceKey {
  /** Raw Ed25519 public key, base64url. */
  readonly public: string;
  sign(text: string): string;
}

/** Base64url of random bytes. */
export function randomText(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}

/** PKCS #8 of an Ed25519 and of an X25519 private key, up to its 32 bytes. */
const ed25519Head = Buffer.from('302e020100300506032b657004220420', 'hex');
const x25519Head = Buffer.from('302e020100300506032b656e04220420', 'hex');

/** @param seed 32 bytes, base64url: the secret key of RFC 8032. */
export function deviceKey(seed: string): DeviceKey {
  const der = Buffer.concat([ed25519Head, Buffer.from(seed, 'base64url')]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  return {
    public: String(x),
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), key).toString('base64url'),
  };
}

const verifiers = new Map<string, KeyObject>();

/** False also of what is no key or signature. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  try {
    const known = verifiers.get(publicKey);
    const key = known ?? createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
    if (verifiers.size > 5_000) verifiers.clear();
    if (!known) verifiers.set(publicKey, key);
    return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}

/** Who signs with this key, wherever: 128 bits of its hash. What people compare is `fingerprint` of it. */
export function memberId(publicKey: string): string {
  const hash = createHash('sha256').update(`tallyboard/v1/member\0${publicKey}`, 'utf8').digest();
  return hash.subarray(0, 16).toString('base64url');
}

/** SHA-256, base64url. */
export function digest(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('base64url');
}

/** HMAC-SHA-256 of a text, hexadecimal. */
export function mac(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text, 'utf8').digest('hex');
}

/** A key for one purpose from a secret: HKDF-SHA-256 without salt. */
export function derived(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'utf8'), '', `tallyboard/v1/${purpose}`, 32));
}

/** The private key of an X25519 identity that a secret gives. */
export function derivedIdentity(secret: string, purpose: string): Promise<webcrypto.CryptoKey> {
  const der = Buffer.concat([x25519Head, derived(secret, purpose)]);
  return crypto.subtle.importKey('pkcs8', der, { name: 'X25519' }, false, ['deriveBits']);
}
