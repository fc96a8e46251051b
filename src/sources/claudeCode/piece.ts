import type { LineView } from '../../core/bytes.js';

/** Longer pieces are not kept. */
const longest = 2048;

/**
 * A piece of a line, kept to see by one native comparison that it stands in the next line too: the lines of a file
 * repeat their head, and the lines of one response all but their content.
 */
export class Piece {
  length = 0;
  readonly #bytes = new Uint8Array(longest);

  keep(line: LineView, from: number, to: number): void {
    this.length = to > from && to - from <= longest ? to - from : 0;
    if (this.length > 0) line.copy(from, to, this.#bytes);
  }

  standsAt(line: LineView, offset: number): boolean {
    return this.length > 0 && line.same(offset, this.#bytes, this.length);
  }
}
