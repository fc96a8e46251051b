import { zstdDecompressSync } from 'node:zlib';
import type { Row } from '../core/source.js';
import { membersOf } from './members.js';

const zstdMagic = 0xfd2fb528;
/** A conversation is a few MB; what unpacks to more than this is none, and must not fill the memory. */
const largest = 64 * 1024 * 1024;
/** More bytes than this are unpacked in one piece: two copies, of the pieces and of the whole, would fill the memory too. */
const small = 1024 * 1024;

/**
 * The row with these columns as JSON of an object with the members wanted of each: bytes that are a Zstandard frame are
 * unpacked first. Null for what is no object, undefined for what unpacks to more than 64 MB.
 */
export function unpacked(row: Row, columns: Readonly<Record<string, readonly string[]>>): Row {
  const told = Object.entries(columns).map(([name, wanted]) => [name, objectOf(row[name], wanted)]);
  return { ...row, ...Object.fromEntries(told) };
}

function objectOf(value: Row[string] | undefined, wanted: readonly string[]): string | null | undefined {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value;
  if (!(bytes instanceof Uint8Array)) return null;
  if (bytes.length > largest) return undefined;
  try {
    return membersOf(inflated(bytes), wanted) ?? null;
  } catch (error) {
    return (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? undefined : null;
  }
}

function inflated(packed: Uint8Array): Buffer {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  const isPacked = bytes.length > 4 && bytes.readUInt32LE(0) === zstdMagic;
  if (!isPacked) return bytes;
  return zstdDecompressSync(bytes, {
    maxOutputLength: largest,
    ...(bytes.length > small ? { chunkSize: largest } : {}),
  });
}
