import { shortSha256 } from './shortSha256.js';

const head = 256;
const tail = 64;

/** Puts up to `length` bytes from `position` of a file on into the buffer at `at`; returns how many. */
export type Fill = (into: Buffer, at: number, length: number, position: number) => number;

/**
 * Knows a file again by what its bytes before an offset look like: a hash over its first bytes and the last ones before the
 * offset. A reader shows what it has of them as it goes on; only what it never had is read for the mark.
 */
export class FileMark {
  readonly #bytes = Buffer.alloc(head + tail);
  #hasHead = false;
  /** Offset whose bytes before it are held; -1 for none. */
  #tailEnd = -1;

  /** Another file's bytes follow. */
  restart(): void {
    this.#hasHead = false;
    this.#tailEnd = -1;
  }

  /** `length` bytes of `buffer` from `at` on are the file's first. */
  noteHead(buffer: Buffer, at: number, length: number): void {
    if (length < head) return;
    buffer.copy(this.#bytes, 0, at, at + head);
    this.#hasHead = true;
  }

  /** The file's `length` bytes before `offset` are those of `buffer` before `at`. */
  noteTail(buffer: Buffer, at: number, length: number, offset: number): void {
    if (length < tail) return;
    buffer.copy(this.#bytes, head, at - tail, at);
    this.#tailEnd = offset;
  }

  /** The mark at an offset. `fill` reads the file. */
  at(offset: number, fill: Fill): Buffer {
    if (offset < head) {
      const before = Math.min(tail, offset);
      this.restart();
      const got = fill(this.#bytes, 0, offset, 0) + fill(this.#bytes, offset, before, offset - before);
      return hashOf(this.#bytes.subarray(0, got));
    }
    if (!this.#hasHead) this.noteHead(this.#bytes, 0, fill(this.#bytes, 0, head, 0));
    if (this.#tailEnd !== offset) {
      this.#tailEnd = fill(this.#bytes, head, tail, offset - tail) === tail ? offset : -1;
    }
    return hashOf(this.#bytes);
  }
}

function hashOf(bytes: Buffer): Buffer {
  return Buffer.from(shortSha256().ofBytes(bytes).subarray(0, 12));
}
