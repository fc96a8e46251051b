import { kernelInstance } from './kernelModule.js';

/** What `src/kernel/sha256.ts` exports. */
interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer };
  hashTextAt(): number;
  digestAt(): number;
  sha256(length: number): void;
}

/** The kernel's text is as long at most. */
const longestText = 1_024;

/** The kernel's SHA-256 of a namespace, a zero byte and an id, where both are ASCII, as nearly all are, and not long. */
export class KeyHash {
  readonly #kernel = kernelInstance() as Kernel;
  readonly #text = new Uint8Array(this.#kernel.memory.buffer, this.#kernel.hashTextAt(), longestText);
  readonly #digest = new Uint8Array(this.#kernel.memory.buffer, this.#kernel.digestAt(), 32);
  /** The text begins with it: many ids of one follow one another. */
  #namespace: string | undefined;

  /** Puts the digest's first `bytes` into a buffer; false where the text is another one. */
  put(namespace: string, id: string, into: Uint8Array, offset: number, bytes: number): boolean {
    const start = namespace.length + 1;
    const length = start + id.length;
    if (length > longestText || !this.#begin(namespace) || !this.#write(id, start)) return false;
    this.#kernel.sha256(length);
    for (let index = 0; index < bytes; index++) into[offset + index] = this.#digest[index] as number;
    return true;
  }

  #begin(namespace: string): boolean {
    if (namespace === this.#namespace) return true;
    this.#namespace = this.#write(namespace, 0) ? namespace : undefined;
    this.#text[namespace.length] = 0;
    return this.#namespace !== undefined;
  }

  #write(text: string, at: number): boolean {
    let all = 0;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      all |= code;
      this.#text[at + index] = code;
    }
    return all < 0x80;
  }
}
