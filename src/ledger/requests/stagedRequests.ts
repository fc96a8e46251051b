import { mergeCopies } from '../../core/merge.js';
import type { RequestObservation } from '../../core/observation.js';
import { totalTokens } from '../../core/usage.js';
import { keyBytes, requestKey } from '../../platform/key.js';
import type { Dimensions, Origin } from './dimensions.js';
import { emptyRow, observationOf, setCounts, setOrigin, turnNumber, withTurnNumber } from './eventRow.js';
import { type EventRow, isCopied, packFlags, precisionCode, precisionOf, rowStates } from './row.js';

const active = rowStates.indexOf('active');

/** Whole numbers and others kept of a request, in the order of `#store`. */
const countWidth = 11;
const numberWidth = 4;
/** Where no context is told. */
const untold = -1;
/** Rows of the first and smallest table: a batch of the scanner's and a little more. */
const firstCapacity = 8_192;
/** Consecutive requests agree in nearly all but their numbers; those of a few agents may alternate. */
const recentOrigins = 8;

const noNames: readonly string[] = [];

/**
 * Requests on their way to the ledger, joined by identity, one row a request. Kept as numbers in tables that are used
 * again: held as objects until they are written, the garbage collector would copy every one of them twice.
 */
export class StagedRequests {
  #capacity = firstCapacity;
  /** What goes into a row's fields as a small integer: of a list of doubles each would be an object of its own there. */
  #counts = new Int32Array(firstCapacity * countWidth);
  #numbers = new Float64Array(firstCapacity * numberWidth);
  #keys = Buffer.alloc(firstCapacity * keyBytes);
  /** The same bytes, to be compared four at a time. */
  #words = wordsOf(this.#keys);
  /** Row + 1 by the first bits of its key, the next free place where taken; 0 is free. At least half are. */
  #places = new Int32Array(firstCapacity * 2);
  /** What requests have in common beside their numbers, told by one of them. */
  readonly #origins: RequestObservation[] = [];
  readonly #row = emptyRow();
  readonly #names = new Map<number, readonly string[]>();
  /** Requests with a count that is no small integer: sums of a month told as one may be. */
  readonly #large = new Map<number, RequestObservation>();
  #rows = 0;
  /** Lines of one stream follow one another: they are joined before anything is made of them. */
  #open: RequestObservation | undefined;

  /** Different requests. */
  get size(): number {
    return this.#open ? this.#rows + 1 : this.#rows;
  }

  add(observation: RequestObservation): void {
    const open = this.#open;
    if (open && isSameRequest(open, observation)) {
      const merged = mergeCopies(open, observation);
      this.#open = observation.aliases?.length || open.aliases?.length ? withNames(merged, open, observation) : merged;
      return;
    }
    this.#stage();
    this.#open = observation;
  }

