import { hash } from 'node:crypto';
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

/** SHA-256 by the kernel, of what is longer by Node. A digest is only lent: the next one takes its place. */
class ShortSha256 {
  readonly #kernel = kernelInstance() as Kernel;
  readonly #text = Buffer.from(this.#kernel.memory.buffer, this.#kernel.hashTextAt(), longest);
  readonly #digest = new Uint8Array(this.#kernel.memory.buffer, this.#kernel.digestAt(), 32);
  /** What the text begins with, and its bytes with the zero behind it: many ids of one namespace follow one another. */
  #namespace: string | undefined;
  #namespaceBytes = 0;

  /** Of both, with a zero byte between them. */
  ofNamed(namespace: string, id: string): Uint8Array {
    if (namespace !== this.#namespace) this.#begin(namespace);
    return this.#of(id, this.#namespaceBytes) ?? byNode(`${namespace}\u0000${id}`);
  }

  ofText(text: string): Uint8Array {
    this.#namespace = undefined;
    return this.#of(text, 0) ?? byNode(text);
  }

  /** Of no more than 1,024 bytes. */
  ofBytes(bytes: Uint8Array): Uint8Array {
    this.#namespace = undefined;
    this.#text.set(bytes);
    this.#kernel.sha256(bytes.length);
    return this.#digest;
  }

  #begin(namespace: string): void {
    const bytes = this.#write(`${namespace}\u0000`, 0);
    this.#namespace = namespace;
    this.#namespaceBytes = bytes < 0 ? longest + 1 : bytes;
  }

  /** Of what the text has up to `at`, and this behind it; undefined where that is too long. */
  #of(text: string, at: number): Uint8Array | undefined {
    const bytes = this.#write(text, at);
    if (bytes < 0) return undefined;
    this.#kernel.sha256(at + bytes);
    return this.#digest;
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

function byNode(text: string): Uint8Array {
  return hash('sha256', text, 'buffer');
}

let made: ShortSha256 | undefined;

export function shortSha256(): ShortSha256 {
  made ??= new ShortSha256();
  return made;
}
