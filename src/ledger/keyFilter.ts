/**
 * Whether a key was never written since the ledger was empty: then nothing can be found under it. One bit of 8 million a
 * key, so that at 150,000 requests one look-up in fifty is made for nothing; two look-ups a request cost as much as
 * writing it.
 */
export class KeyFilter {
  readonly #bits = new Uint8Array(1 << 20);

  add(key: Uint8Array): void {
    const index = indexOf(key);
    this.#bits[index >> 3] = (this.#bits[index >> 3] as number) | (1 << (index & 7));
  }

  /** False only for a key that was not added. */
  mayHold(key: Uint8Array): boolean {
    const index = indexOf(key);
    return ((this.#bits[index >> 3] as number) & (1 << (index & 7))) !== 0;
  }
}

/** The first 23 bits of a hash. */
function indexOf(key: Uint8Array): number {
  return ((key[0] as number) << 15) | ((key[1] as number) << 7) | ((key[2] as number) >> 1);
}
