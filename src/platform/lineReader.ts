import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { zstdDecompressSync } from 'node:zlib';
import { jsonOf, record } from '../core/json.js';
import { type Line, ParsedLine } from '../core/line.js';
import type { Shape } from '../core/shape.js';
import { FileMark, type Fill } from './fileMark.js';
import { ProjectedLine } from './projectedLine.js';
import { ended, Projector, whole } from './projector.js';

const chunkBytes = 256 * 1024;
/** A line longer than this is skipped and counted: no tool writes one (chats have up to 100 MB), and it must not fill the memory. */
const longestLine = 104 * 1024 * 1024;
/** JSON.parse takes several times a line's size: one that only it could read is skipped and counted from here on. */
const longestParsed = 16 * 1024 * 1024;
/** Memory for a line up to this long is kept for the next such line until `rest`: to begin anew is to ask the system for it again. */
const mostKept = 16 * 1024 * 1024;
/** Bytes that the frames of an archive may unpack to, all together. */
const largestArchive = 1024 * 1024 * 1024;
/** `ZSTD_e_continue`: a frame that was cut off is no error. */
const moreMayCome = 0;

export interface LineHandler {
  /** Gets each line that the shape does not pass over; `end` is the offset after its line end. */
  line(line: Line, end: number): void;
  /** A line that is no JSON object. */
  malformed(): void;
  tooLong(): void;
  /** The file is not the one read before: everything starts again at offset 0. */
  restart(): void;
}

/** Loads what unpacks archives: later it would make V8 compile anew all that handles buffers, since it gives some of its own a member. */
export function prepareArchives(): void {
  process.getBuiltinModule('node:zlib');
}

/** What a reading came to. */
export interface Reading {
  /** Offset after the last complete line. */
  readonly offset: number;
  /** What the bytes before `offset` look like, to know the file again; undefined for archives. */
  readonly mark: Buffer | undefined;
}

/**
 * Reads complete lines of files through the projector's one buffer. The rest of a chunk is moved to the front (never
 * concatenated: that is quadratic for 10 MB lines), and the buffer grows only for a line whose head does not let the
 * shape pass it over. A last line without line end is left for the next reading.
 */
export class LineReader {
  /** Made at the first reading: most passes find nothing new, and the kernel takes 3 ms to compile. */
  #open: { readonly projector: Projector; readonly line: ProjectedLine } | undefined;
  readonly #mark = new FileMark();
  /** Bytes read from disk since the reader was made: what P12 measures. */
  bytesRead = 0;

  /**
   * Reads from `offset` to the end, or from the start when the bytes before `offset` are not those of `mark`: the file
   * was replaced, rewritten or cut. A file known to have had `size` bytes is not asked for more at its end. Throws what
   * `fs` throws.
   */
  read(
    path: string,
    offset: number,
    mark: Uint8Array | undefined,
    shape: Shape,
    handler: LineHandler,
    size = Number.POSITIVE_INFINITY,
  ): Reading {
    this.#projector.restart();
    this.#mark.restart();
    try {
      if (path.endsWith('.zst')) return { offset: this.#readArchive(path, shape, handler), mark: undefined };
      return this.#readPlain(path, offset, mark, size, { shape, handler });
    } finally {
      const { projector } = this.#opened();
      if (projector.capacity > mostKept) this.#shrink();
      else projector.capacity = chunkBytes;
    }
  }

  #readPlain(path: string, offset: number, mark: Uint8Array | undefined, size: number, reader: Reader): Reading {
    const file = openSync(path, 'r');
    const fill = this.#fillFrom(file);
    try {
      let from = offset;
      if (offset > 0 && !isSame(mark, this.#mark.at(offset, fill))) {
        from = 0;
        this.#mark.restart();
        reader.handler.restart();
      }
      const end = this.#readLines(from, size, fill, reader);
      return { offset: end, mark: this.#mark.at(end, fill) };
    } finally {
      closeSync(file);
    }
  }

  #fillFrom(file: number): Fill {
    return (into, at, length, position) => this.#count(readSync(file, into, at, length, position));
  }

  #count(got: number): number {
    this.bytesRead += got;
    return got;
  }

