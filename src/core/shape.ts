/** What to do with a member of a JSON object, by the kind of figure that it is. */
export type MemberUse = 'number' | 'text' | 'instant' | 'value' | 'object' | 'only' | 'except' | 'never';

/** One wanted member. */
export interface Member {
  readonly key: string;
  readonly use: MemberUse;
  /** Its number in the shape: what `Line`'s methods are asked with. */
  readonly slot: number;
  /** Of an `object`. */
  readonly inner?: Shape;
  /** Of `only` and `except`. */
  readonly list?: readonly string[];
  /** The list matters only in such lines. */
  readonly when?: Condition;
}

/** A member of the line, `only` or a text, is told before and is one of these texts. */
export interface Condition {
  readonly slot: number;
  readonly is: readonly string[];
}

/**
 * The members that a source wants of the JSON objects of its log. Each method adds a member and returns its slot. The
 * order does not matter; at most `mostSlots` in all.
 */
export class Shape {
  readonly members: Member[] = [];
  /** The slot of this object itself; -1 of the whole line. */
  readonly slot: number;
  readonly #root: Shape;
  #slots = 0;

  constructor(root?: Shape, slot = -1) {
    this.#root = root ?? this;
    this.slot = slot;
  }

  /** A counter or another number. */
  number(key: string): number {
    return this.#add(key, 'number');
  }

  /** A text that stands in many lines: the same bytes give the same string. */
  text(key: string): number {
    return this.#add(key, 'text');
  }

  /** An instant, as ISO text or a number. */
  instant(key: string): number {
    return this.#add(key, 'instant');
  }

  /** A text or value that changes from line to line. */
  value(key: string): number {
    return this.#add(key, 'value');
  }

  /** An object of which members are wanted. */
  object(key: string): Shape {
    const inner = new Shape(this.#root, this.#root.#slots);
    this.#add(key, 'object', { inner });
    return inner;
  }

  /**
   * A text; a line where it is told and is none of the list is passed over. With a condition, a line that tells the
   * members in another order may be delivered all the same.
   */
  only(key: string, list: readonly string[], when?: Condition): number {
    return this.#add(key, 'only', when ? { list, when } : { list });
  }

  /** A text; a line where it is one of the list is passed over. */
  except(key: string, list: readonly string[]): number {
    return this.#add(key, 'except', { list });
  }

  /** A line that has this member is passed over. */
  never(key: string): void {
    this.#add(key, 'never');
  }

  #add(key: string, use: MemberUse, more: Pick<Member, 'inner' | 'list' | 'when'> = {}): number {
    const slot = this.#root.#slots++;
    if (slot >= mostSlots) throw new RangeError(`a shape has at most ${mostSlots} members`);
    this.members.push({ key, use, slot, ...more });
    return slot;
  }
}

export const mostSlots = 96;

/** Some slots of a shape, as bits: three numbers of 32. */
export type SlotSet = readonly [number, number, number];

export function slotSet(...slots: readonly number[]): SlotSet {
  const words: [number, number, number] = [0, 0, 0];
  for (const slot of slots) words[(slot >> 5) as 0 | 1 | 2] |= 1 << (slot & 31);
  return words;
}
