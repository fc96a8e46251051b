import { closeSync, futimesSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** A piece of a line: text, or bytes that already are valid inside it. */
export type Part = string | Buffer;

/** How a file deviates from plain lines that end in a newline. */
export type LineStyle = {
  readonly carriageReturns?: boolean;
  readonly byteOrderMark?: boolean;
  /** Writes `"key" : value` instead of `"key":value` in lines below 64 KB. */
  readonly spaced?: boolean;
  /** Goes on after what the file already holds. */
  readonly append?: boolean;
};

const bufferBytes = 1 << 20;
const spacedLimit = 1 << 16;
const freeBuffers: Buffer[] = [];

/** A log that is written line by line through one buffer; memory stays bounded whatever its size. */
export class LogFile {
  readonly path: string;
  /** Bytes written so far. */
  bytes = 0;
  readonly #style: LineStyle;
  readonly #descriptor: number;
  readonly #buffer: Buffer;
  #used = 0;

  constructor(path: string, style: LineStyle = {}) {
    mkdirSync(dirname(path), { recursive: true });
    this.path = path;
    this.#style = style;
    this.#descriptor = openSync(path, style.append === true ? 'a' : 'w');
    this.#buffer = freeBuffers.pop() ?? Buffer.allocUnsafeSlow(bufferBytes);
    if (style.byteOrderMark === true) {
      this.raw('\uFEFF');
    }
  }

  /** Writes one line and its end. */
  line(...parts: readonly Part[]): void {
    if (this.#style.spaced === true && lengthOf(parts) < spacedLimit) {
      this.raw(spaced(JSON.parse(parts.join(''))));
    } else {
      this.raw(...parts);
    }
    this.raw(this.#style.carriageReturns === true ? '\r\n' : '\n');
  }

  /** Writes bytes as they are, without a line end. */
  raw(...parts: readonly Part[]): void {
    for (const part of parts) {
      const length = typeof part === 'string' ? part.length * 3 : part.length;
      if (this.#used + length > bufferBytes) {
        this.#flush();
      }
      if (length > bufferBytes) {
        this.bytes += writeAll(this.#descriptor, Buffer.from(part));
      } else {
        const written =
          typeof part === 'string' ? this.#buffer.write(part, this.#used, 'utf8') : part.copy(this.#buffer, this.#used);
        this.#used += written;
        this.bytes += written;
      }
    }
  }

  /** Ends the file; its time becomes `modified` (milliseconds since 1970). Returns its size. */
  close(modified: number): number {
    this.#flush();
    futimesSync(this.#descriptor, modified / 1000, modified / 1000);
    closeSync(this.#descriptor);
    freeBuffers.push(this.#buffer);
    return this.bytes;
  }

  #flush(): void {
    writeAll(this.#descriptor, this.#buffer.subarray(0, this.#used));
    this.#used = 0;
  }
}

/** JSON with spaces round every separator, as some writers print it. */
export function spaced(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(spaced).join(' , ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([key, inner]) => `${JSON.stringify(key)} : ${spaced(inner)}`)
      .join(' , ')}}`;
  }
  return JSON.stringify(value);
}

function lengthOf(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}

function writeAll(descriptor: number, bytes: Buffer): number {
  let done = 0;
  while (done < bytes.length) {
    done += writeSync(descriptor, bytes, done);
  }
  return done;
}
