import { zstdDecompressSync } from 'node:zlib';
import type { Row } from '../core/source.js';

const zstdMagic = 0xfd2fb528;
/** A conversation is a few MB; what unpacks to more than this is none, and must not fill the memory. */
const largest = 64 * 1024 * 1024;

/** The row with these columns as text: bytes that are a Zstandard frame unpacked, others as they are. */
export function unpacked(row: Row, columns: readonly string[]): Row {
  return { ...row, ...Object.fromEntries(columns.map((name) => [name, textOf(row[name])])) };
}

/** Null for what cannot be unpacked. */
function textOf(value: Row[string] | undefined): string | null {
  if (typeof value === 'string') return value;
  if (!(value instanceof Uint8Array)) return null;
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  try {
    const isPacked = bytes.length > 4 && bytes.readUInt32LE(0) === zstdMagic;
    return (isPacked ? zstdDecompressSync(bytes, { maxOutputLength: largest }) : bytes).toString('utf8');
  } catch {
    return null;
  }
}
