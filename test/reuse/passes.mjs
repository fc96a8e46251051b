import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What only time changes is found at the latest after a week. */
const longest = 7 * 24 * 3600 * 1000;

/**
 * Passes of earlier runs, each in a file of its own that is named by the key of its inputs: runs side by side cannot spoil each other's.
 * A record that is torn, garbled, older than a week or of the future is none.
 */
export class Passes {
  #folder;
  #now;

  constructor(folder, now = Date.now) {
    this.#folder = folder;
    this.#now = now;
  }

  /** How many tests of `name` passed with the inputs of this key, at least one; else `undefined`. */
  find(name, key) {
    const told = this.#read(`${key}.json`);
    return told?.name === name ? told.passed : undefined;
  }

  /** The record appears whole, or not at all; without it the tests run again. */
  keep(name, key, passed) {
    const unfinished = join(this.#folder, `${key}.${process.pid}.part`);
    try {
      mkdirSync(this.#folder, { recursive: true });
      writeFileSync(unfinished, JSON.stringify({ name, passed, at: this.#now() }));
      renameSync(unfinished, join(this.#folder, `${key}.json`));
    } catch {
      rmSync(unfinished, { force: true });
    }
  }

  /** Removes records that are none any more, and what a run that was killed left half written. */
  forgetOld() {
    if (!existsSync(this.#folder)) return;
    for (const file of readdirSync(this.#folder))
      if (!this.#read(file)) rmSync(join(this.#folder, file), { force: true });
  }

  #read(file) {
    try {
      const { name, passed, at } = JSON.parse(readFileSync(join(this.#folder, file), 'utf8'));
      const age = this.#now() - at;
      const holds = typeof name === 'string' && Number.isSafeInteger(passed) && passed > 0 && age >= 0 && age < longest;
      return holds ? { name, passed } : undefined;
    } catch {
      return undefined;
    }
  }
}
