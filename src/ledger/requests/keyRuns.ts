import { groupBy } from '../../core/groupBy.js';
import { type Database, onFirstUse, prepared, type Statement } from '../../platform/sqlite.js';
import { KeyTable } from './keyTable.js';

/** Runs of about the same size are made one when there are so many of them. */
const mostAlike = 8;
/** Keys of a part, about, which take a kilobyte: seven of them fill nine tenths of a page, two of four times as many three quarters. */
const partSize = 128;
/** A run has at most 2^16 parts. */
const partBits = 16;
/** One look in so many keys costs as much as to read them all. */
const keysALook = 1024;
/** Who has written no more than this in one go looks for few keys. */
const few = 64;
/** Stands for the number of a request that has this as a second name. */
const aName = -1;
const none: readonly number[] = [];

const looked = `select keys from key_run r join key_part p on p.id = (r.id << ${partBits}) + (? >> (32 - r.bits))`;

interface Run {
  readonly id: number;
  readonly entries: number;
}

/**
 * Finds requests by their keys. What a write adds becomes a run (tables `key_run`, `key_part`): pairs of the first 32 bits of a key and the
 * number of the request, parted by the first `bits` of these. An index of keys, which come in no order, took nearly as long to write as all else
 * of a request, and half as many bytes again. A run says where a request may be: its key is compared whole, and a request that is gone
 * keeps its pair.
 *
 * Few keys are looked for in each run, eight at most of a size; for many all runs are read into memory.
 */
export class KeyRuns {
  readonly #database: Database;
  readonly #inRuns: () => Statement;
  /** All keys of the ledger where `#isWhole`, else those of the write at hand. */
  readonly #table = new KeyTable();
  #isWhole = false;
  /** The table is whole, and has all second names of requests, too, as `aName`. */
  #knowsNames = false;
  /** Looks that are cheaper than to read all; undefined where that is not known. */
  #looksLeft: number | undefined;
  /** Pairs of the write at hand. */
  #added = new Int32Array(2 * few);
  #length = 0;

  constructor(database: Database) {
    this.#database = database;
    this.#inRuns = onFirstUse(database, looked);
  }

