import { type ToldUsage, toldTokens } from '../../core/totals.js';
import type { ToldLine } from './toldReader.js';

/** One request as a thread's totals show it, and the one that its total goes on from. */
export interface Step {
  readonly usage: ToldUsage;
  readonly line: ToldLine;
  readonly before: Step | undefined;
  /** What the total held before its first request. */
  readonly start: Start;
}

/** Tokens that a counter held before its first line here: a parent's, or of a log that is not here. */
export interface Start {
  readonly tokens: number;
  readonly class: 'fork' | 'missing-store';
  readonly line: ToldLine | undefined;
}

export interface Lineage {
  readonly steps: readonly Step[];
  /** The last step of the total that the thread told last. */
  readonly last: Step | undefined;
}

/** `counted`: what the session's rows used, to tell a response whose line was lost from a second counter that joins. */
export function lineageOf(lines: readonly ToldLine[], counted: ReadonlySet<string>): Lineage {
  const tracing = new Tracing(counted);
  for (const line of lines) {
    if (line.record) tracing.record(line);
    else tracing.total(line);
  }
  return { steps: tracing.steps, last: tracing.last };
}

/** Leads each total back to the one that it goes on from. */
class Tracing {
  readonly steps: Step[] = [];
  readonly #rows: ReadonlySet<string>;
  readonly #known = new Map<string, Step | undefined>([[keyOf(none), undefined]]);
  /** The last total, which the next one goes on from as a rule; nothing before the first. */
  #before: ToldUsage | undefined;
  /** The request of a record that no total has told yet. */
  #recorded: { readonly key: string; readonly step: Step } | undefined;
  /** The request of the last total, whose record may come yet. */
  #counted: Step | undefined;
  /** A fork's counter may begin with its parent's figure. */
  #start: Start = { tokens: 0, class: 'fork', line: undefined };

  constructor(counted: ReadonlySet<string>) {
    this.#rows = counted;
  }

  get last(): Step | undefined {
    return this.#before === undefined ? this.steps.at(-1) : this.#known.get(keyOf(this.#before));
  }

  /**
   * A record is a request by itself, unless the total before told it: then it has that one's usage, and a sum that does not go on from
   * it. Its own sum may begin at nothing in a thread that an older build began.
   */
  record(line: ToldLine): void {
    const { sum, last } = line;
    if (last === undefined || toldTokens(last) === 0 || this.#tells(sum, last)) return;
    const base = keyOf(less(sum, last));
    const counted = this.#counted;
    this.#counted = undefined;
    if (counted && keyOf(counted.usage) === keyOf(last) && base !== keyOf(this.#before ?? none)) {
      this.#known.set(keyOf(sum), counted);
      return;
    }
    if (this.steps.length === 0) this.#takeStart(line);
    const step = this.#add(line, last, this.#known.has(base) ? this.#known.get(base) : this.steps.at(-1));
    this.#recorded = { key: keyOf(last), step };
  }

  total(line: ToldLine): void {
    const { sum, last } = line;
    const before = this.#before;
    if (before !== undefined && keyOf(sum) === keyOf(before)) return;
    const tells = last !== undefined && toldTokens(last) > 0;
    if (tells && this.#recorded?.key === keyOf(last)) {
      this.#confirm(line, this.#recorded.step);
      return;
    }
    const base = tells ? less(sum, last) : undefined;
    const goesOn = base !== undefined && keyOf(base) === keyOf(before ?? none);
    if (!goesOn && before !== undefined && this.#tells(sum, tells ? last : undefined)) return;
    if (goesOn) this.#add(line, last ?? none, this.#known.get(keyOf(base)));
    else if (before === undefined) this.#add(line, last && this.#takeStart(line) ? last : sum, undefined);
    else this.#strange(line, base, before);
    this.#counted = this.steps.at(-1);
    this.#before = sum;
  }

  /** Whether a line told this sum before; by another request it can be reached too. */
  #tells(sum: ToldUsage, last: ToldUsage | undefined): boolean {
    const known = this.#known.get(keyOf(sum));
    if (known === undefined || last === undefined) return this.#known.has(keyOf(sum));
    return keyOf(known.usage) === keyOf(last);
  }

  /** The total of a request that its record told before: it says better what the request goes on from. */
  #confirm(line: ToldLine, step: Step): void {
    this.#recorded = undefined;
    this.#counted = undefined;
    const base = keyOf(less(line.sum, step.usage));
    const inherits = this.#before === undefined && step.start.tokens === 0 && this.#takeStart(line);
    const before = this.#known.has(base) ? this.#known.get(base) : step.before;
    const better = { ...step, before, start: inherits ? this.#start : (before?.start ?? step.start) };
    this.steps[this.steps.indexOf(step)] = better;
    for (const sum of [line.sum, step.line.sum]) this.#known.set(keyOf(sum), better);
    this.#before = line.sum;
  }

  /** A total that does not go on from the one before: of an earlier one, of a lost line, of a counter that joins. */
  #strange(line: ToldLine, base: ToldUsage | undefined, before: ToldUsage): void {
    const { sum, last = none } = line;
    if (base !== undefined && this.#known.has(keyOf(base))) {
      this.#add(line, last, this.#known.get(keyOf(base)));
      return;
    }
    const difference = less(sum, before);
    if (grown(sum, before) && (base === undefined || this.#rows.has(keyOf(difference)))) {
      this.#add(line, difference, this.#known.get(keyOf(before)));
      return;
    }
    const tokens = base === undefined ? 0 : Math.max(0, toldTokens(base));
    this.#start = { tokens, class: 'missing-store', line };
    this.#add(line, base === undefined ? sum : last, undefined);
  }

  /** Whether a first total held what the thread's parent had used. */
  #takeStart(line: ToldLine): boolean {
    const { sum, last, parents = [] } = line;
    const tokens = last !== undefined && toldTokens(last) > 0 ? toldTokens(less(sum, last)) : 0;
    if (tokens <= 0 || parents.length === 0) return false;
    this.#start = { tokens, class: 'fork', line };
    return true;
  }

  #add(line: ToldLine, usage: ToldUsage, before: Step | undefined): Step {
    const fresh = before === undefined && keyOf(usage) === keyOf(line.sum);
    const start = before?.start ?? (fresh ? { tokens: 0, class: 'fork' as const, line: undefined } : this.#start);
    const step: Step = { usage, line, before, start };
    this.steps.push(step);
    this.#known.set(keyOf(line.sum), step);
    return step;
  }
}

export const none: ToldUsage = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0 };

/** Without cache writes: builds before 0.14x leave them inside the input. */
export function keyOf({ input, cacheRead, output }: Pick<ToldUsage, 'input' | 'cacheRead' | 'output'>): string {
  return `${input} ${cacheRead} ${output}`;
}

function less(a: ToldUsage, b: ToldUsage): ToldUsage {
  return {
    input: a.input - b.input,
    cacheRead: a.cacheRead - b.cacheRead,
    cacheWrite: a.cacheWrite - b.cacheWrite,
    output: a.output - b.output,
  };
}

function grown(a: ToldUsage, b: ToldUsage): boolean {
  return a.input >= b.input && a.cacheRead >= b.cacheRead && a.output >= b.output;
}
