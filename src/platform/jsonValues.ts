import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** What is wrong with a file of JSON, and the line where that begins. */
export class JsonFileError extends Error {
  override readonly name = 'JsonFileError';
  readonly reason: 'no-json' | 'unclosed' | 'too-long';
  readonly line: number;
  constructor(reason: JsonFileError['reason'], line: number) {
    super(`${reason} at line ${line}`);
    this.reason = reason;
    this.line = line;
  }
}

export interface JsonObject {
  readonly value: Readonly<Record<string, unknown>>;
  /** The line that it begins in, from 1. */
  readonly line: number;
}

const chunkBytes = 256 * 1024;
const longestObject = 128 * 1024 * 1024;
/** What is packed is unpacked in one piece: more than this must not fill the memory. */
const largestUnpacked = 1024 * 1024 * 1024;
/** zlib's Z_SYNC_FLUSH: what broke off is no fault. */
const asFarAsItGoes = 2;
const gzipMagic = [0x1f, 0x8b];
const [quote, backslash, open, close, newline] = [0x22, 0x5c, 0x7b, 0x7d, 0x0a];
/** White space, and what stands between the objects of a list. */
const between = new Set([0x20, 0x09, 0x0d, 0x2c, 0x5b, 0x5d]);
const byteOrderMark = [0xef, 0xbb, 0xbf];

/**
 * The objects of a file, one a line, one after the other over many lines, or in a list; never more than one of them in memory. The
 * file may be packed by gzip, as rotated logs are. Throws `JsonFileError`, or what the file system throws. A last line that broke off (no end of line, not closed) ends the file:
 * `torn` is told its number.
 */
export function* jsonObjects(path: string, torn: (line: number) => void): Iterable<JsonObject> {
  const reading = new Reading();
  for (const chunk of chunksOf(path)) yield* reading.take(chunk);
  reading.end(torn);
}

function* chunksOf(path: string): Iterable<Buffer> {
  const file = openSync(path, 'r');
  try {
    const chunk = Buffer.allocUnsafe(chunkBytes);
    let length = readSync(file, chunk);
    if (length > 1 && gzipMagic.every((byte, at) => chunk[at] === byte)) return yield unzipped(readFileSync(path));
    for (; length > 0; length = readSync(file, chunk)) yield chunk.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

/** Of a file that broke off, what is there of it. */
function unzipped(packed: Buffer): Buffer {
  try {
    return gunzipSync(packed, { maxOutputLength: largestUnpacked, finishFlush: asFarAsItGoes });
  } catch (error) {
    const isTooLong = (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE';
    throw new JsonFileError(isTooLong ? 'too-long' : 'no-json', 1);
  }
}

class Reading {
  #depth = 0;
  #inText = false;
  #escaped = false;
  #line = 1;
  #startLine = 1;
  #parts: Buffer[] = [];
  #length = 0;
  #position = 0;

  *take(chunk: Buffer): Iterable<JsonObject> {
    let start = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (byte === newline) this.#line++;
      if (this.#inText) this.#inside(byte);
      else if (this.#depth === 0) {
        if (byte === open) {
          this.#depth = 1;
          this.#startLine = this.#line;
          start = at;
        } else this.#outside(byte, this.#position + at);
      } else if (byte === quote) this.#inText = true;
      else if (byte === open) this.#depth++;
      else if (byte === close && --this.#depth === 0) yield this.#whole(chunk.subarray(start, at + 1));
    }
    if (this.#depth > 0) this.#keep(chunk.subarray(start));
    this.#position += chunk.length;
  }

  end(torn: (line: number) => void): void {
    if (this.#depth === 0) return;
    if (this.#startLine !== this.#line) throw new JsonFileError('unclosed', this.#startLine);
    torn(this.#startLine);
  }

  #inside(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === backslash) this.#escaped = true;
    else if (byte === quote) this.#inText = false;
  }

  #outside(byte: number, position: number): void {
    if (between.has(byte) || byte === newline || byte === byteOrderMark[position]) return;
    throw new JsonFileError('no-json', this.#line);
  }

  /** What a later chunk goes on with; the chunk's own memory is used again. */
  #keep(part: Buffer): void {
    this.#length += part.length;
    if (this.#length > longestObject) throw new JsonFileError('too-long', this.#startLine);
    this.#parts.push(Buffer.from(part));
  }

  #whole(last: Buffer): JsonObject {
    const text = Buffer.concat([...this.#parts, last]).toString('utf8');
    [this.#parts, this.#length] = [[], 0];
    try {
      return { value: JSON.parse(text) as JsonObject['value'], line: this.#startLine };
    } catch {
      throw new JsonFileError('no-json', this.#startLine);
    }
  }
}
