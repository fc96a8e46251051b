import { count, instantOf, numberOf, record, text } from './json.js';
import type { Member, Shape, SlotSet } from './shape.js';

/**
 * One line of a log: a JSON object, of which the members of its source's shape can be asked for by their slots. Valid
 * only until the reader moves on: keep what the methods return, never the line.
 */
export interface Line {
  /** Whether the member stands in the line, and not as null. */
  has(slot: number): boolean;
  /** Whether the member stands in the line, be it as null. */
  isTold(slot: number): boolean;
  isObject(slot: number): boolean;
  isTrue(slot: number): boolean;
  /** The text; undefined for '' and anything else. */
  text(slot: number): string | undefined;
  /** A counter, read as tolerantly as `count` does; 0 for what is none. */
  count(slot: number): number;
  /** A number, read as tolerantly as `numberOf` does; NaN for what is none. */
  number(slot: number): number;
  /** Milliseconds since 1970, read as tolerantly as `instantOf` does; NaN for what is none. */
  instant(slot: number): number;
  /** The parsed value; undefined where there is none. */
  value(slot: number): unknown;
  /** Whether an ASCII text, or another one, stands anywhere in the value as it is written: cheaper than to parse what lacks it. */
  mentions(slot: number, text: string, other?: string): boolean;
  /** Whether the line before it was delivered too, of the same file, and told the same but for these slots. */
  sameBut(slots: SlotSet): boolean;
  /** The whole line, parsed. */
  json(): Readonly<Record<string, unknown>>;
}

/** A parsed JSON object as a line: for what cannot be read from its bytes, and for objects that were put together. */
export class ParsedLine implements Line {
  /** One that always is: V8 forgets what it compiled for a kind of object once none of that kind is left. */
  static readonly none: Line = new ParsedLine({});
  readonly #values: unknown[] = [];
  readonly #json: Readonly<Record<string, unknown>>;

  private constructor(json: Readonly<Record<string, unknown>>) {
    this.#json = json;
  }

  /** Undefined where the shape passes over the line. */
  static of(json: Readonly<Record<string, unknown>>, shape: Shape): ParsedLine | undefined {
    const line = new ParsedLine(json);
    return line.#take(json, shape) ? line : undefined;
  }

  #take(object: Readonly<Record<string, unknown>>, shape: Shape): boolean {
    const { members } = shape;
    for (let index = 0; index < members.length; index++) {
      const member = members[index] as Member;
      if (!Object.hasOwn(object, member.key)) continue;
      const value = object[member.key];
      if (this.#passesOver(member, value)) return false;
      this.#values[member.slot] = value;
      const inner = record(value);
      if (member.inner && inner && !this.#take(inner, member.inner)) return false;
    }
    return true;
  }

  #passesOver({ use, list, when }: Member, value: unknown): boolean {
    if (use === 'never') return true;
    if (list === undefined || typeof value !== 'string') return false;
    if (when && !when.is.includes(String(this.#values[when.slot]))) return false;
    return list.includes(value) === (use === 'except');
  }

  has(slot: number): boolean {
    const value = this.#values[slot];
    return value !== undefined && value !== null;
  }

  isTold(slot: number): boolean {
    return this.#values[slot] !== undefined;
  }

  isObject(slot: number): boolean {
    return record(this.#values[slot]) !== undefined;
  }

  isTrue(slot: number): boolean {
    return this.#values[slot] === true;
  }

  text(slot: number): string | undefined {
    return text(this.#values[slot]);
  }

  count(slot: number): number {
    return count(this.#values[slot]);
  }

  number(slot: number): number {
    return numberOf(this.#values[slot]);
  }

  instant(slot: number): number {
    return instantOf(this.#values[slot]);
  }

  value(slot: number): unknown {
    return this.#values[slot];
  }

  mentions(slot: number, text: string, other = text): boolean {
    const written = JSON.stringify(this.#values[slot]) ?? '';
    return written.includes(text) || written.includes(other);
  }

  sameBut(): boolean {
    return false;
  }

  json(): Readonly<Record<string, unknown>> {
    return this.#json;
  }
}
