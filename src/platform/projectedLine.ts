import { count, instantOf, isInstant, jsonOf, numberOf } from '../core/json.js';
import type { Line } from '../core/line.js';
import type { SlotSet } from '../core/shape.js';
import type { Projector } from './projector.js';

/** Kinds of a value, as the kernel numbers them; 0 is absent. */
const isNull = 1;
const isTrue = 3;
const isNumber = 4;
const isText = 5;
const isObject = 6;
const isCount = 8;

/** Numbers from here on are of values that change; below, of texts that repeat. */
const serials = 1 << 30;

/** The line that the kernel has read, over its memory: makes text only of what is asked for, and of repeated text once. */
export class ProjectedLine implements Line {
  readonly #projector: Projector;
  readonly #texts: (string | undefined)[] = [];
  #generation = 0;
  /** Of each slot the last value's serial and text. */
  readonly #serials: number[] = [];
  readonly #values: (string | undefined)[] = [];

  constructor(projector: Projector) {
    this.#projector = projector;
  }

  /** After the kernel has read a line. */
  moved(): void {
    const { shared } = this.#projector;
    if (shared[7] === this.#generation) return;
    this.#generation = shared[7] as number;
    this.#texts.length = 0;
  }

  /** The kernel was begun anew: its numbers stand for other texts. */
  forget(): void {
    this.#texts.length = 0;
    this.#serials.length = 0;
    this.#generation = 0;
  }

  has(slot: number): boolean {
    return (this.#projector.kinds[slot] as number) > isNull;
  }

  isTold(slot: number): boolean {
    return this.#projector.kinds[slot] !== 0;
  }

  isObject(slot: number): boolean {
    return this.#projector.kinds[slot] === isObject;
  }

  isTrue(slot: number): boolean {
    return this.#projector.kinds[slot] === isTrue;
  }

  text(slot: number): string | undefined {
    if (this.#projector.kinds[slot] !== isText) return undefined;
    const id = this.#projector.ids[slot] as number;
    if (id < 0) return this.#decode(slot);
    if (id >= serials) return this.#changing(slot, id);
    const known = this.#texts[id];
    if (known !== undefined) return known === '' ? undefined : known;
    const text = this.#decode(slot);
    this.#texts[id] = text ?? '';
    return text;
  }

  /** What is counted comes from a list of integers: V8 keeps those in an object's own fields, any other number beside it. */
  count(slot: number): number {
    const { kinds, ids } = this.#projector;
    return kinds[slot] === isCount ? (ids[slot] as number) : this.#otherCount(slot);
  }

  #otherCount(slot: number): number {
    return (this.#projector.kinds[slot] as number) < isNumber ? 0 : count(this.value(slot));
  }

  number(slot: number): number {
    const kind = this.#projector.kinds[slot] as number;
    if (kind === isCount) return this.#projector.ids[slot] as number;
    if (kind < isNumber) return Number.NaN;
    const number = kind === isNumber ? (this.#projector.numbers[slot] as number) : Number.NaN;
    return Number.isNaN(number) ? numberOf(this.value(slot)) : number;
  }

  instant(slot: number): number {
    const kind = this.#projector.kinds[slot];
    if (kind === 0) return Number.NaN;
    const instant = kind === isText ? (this.#projector.numbers[slot] as number) : Number.NaN;
    return isInstant(instant) ? instant : instantOf(this.value(slot));
  }

  value(slot: number): unknown {
    const { buffer, kinds, froms, tos, ids, numbers } = this.#projector;
    if (kinds[slot] === 0) return undefined;
    if (kinds[slot] === isCount) return ids[slot];
    if (kinds[slot] === isNumber && (numbers[slot] as number) > 0) return numbers[slot];
    return jsonOf(buffer.utf8Slice(froms[slot] as number, tos[slot] as number));
  }

  mentions(slot: number, text: string, other = text): boolean {
    const { buffer, kinds, froms, tos } = this.#projector;
    if (kinds[slot] === 0) return false;
    const written = buffer.latin1Slice(froms[slot] as number, tos[slot] as number);
    return written.includes(text) || (other !== text && written.includes(other));
  }

  sameBut(slots: SlotSet): boolean {
    const { shared } = this.#projector;
    for (let word = 0; word < 3; word++) {
      if (((shared[4 + word] as number) & ~(slots[word] as number)) !== 0) return false;
    }
    return true;
  }

  json(): Readonly<Record<string, unknown>> {
    const { buffer, shared } = this.#projector;
    const value = jsonOf(buffer.utf8Slice(shared[0] as number, shared[1] as number));
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  }

  #changing(slot: number, serial: number): string | undefined {
    if (this.#serials[slot] !== serial) {
      this.#serials[slot] = serial;
      this.#values[slot] = this.#decode(slot);
    }
    return this.#values[slot];
  }

  /** Between its quotes; JSON undoes the escapes. */
  #decode(slot: number): string | undefined {
    const { buffer, froms, tos } = this.#projector;
    const from = froms[slot] as number;
    const to = tos[slot] as number;
    const text = buffer.utf8Slice(from + 1, to - 1);
    if (!text.includes('\\')) return text === '' ? undefined : text;
    const value = jsonOf(buffer.utf8Slice(from, to));
    return typeof value === 'string' && value !== '' ? value : undefined;
  }
}