  /** Hands out every request with its key and its other names. Key and row are only lent. */
  forEach(
    dimensions: Dimensions,
    take: (key: Buffer, row: EventRow, origin: Origin, names: readonly string[]) => void,
  ): void {
    this.#stage();
    // An origin that only a joined copy had makes no row of its own.
    const origins: (Origin | undefined)[] = this.#origins.map(() => undefined);
    const key = Buffer.alloc(keyBytes);
    const words = wordsOf(key);
    for (let row = 0; row < this.#rows; row++) {
      for (let i = 0; i < 4; i++) words[i] = this.#words[row * 4 + i] as number;
      const index = this.#counts[row * countWidth] as number;
      origins[index] ??= dimensions.origin(this.#origins[index] as RequestObservation);
      const origin = origins[index];
      take(key, setOrigin(this.#read(row), origin), origin, this.#names.get(row) ?? noNames);
    }
  }

  clear(): void {
    this.#open = undefined;
    this.#rows = 0;
    this.#origins.length = 0;
    this.#names.clear();
    this.#large.clear();
    this.#places.fill(0);
  }

  /** Gives the open request its row, or joins it with the row it has. */
  #stage(): void {
    const open = this.#open;
    if (!open) return;
    this.#open = undefined;
    if (this.#rows === this.#capacity) this.#grow();
    requestKey(open.namespace, open.id, this.#keys, this.#rows * keyBytes);
    const place = this.#placeOf(this.#rows);
    const known = (this.#places[place] as number) - 1;
    if (known >= 0) {
      this.#join(known, open);
      return;
    }
    this.#places[place] = this.#rows + 1;
    this.#store(this.#rows, open);
    if (open.aliases?.length) this.#names.set(this.#rows, open.aliases);
    this.#rows++;
  }

  #join(row: number, observation: RequestObservation): void {
    const before = this.#observation(row);
    const after = mergeCopies(before, withTurnNumber(observation));
    if (after !== before) this.#store(row, after);
    const names = this.#names.get(row) ?? noNames;
    if (observation.aliases?.length) this.#names.set(row, [...new Set([...names, ...observation.aliases])]);
  }

  #observation(row: number): RequestObservation {
    const origin = this.#origins[this.#counts[row * countWidth] as number] as RequestObservation;
    return observationOf(this.#read(row), origin);
  }

  #store(row: number, o: RequestObservation): void {
    const counts = this.#counts;
    let at = row * countWidth;
    counts[at++] = this.#originOf(o);
    counts[at++] = packFlags(precisionCode(o), o.copied, active);
    counts[at++] = o.requests;
    counts[at++] = o.input;
    counts[at++] = o.cacheRead;
    counts[at++] = o.cacheWrite5m;
    counts[at++] = o.cacheWrite1h;
    counts[at++] = o.output;
    counts[at++] = o.reasoning;
    counts[at++] = o.webSearches;
    counts[at++] = o.context ?? untold;
    const numbers = this.#numbers;
    at = row * numberWidth;
    numbers[at++] = o.at;
    numbers[at++] = o.turn === undefined ? Number.NaN : turnNumber(o.turn);
    numbers[at++] = o.reportedCost ?? Number.NaN;
    numbers[at++] = o.credits ?? Number.NaN;
    if (isLarge(o)) this.#large.set(row, o);
    else if (this.#large.size > 0) this.#large.delete(row);
  }

  /** Fills the one row object that there is: a fresh one a request, with its boxed numbers, is a third of a batch's garbage. */
  #read(row: number): EventRow {
    const counts = this.#counts;
    const into = this.#row;
    let at = row * countWidth + 1;
    into.precision = precisionOf(counts[at] as number);
    into.copied = isCopied(counts[at++] as number);
    into.requests = counts[at++] as number;
    into.input = counts[at++] as number;
    into.cacheRead = counts[at++] as number;
    into.cacheWrite5m = counts[at++] as number;
    into.cacheWrite1h = counts[at++] as number;
    into.output = counts[at++] as number;
    into.reasoning = counts[at++] as number;
    into.webSearches = counts[at++] as number;
    into.context = counts[at] === untold ? null : (counts[at] as number);
    const numbers = this.#numbers;
    at = row * numberWidth;
    into.at = numbers[at++] as number;
    into.turn = known(numbers[at++] as number);
    into.reported = known(numbers[at++] as number);
    into.credits = known(numbers[at++] as number);
    const large = this.#large.size > 0 ? this.#large.get(row) : undefined;
    if (large) setCounts(into, large);
    return into;
  }

  #originOf(o: RequestObservation): number {
    const origins = this.#origins;
    const oldest = Math.max(0, origins.length - recentOrigins);
    for (let i = origins.length - 1; i >= oldest; i--) if (hasOrigin(o, origins[i] as RequestObservation)) return i;
    return origins.push(o) - 1;
  }

  /** Where the key of a row is, or is to be. */
  #placeOf(row: number): number {
    const words = this.#words;
    const mask = this.#places.length - 1;
    const at = row * 4;
    let place = (words[at] as number) & mask;
    for (let other = this.#places[place] as number; other > 0; other = this.#places[place] as number) {
      const its = (other - 1) * 4;
      if (
        words[at] === words[its] &&
        words[at + 1] === words[its + 1] &&
        words[at + 2] === words[its + 2] &&
        words[at + 3] === words[its + 3]
      )
        break;
      place = (place + 1) & mask;
    }
    return place;
  }

  /** One document may tell of more requests than a batch is meant to have. */
  #grow(): void {
    const [counts, numbers] = [this.#counts, this.#numbers];
    this.#capacity *= 2;
    this.#counts = new Int32Array(this.#capacity * countWidth);
    this.#counts.set(counts);
    this.#numbers = new Float64Array(this.#capacity * numberWidth);
    this.#numbers.set(numbers);
    this.#keys = Buffer.concat([this.#keys], this.#capacity * keyBytes);
    this.#words = wordsOf(this.#keys);
    this.#places = new Int32Array(this.#capacity * 2);
    for (let row = 0; row < this.#rows; row++) this.#places[this.#placeOf(row)] = row + 1;
  }
}

function wordsOf(bytes: Buffer): Int32Array {
  return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
}

/** Whether any of the counts may be no small integer: none is where not even their sum is another number. */
function isLarge(o: RequestObservation): boolean {
  const sum = o.requests + totalTokens(o) + o.reasoning + o.webSearches + (o.context ?? 0);
  return sum !== (sum | 0);
}

function known(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

/** Of one turn too: turns are compared as numbers, which they become in the row. */
function isSameRequest(a: RequestObservation, b: RequestObservation): boolean {
  return a.id === b.id && a.namespace === b.namespace && a.turn === b.turn;
}

/** Other names of copies add up. */
function withNames(merged: RequestObservation, a: RequestObservation, b: RequestObservation): RequestObservation {
  return { ...merged, aliases: [...new Set([...(a.aliases ?? []), ...(b.aliases ?? [])])] };
}

/** Interned strings make this a row of pointer comparisons. */
function hasOrigin(a: RequestObservation, b: RequestObservation): boolean {
  return (
    a.session === b.session &&
    a.model === b.model &&
    a.project === b.project &&
    a.branch === b.branch &&
    a.agent === b.agent &&
    a.sidechain === b.sidechain &&
    a.toolVersion === b.toolVersion &&
    a.namespace === b.namespace &&
    a.tool === b.tool &&
    a.store === b.store &&
    a.rank === b.rank &&
    a.provider === b.provider &&
    a.serviceTier === b.serviceTier &&
    a.speed === b.speed &&
    a.geo === b.geo &&
    a.initiator === b.initiator &&
    a.entrypoint === b.entrypoint &&
    a.contextWindow === b.contextWindow
  );
}
