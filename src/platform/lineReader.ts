import { hash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { zstdDecompressSync } from 'node:zlib';
import { BufferLine } from './lineView.js';

const chunkBytes = 256 * 1024;
/** A line longer than this is skipped and counted: no tool writes one, and it must not fill the memory. */
const longestLine = 160 * 1024 * 1024;
const largestArchive = 1024 * 1024 * 1024;

export interface LineHandler {
  /** Asked of a line too long for the buffer: true when its first bytes already prove that it can be passed over. */
  skip(head: BufferLine): boolean;
  /** Gets each complete line but those passed over; `end` is the offset after its line end. */
  line(line: BufferLine, end: number): void;
  tooLong(end: number): void;
  /** The file is not the one read before: everything starts again at offset 0. */
  restart(): void;
}

/** What a reading came to. */
export interface Reading {
  /** Offset after the last complete line. */
  readonly offset: number;
  /** What the bytes before `offset` look like, to know the file again; undefined for archives. */
  readonly mark: Buffer | undefined;
}

const markHead = 256;
const markTail = 64;

/**
 * Reads complete lines of files through one buffer that lives as long as the reader. The rest of a chunk is moved to
 * the front (never concatenated: that is quadratic for 10 MB lines), and the buffer grows only for a line whose head
 * does not let the source pass it over. A last line without line end is left for the next reading.
 */
export class LineReader {
  readonly #line = new BufferLine();
  #buffer = Buffer.allocUnsafe(chunkBytes);
  readonly #marked = Buffer.alloc(markHead + markTail);
  /** Bytes read from disk since the reader was made: what P12 measures. */
  bytesRead = 0;

  /**
   * Reads from `offset` to the end, or from the start when the bytes before `offset` are not those of `mark`: the file
   * was replaced, rewritten or cut. Throws what `fs` throws.
   */
  read(path: string, offset: number, mark: Uint8Array | undefined, handler: LineHandler): Reading {
    if (path.endsWith('.zst')) return { offset: this.#readArchive(path, handler), mark: undefined };
    const file = openSync(path, 'r');
    try {
      let from = offset;
      if (offset > 0 && !isSame(mark, this.#mark(file, offset))) {
        from = 0;
        handler.restart();
      }
      const end = this.#readFile(file, from, handler);
      return { offset: end, mark: this.#mark(file, end) };
    } finally {
      closeSync(file);
      if (this.#buffer.length > 8 * chunkBytes) this.#buffer = Buffer.allocUnsafe(chunkBytes);
    }
  }

  /** The mark of a file at an offset inside what is being read. */
  markAt(path: string, offset: number): Buffer | undefined {
    if (path.endsWith('.zst')) return undefined;
    const file = openSync(path, 'r');
    try {
      return this.#mark(file, offset);
    } finally {
      closeSync(file);
    }
  }

  /** Hash over the first bytes and the last bytes before `offset`. */
  #mark(file: number, offset: number): Buffer {
    const head = Math.min(markHead, offset);
    const tail = Math.min(markTail, offset);
    const got = readSync(file, this.#marked, 0, head, 0) + readSync(file, this.#marked, head, tail, offset - tail);
    this.bytesRead += got;
    return hash('sha256', this.#marked.subarray(0, got), 'buffer').subarray(0, 12);
  }

  #readFile(file: number, offset: number, handler: LineHandler): number {
    let base = offset;
    let filled = 0;
    let dropping = false;
    /** Where the line being dropped starts: while its end is not written, it is read again. */
    let dropped = offset;
    for (;;) {
      const got = readSync(file, this.#buffer, filled, this.#buffer.length - filled, base + filled);
      if (got === 0) return dropping ? dropped : base;
      this.bytesRead += got;
      const searchFrom = filled;
      filled += got;
      const used = this.#lines(base, searchFrom, filled, dropping, handler);
      if (used > 0) dropping = false;
      this.#buffer.copy(this.#buffer, 0, used, filled);
      base += used;
      filled -= used;
      if (filled === this.#buffer.length) {
        if (!dropping) dropped = base;
        dropping ||= this.#drops(base, filled, handler);
        if (dropping) {
          base += filled;
          filled = 0;
        } else this.#grow(filled);
      } else if (dropping) {
        base += filled;
        filled = 0;
      }
    }
  }

  /** Hands over the complete lines of the buffer; returns how many bytes they take. */
  #lines(base: number, searchFrom: number, filled: number, dropping: boolean, handler: LineHandler): number {
    const buffer = this.#buffer;
    let start = 0;
    let from = searchFrom;
    for (;;) {
      const end = buffer.indexOf(10, from);
      if (end < 0 || end >= filled) return start;
      if (!(dropping && start === 0)) this.#hand(buffer, base, start, end, handler);
      start = end + 1;
      from = start;
    }
  }

  #hand(data: Buffer, base: number, start: number, end: number, handler: LineHandler): void {
    const bom = base === 0 && start === 0 && data[0] === 0xef && data[1] === 0xbb && data[2] === 0xbf ? 3 : 0;
    this.#line.move(data, start + bom, end);
    if (this.#line.length > 0) handler.line(this.#line, base + end + 1);
  }

  /** Whether the line that fills the whole buffer can be passed over; counts it when it is too long to keep. */
  #drops(base: number, filled: number, handler: LineHandler): boolean {
    this.#line.move(this.#buffer, 0, filled);
    if (handler.skip(this.#line)) return true;
    if (this.#buffer.length < longestLine) return false;
    handler.tooLong(base + filled);
    return true;
  }

  #grow(filled: number): void {
    const larger = Buffer.allocUnsafe(this.#buffer.length * 4);
    this.#buffer.copy(larger, 0, 0, filled);
    this.#buffer = larger;
  }

  #readArchive(path: string, handler: LineHandler): number {
    const file = openSync(path, 'r');
    let packed: Buffer;
    try {
      packed = readAll(file);
    } finally {
      closeSync(file);
    }
    this.bytesRead += packed.length;
    const data = zstdDecompressSync(packed, { maxOutputLength: largestArchive });
    let start = 0;
    for (;;) {
      const end = data.indexOf(10, start);
      if (end < 0) return start;
      this.#hand(data, 0, start, end, handler);
      start = end + 1;
    }
  }
}

function readAll(file: number): Buffer {
  const parts: Buffer[] = [];
  for (;;) {
    const part = Buffer.allocUnsafe(1 << 20);
    const got = readSync(file, part, 0, part.length, null);
    if (got === 0) return Buffer.concat(parts);
    parts.push(part.subarray(0, got));
  }
}

function isSame(known: Uint8Array | undefined, now: Buffer): boolean {
  return known !== undefined && now.equals(known);
}
