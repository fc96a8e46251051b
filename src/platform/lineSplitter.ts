/** Longer lines are cut off here: no line of a source text is. */
const longest = 16 * 1024;

/** Makes lines of UTF-8 text, without their ends, from chunks of bytes. */
export class LineSplitter {
  readonly #line: (line: string) => void;
  #carry: Buffer = Buffer.alloc(0);

  constructor(line: (line: string) => void) {
    this.#line = line;
  }

  push(bytes: Buffer): void {
    let from = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
      this.#tell(bytes.subarray(from, end));
      from = end + 1;
    }
    const rest = bytes.subarray(from, from + longest);
    if (this.#carry.length < longest) this.#carry = Buffer.concat([this.#carry, rest]);
  }

  /** Tells what has no line end. */
  end(): void {
    if (this.#carry.length > 0) this.#tell(Buffer.alloc(0));
  }

  #tell(bytes: Buffer): void {
    const line = this.#carry.length === 0 ? bytes : Buffer.concat([this.#carry, bytes.subarray(0, longest)]);
    this.#carry = Buffer.alloc(0);
    this.#line(line.toString('utf8', 0, longest));
  }
}
