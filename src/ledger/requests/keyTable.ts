const firstSlots = 1024;
const none: readonly number[] = [];

/** Numbers by hashes of 32 bits, in memory: eight bytes a slot, at least a third of which are free. */
export class KeyTable {
  #hashes = new Int32Array(firstSlots);
  /** 0 is free. */
  #numbers = new Int32Array(firstSlots);
  #size = 0;

  /** One number may stand under many hashes, and many under one. `number` is not 0. */
  add(hash: number, number: number): void {
    if (this.#size * 3 > this.#numbers.length * 2) this.#grow();
    this.#put(hash, number);
    this.#size++;
  }

  find(hash: number): readonly number[] {
    const mask = this.#numbers.length - 1;
    let found = none;
    for (let slot = hash & mask; this.#numbers[slot] !== 0; slot = (slot + 1) & mask)
      if (this.#hashes[slot] === hash) found = [...found, this.#numbers[slot] as number];
    return found;
  }

  clear(): void {
    if (this.#size === 0) return;
    this.#hashes = new Int32Array(firstSlots);
    this.#numbers = new Int32Array(firstSlots);
    this.#size = 0;
  }

  #put(hash: number, number: number): void {
    const mask = this.#numbers.length - 1;
    let slot = hash & mask;
    while (this.#numbers[slot] !== 0) slot = (slot + 1) & mask;
    this.#hashes[slot] = hash;
    this.#numbers[slot] = number;
  }

  #grow(): void {
    const [hashes, numbers] = [this.#hashes, this.#numbers];
    this.#hashes = new Int32Array(numbers.length * 2);
    this.#numbers = new Int32Array(numbers.length * 2);
    for (let slot = 0; slot < numbers.length; slot++) {
      const number = numbers[slot] as number;
      if (number !== 0) this.#put(hashes[slot] as number, number);
    }
  }
}