  /** A request with this number has this key now. */
  note(key: Uint8Array, number: number): void {
    const hash = hashOf(key);
    if (this.#length === this.#added.length) this.#makeRoom();
    this.#added[this.#length++] = hash;
    this.#added[this.#length++] = number;
    this.#table.add(hash, number);
  }

  /** A request has this key as a second name now. */
  noteName(key: Uint8Array): void {
    if (this.#knowsNames) this.#table.add(hashOf(key), aName);
  }

  /** Whether a request may have this key as a second name: to be asked after `find`. */
  mayBeName(key: Uint8Array): boolean {
    return !this.#knowsNames || this.#table.find(hashOf(key)).includes(aName);
  }

  /** Numbers of the requests that may have this key; others may be among them. */
  find(key: Uint8Array): readonly number[] {
    const hash = hashOf(key);
    if (!this.#isWhole && this.#isCheaperWhole()) this.#readAll();
    const known = this.#table.find(hash);
    return this.#isWhole ? known : [...known, ...this.#lookInRuns(hash)];
  }

  /** At the end of a write. */
  write(): void {
    if (this.#length === 0) return;
    this.#addRun(this.#added.subarray(0, this.#length));
    this.#join();
    if (this.#length <= 2 * few) this.forget();
    else this.#forgetAdded();
  }

  /** What was noted may have been taken back, or other processes may have written. */
  forget(): void {
    this.#forgetAdded();
    this.#added = new Int32Array(2 * few);
    this.#table.clear();
    this.#isWhole = false;
    this.#knowsNames = false;
    this.#looksLeft = undefined;
  }

  #forgetAdded(): void {
    this.#length = 0;
    if (!this.#isWhole) this.#table.clear();
  }

  #makeRoom(): void {
    const grown = new Int32Array(this.#added.length * 2);
    grown.set(this.#added);
    this.#added = grown;
  }

  /** Counts this look. */
  #isCheaperWhole(): boolean {
    this.#looksLeft ??= this.#entries() / keysALook;
    return this.#looksLeft-- < 1;
  }

  #entries(): number {
    return Number(prepared(this.#database, 'select sum(entries) as entries from key_run').get()?.['entries'] ?? 0);
  }

  #lookInRuns(hash: number): readonly number[] {
    let found = none;
    for (const row of this.#inRuns().all(hash >>> 0)) {
      const pairs = pairsOf(row['keys']);
      for (let at = 0; at < pairs.length; at += 2) if (pairs[at] === hash) found = [...found, pairs[at + 1] as number];
    }
    return found;
  }

  #readAll(): void {
    for (const row of prepared(this.#database, 'select keys from key_part').iterate()) {
      const pairs = pairsOf(row['keys']);
      for (let at = 0; at < pairs.length; at += 2) this.#table.add(pairs[at] as number, pairs[at + 1] as number);
    }
    this.#isWhole = true;
    this.#knowsNames = prepared(this.#database, 'select 1 from alias limit 1').get() === undefined;
  }

  #addRun(pairs: Int32Array): void {
    const entries = pairs.length / 2;
    const bits = Math.min(partBits, Math.max(0, Math.ceil(Math.log2(entries / partSize))));
    const { lastInsertRowid } = prepared(this.#database, 'insert into key_run (entries, bits) values (?, ?)').run(
      entries,
      bits,
    );
    const put = prepared(this.#database, 'insert into key_part (id, keys) values (?, ?)');
    const first = firstPart(Number(lastInsertRowid));
    const parted = inParts(pairs, bits);
    for (let part = 0; part < parted.length; part++) {
      const { buffer, byteOffset, byteLength } = parted[part] as Int32Array;
      if (byteLength > 0) put.get(first + part, new Uint8Array(buffer, byteOffset, byteLength));
    }
  }

  /** Makes one run of those that are alike, as long as there are too many. */
  #join(): void {
    for (;;) {
      const runs = prepared(this.#database, 'select id, entries from key_run').all() as unknown as Run[];
      const alike = [...groupBy(runs, sizeOf).values()].find(({ length }) => length >= mostAlike);
      if (!alike) return;
      this.#addRun(this.#take(alike));
    }
  }

  #take(runs: readonly Run[]): Int32Array {
    const pairs = new Int32Array(2 * runs.reduce((sum, { entries }) => sum + entries, 0));
    const parts = prepared(this.#database, 'delete from key_part where id between ? and ? returning keys');
    let length = 0;
    for (const { id } of runs) {
      for (const row of parts.all(firstPart(id), firstPart(id + 1) - 1)) {
        const part = pairsOf(row['keys']);
        pairs.set(part, length);
        length += part.length;
      }
      prepared(this.#database, 'delete from key_run where id = ?').run(id);
    }
    return pairs;
  }
}

/** The number of a run's first part. */
function firstPart(run: number): number {
  return run * 2 ** partBits;
}

/** Runs of which none is eight times as long as another are alike. */
function sizeOf({ entries }: Run): number {
  return Math.floor(Math.log2(entries) / Math.log2(mostAlike));
}

function hashOf(key: Uint8Array): number {
  return ((key[0] as number) << 24) | ((key[1] as number) << 16) | ((key[2] as number) << 8) | (key[3] as number);
}

/** As they were written; all systems that editors run on write the lowest byte of a number first. */
function pairsOf(keys: unknown): Int32Array {
  const { buffer, byteOffset, byteLength } = keys as Uint8Array;
  if (byteOffset % 4 !== 0) return pairsOf(Uint8Array.from(keys as Uint8Array));
  return new Int32Array(buffer, byteOffset, byteLength / 4);
}

/** The pairs by the first bits of their hashes. */
function inParts(pairs: Int32Array, bits: number): Int32Array[] {
  if (bits === 0) return [pairs];
  const [shift, count] = [32 - bits, 2 ** bits];
  const ends = new Int32Array(count + 1);
  for (let at = 0; at < pairs.length; at += 2) {
    const next = ((pairs[at] as number) >>> shift) + 1;
    ends[next] = (ends[next] as number) + 2;
  }
  for (let part = 1; part <= count; part++) ends[part] = (ends[part] as number) + (ends[part - 1] as number);
  const places = ends.slice();
  const sorted = new Int32Array(pairs.length);
  for (let at = 0; at < pairs.length; at += 2) {
    const part = (pairs[at] as number) >>> shift;
    const place = places[part] as number;
    sorted[place] = pairs[at] as number;
    sorted[place + 1] = pairs[at + 1] as number;
    places[part] = place + 2;
  }
  return Array.from({ length: count }, (_, part) => sorted.subarray(ends[part], ends[part + 1]));
}
