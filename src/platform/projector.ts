import { type Condition, type Member, type MemberUse, mostSlots, type Shape } from '../core/shape.js';
import { kernelInstance } from './kernelModule.js';

/** What `src/kernel/projector.ts` exports. Offsets are bytes of its memory. */
interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  kindsAt(): number;
  fromsAt(): number;
  tosAt(): number;
  idsAt(): number;
  numbersAt(): number;
  shapesAt(): number;
  sharedAt(): number;
  dataAt(): number;
  restart(): void;
  next(from: number, to: number, shape: number): number;
  drops(from: number, to: number, shape: number): number;
}

/** Answers of `next`. */
export const ended = 0;
export const whole = 1;

const uses: Readonly<Record<MemberUse, number>> = {
  number: 1,
  text: 2,
  instant: 3,
  value: 4,
  object: 5,
  only: 6,
  except: 7,
  never: 8,
};

const pageBytes = 65_536;
const shapesBytes = 65_536;
/** The kernel reads up to 64 bytes at once, also at the end of the data. */
const spareBytes = 64;

/**
 * The kernel that reads lines, and its memory: the logs' bytes are read straight into it. `capacity` bytes of them fit
 * from `dataAt` on; `grow` makes room for a longer line. All views are new after that.
 */
export class Projector {
  dataAt = 0;
  capacity = 0;
  buffer!: Buffer;
  kinds!: Uint8Array;
  froms!: Int32Array;
  tos!: Int32Array;
  ids!: Int32Array;
  numbers!: Float64Array;
  /** Where the line starts and ends, where the next one starts, 0, three words of slots that changed, the texts' generation. */
  shared!: Int32Array;
  #kernel!: Kernel;
  readonly #shapes = new Map<Shape, number>();
  #shapesEnd = 0;

  constructor(capacity: number) {
    this.begin(capacity);
  }

  /** Begins anew, as memory that has grown cannot shrink. All views are new, and the shapes have no place any more. */
  begin(capacity: number): void {
    this.#kernel = kernelInstance() as Kernel;
    this.dataAt = this.#kernel.dataAt();
    this.#shapesEnd = this.#kernel.shapesAt();
    this.#shapes.clear();
    this.#view();
    this.grow(capacity);
  }

  /** Makes room for a longer line, in the memory that there is where it has it. */
  grow(capacity: number): void {
    const wanted = capacity + spareBytes - this.room;
    if (wanted > 0) {
      this.#kernel.memory.grow(Math.ceil(wanted / pageBytes));
      this.#view();
    }
    this.capacity = capacity;
  }

  /** Bytes from `dataAt` on, of which `capacity` are to be filled. */
  get room(): number {
    return this.#kernel.memory.buffer.byteLength - this.dataAt;
  }

  #view(): void {
    const { buffer } = this.#kernel.memory;
    this.buffer = Buffer.from(buffer);
    this.kinds = new Uint8Array(buffer, this.#kernel.kindsAt(), mostSlots);
    this.froms = new Int32Array(buffer, this.#kernel.fromsAt(), mostSlots);
    this.tos = new Int32Array(buffer, this.#kernel.tosAt(), mostSlots);
    this.ids = new Int32Array(buffer, this.#kernel.idsAt(), mostSlots);
    this.numbers = new Float64Array(buffer, this.#kernel.numbersAt(), mostSlots);
    this.shared = new Int32Array(buffer, this.#kernel.sharedAt(), 8);
  }

  /** Another file's lines follow. */
  restart(): void {
    this.#kernel.restart();
  }

  /** Where the kernel has the shape. */
  place(shape: Shape): number {
    const known = this.#shapes.get(shape);
    if (known !== undefined) return known;
    const place = this.#layOut(shape);
    this.#shapes.set(shape, place);
    return place;
  }

  /** Reads on to the next line of [from, to) that is not passed over. */
  next(from: number, to: number, place: number): number {
    return this.#kernel.next(from, to, place);
  }

  /** Whether the first bytes of a line already show that it is passed over. */
  drops(from: number, to: number, place: number): boolean {
    return this.#kernel.drops(from, to, place) !== 0;
  }

  /**
   * A node: bits of the keys' lengths (8 bytes), by length the number of the first entry (64), the kernel's place for the order of its
   * members (8), and 32 bytes an entry, by length, up to one without a length.
   */
  #layOut(shape: Shape): number {
    const entries = shape.members.map((member) => this.#entry(member)).sort((a, b) => a.length - b.length);
    const node = this.#take(80 + 32 * (entries.length + 1));
    let lengths = 0n;
    for (const { length } of entries) lengths |= 1n << BigInt(length);
    this.buffer.writeBigUInt64LE(lengths, node);
    this.buffer.fill(0, node + 8, node + 80);
    for (const [index, entry] of [...entries.entries()].reverse()) this.buffer[node + 8 + entry.length] = index;
    for (const [index, entry] of entries.entries()) entry.write(node + 80 + 32 * index);
    return node;
  }

  #entry({ key, use, slot, inner, list, when }: Member): { length: number; write: (at: number) => void } {
    const [place, length] = this.#text(key);
    if (length > 63) throw new RangeError(`a member's key has at most 63 bytes: ${key}`);
    const further = inner ? this.#layOut(inner) : list ? this.#list(list) : 0;
    const condition = when ? this.#condition(when) : 0;
    const head = Buffer.alloc(8);
    head.write(key, 'utf8');
    const write = (at: number) => {
      head.copy(this.buffer, at);
      for (const [index, value] of [length, place, uses[use], slot, further, condition].entries())
        this.buffer.writeUInt32LE(value, at + 8 + 4 * index);
    };
    return { length, write };
  }

  #condition({ slot, is }: Condition): number {
    const list = this.#list(is);
    const condition = this.#take(8);
    this.buffer.writeUInt32LE(slot, condition);
    this.buffer.writeUInt32LE(list, condition + 4);
    return condition;
  }

  /** Count, then length and place of each text. */
  #list(texts: readonly string[]): number {
    const items = texts.map((text) => this.#text(text));
    const list = this.#take(4 + 8 * items.length);
    this.buffer.writeUInt32LE(items.length, list);
    for (const [index, [place, length]] of items.entries()) {
      this.buffer.writeUInt32LE(length, list + 4 + 8 * index);
      this.buffer.writeUInt32LE(place, list + 8 + 8 * index);
    }
    return list;
  }

  #text(text: string): readonly [place: number, length: number] {
    const length = Buffer.byteLength(text);
    const place = this.#take(length + 8);
    this.buffer.write(text, place, 'utf8');
    return [place, length];
  }

  #take(bytes: number): number {
    const place = this.#shapesEnd;
    this.#shapesEnd = (place + bytes + 7) & ~7;
    if (this.#shapesEnd > this.#kernel.shapesAt() + shapesBytes)
      throw new RangeError('the shapes take too much memory');
    return place;
  }
}