  get #projector(): Projector {
    return this.#opened().projector;
  }

  #opened(): { readonly projector: Projector; readonly line: ProjectedLine } {
    if (this.#open) return this.#open;
    const projector = new Projector(chunkBytes);
    this.#open = { projector, line: new ProjectedLine(projector) };
    return this.#open;
  }

  /** No further file is at hand: gives back the memory that long lines took. */
  rest(): void {
    if (this.#open && this.#open.projector.room > 8 * chunkBytes) this.#shrink();
  }

  #shrink(): void {
    const { projector, line } = this.#opened();
    projector.begin(chunkBytes);
    line.forget();
  }

  /** The mark of a file at an offset inside what is being read. */
  markAt(path: string, offset: number): Buffer | undefined {
    if (path.endsWith('.zst')) return undefined;
    const file = openSync(path, 'r');
    try {
      return this.#mark.at(offset, this.#fillFrom(file));
    } finally {
      closeSync(file);
    }
  }

  /** Reads all that `fill` gives from `offset` on; returns the offset after the last complete line. */
  #readLines(offset: number, size: number, fill: Fill, reader: Reader): number {
    const projector = this.#projector;
    const place = projector.place(reader.shape);
    const { dataAt } = projector;
    let base = offset;
    let filled = 0;
    let dropping = false;
    /** Where the line being dropped starts: while its end is not written, it is read again. */
    let dropped = offset;
    while (true) {
      const room = projector.capacity - filled;
      const got = fill(projector.buffer, dataAt + filled, room, base + filled);
      if (got === 0) return dropping ? dropped : base;
      filled += got;
      if (base === 0) this.#mark.noteHead(projector.buffer, dataAt, filled);
      const start = dropping ? this.#afterLineEnd(filled) : startOf(projector, base, filled);
      const used = start < 0 ? 0 : this.#lines(base, start, filled, place, reader);
      if (used > 0) dropping = false;
      this.#mark.noteTail(projector.buffer, dataAt + used, used, base + used);
      projector.buffer.copyWithin(dataAt, dataAt + used, dataAt + filled);
      base += used;
      filled -= used;
      if (filled === projector.capacity) {
        if (!dropping) dropped = base;
        dropping ||= this.#drops(place, reader.handler);
        if (!dropping) dropping = !this.#grows(reader.handler);
      }
      if (dropping) {
        base += filled;
        filled = 0;
      }
      if (got < room && base + filled >= size) return dropping ? dropped : base;
    }
  }

  /** Hands over the complete lines of the buffer from `start` on; returns how many bytes of it are done. */
  #lines(base: number, start: number, filled: number, place: number, { shape, handler }: Reader): number {
    const { projector, line } = this.#opened();
    const { dataAt, shared } = projector;
    const to = dataAt + filled;
    let from = dataAt + start;
    while (true) {
      const answer = projector.next(from, to, place);
      if (answer === ended) return (shared[0] as number) - dataAt;
      from = shared[2] as number;
      if (answer === whole) {
        line.moved();
        handler.line(line, base + from - dataAt);
      } else this.#handParsed(shape, handler, base + from - dataAt);
    }
  }

  /** What the projector doubts, JSON.parse decides. To fail costs it 50 µs: it need not for what shows at once. */
  #handParsed(shape: Shape, handler: LineHandler, end: number): void {
    const { buffer, shared } = this.#projector;
    const [from, to] = [shared[0] as number, shared[1] as number];
    const isObject = isBraced(buffer, from, to);
    if (isObject && to - from > longestParsed) {
      handler.tooLong();
      return;
    }
    const object = isObject ? record(jsonOf(buffer.utf8Slice(from, to))) : undefined;
    const line = object && ParsedLine.of(object, shape);
    if (line) handler.line(line, end);
    else if (!object) handler.malformed();
  }

  /** Where the line after the one being dropped starts in the buffer, or -1. */
  #afterLineEnd(filled: number): number {
    const { buffer, dataAt } = this.#projector;
    const end = buffer.indexOf(10, dataAt);
    return end < 0 || end >= dataAt + filled ? -1 : end + 1 - dataAt;
  }

  /** Whether the line that fills the whole buffer can be passed over; counts it when it is too long to keep. */
  #drops(place: number, handler: LineHandler): boolean {
    const { dataAt, capacity } = this.#projector;
    if (this.#projector.drops(dataAt, dataAt + capacity, place)) return true;
    if (capacity < longestLine) return false;
    handler.tooLong();
    return true;
  }

  /** Makes room for more of a line. False where the system has none: the line is then counted as too long. */
  #grows(handler: LineHandler): boolean {
    try {
      this.#projector.grow(Math.min(this.#projector.capacity * 4, longestLine));
      return true;
    } catch {
      handler.tooLong();
      return false;
    }
  }

  #readArchive(path: string, shape: Shape, handler: LineHandler): number {
    const packed = readFileSync(path);
    this.bytesRead += packed.length;
    return this.#readLines(0, Number.POSITIVE_INFINITY, framesOf(packed), { shape, handler });
  }
}

/**
 * Gives what the frames of an archive unpack to, in order, one frame in memory at a time. A last frame that was cut off, as
 * while it is written, gives what is whole of it; what is no frame at all throws once it is reached.
 */
function framesOf(packed: Buffer): Fill {
  let data: Buffer = Buffer.alloc(0);
  let from = 0;
  let next = 0;
  return (into, at, length, position) => {
    while (position >= from + data.length && next < packed.length) {
      from += data.length;
      data = Buffer.alloc(0);
      const frame = frameAt(packed, next, largestArchive - from);
      data = frame.buffer;
      next += frame.engine.bytesWritten;
    }
    return data.copy(into, at, position - from, position - from + length);
  };
}

/** One frame, which `zstdDecompressSync` ends at, and how many bytes it took. Its types do not know `info`. */
function frameAt(packed: Buffer, at: number, maxOutputLength: number) {
  const options = { maxOutputLength, finishFlush: moreMayCome, info: true };
  const told: unknown = zstdDecompressSync(packed.subarray(at), options);
  return told as { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } };
}

interface Reader {
  readonly shape: Shape;
  readonly handler: LineHandler;
}

/** A byte-order mark is no part of the first line. */
function startOf({ buffer, dataAt }: Projector, base: number, filled: number): number {
  const marked = buffer[dataAt] === 0xef && buffer[dataAt + 1] === 0xbb && buffer[dataAt + 2] === 0xbf;
  return base === 0 && filled >= 3 && marked ? 3 : 0;
}

/** Whether the first and the last byte that are no space are braces. */
function isBraced(buffer: Buffer, from: number, to: number): boolean {
  let [first, last] = [from, to - 1];
  while (first < last && (buffer[first] as number) <= 32) first++;
  while (last > first && (buffer[last] as number) <= 32) last--;
  return buffer[first] === 0x7b && buffer[last] === 0x7d;
}

function isSame(known: Uint8Array | undefined, now: Buffer): boolean {
  return known !== undefined && now.equals(known);
}
