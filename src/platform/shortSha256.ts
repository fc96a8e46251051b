import { kernelInstance } from './kernelModule.js';

/** What `src/kernel/sha256.ts` exports. */
interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer };
  hashTextAt(): number;
  digestAt(): number;
  sha256(length: number): void;
}

/** The kernel's text is as long at most. */
const longest = 1_024;

/** The kernel's SHA-256 of what is short. A digest is only lent: the next one takes its place. */
class ShortSha256 {
  readonly #kernel = kernelInstance() as Kernel;
  readonly #text = Buffer.from(this.#kernel.memory.buffer, this.#kernel.hashTextAt(), longest);
  readonly #digest = new Uint8Array(this.#kernel.memory.buffer, this.#kernel.digestAt(), 32);
  /** What the text begins with, and its bytes: many of one follow one another. */
  #prefix = '';
  #prefixBytes = 0;

  /** Of both together; undefined where they are too long. */
  ofText(prefix: string, text: string): Uint8Array | undefined {
    if (prefix !== this.#prefix) this.#begin(prefix);
    const bytes = this.#write(text, this.#prefixBytes);
    if (bytes < 0) return undefined;
    this.#kernel.sha256(this.#prefixBytes + bytes);
    return this.#digest;
  }

  /** Of no more than 1,024 bytes. */
  ofBytes(bytes: Uint8Array): Uint8Array {
    this.#begin('');
    this.#text.set(bytes);
    this.#kernel.sha256(bytes.length);
    return this.#digest;
  }

  #begin(prefix: string): void {
    const bytes = this.#write(prefix, 0);
    this.#prefix = prefix;
    this.#prefixBytes = bytes < 0 ? longest + 1 : bytes;
  }

  /** How many bytes the text has, now that they are there; -1 where there is no room for them. */
  #write(text: string, at: number): number {
    if (text.length > longest - at) return -1;
    let all = 0;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      all |= code;
      this.#text[at + index] = code;
    }
    if (all < 0x80) return text.length;
    return Buffer.byteLength(text) > longest - at ? -1 : this.#text.write(text, at, 'utf8');
  }
}

let made: ShortSha256 | undefined;

export function shortSha256(): ShortSha256 {
  made ??= new ShortSha256();
  return made;
}
