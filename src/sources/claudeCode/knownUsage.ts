import type { LineView } from '../../core/bytes.js';
import { Piece } from './piece.js';
import { type ClaudeRequest, copyUsage, emptyRequest } from './request.js';
import { UsageTemplate } from './usageTemplate.js';

/** The counters of a usage object, in the order of `CounterPlaces`. */
export const counters = [
  'input',
  'output',
  'cacheRead',
  'cacheWrite',
  'write5m',
  'write1h',
  'webSearches',
  'thinking',
] as const satisfies readonly (keyof ClaudeRequest)[];
export type CounterName = (typeof counters)[number];

/** Where each counter's value was read, or -1. */
export type CounterPlaces = Int32Array;

/** Usage objects seen lately: how they are written, and how far from the end of their line they ended. */
interface Form {
  readonly template: UsageTemplate;
  readonly request: ClaudeRequest;
  /** Of each counter, the number of the template that tells it; -1 where `request` has it for all of them. */
  readonly numbers: Int32Array;
  rest: number;
}

/** The message's stop fields before its usage. */
interface Stop {
  readonly piece: Piece;
  stopped: boolean;
}

/**
 * Reads a message's usage where the one before it stood, if it is written alike. Half of a transcript's lines repeat a
 * usage object to the byte, as a response has one line a content block, and nearly all others differ in numbers only.
 */
export class KnownUsage {
  readonly #forms: Form[] = [];
  readonly #stops: Stop[] = [];

  /** Returns the offset after the usage object, or 0 when it is not written like one seen lately. */
  recall(line: LineView, message: number, request: ClaudeRequest): number {
    for (let i = 0; i < this.#forms.length; i++) {
      const form = this.#forms[i] as Form;
      const end = line.length - form.rest;
      const start = form.template.readBefore(line, end);
      if (start < message) continue;
      if (!this.#stop(line, start, message, request)) return 0;
      fill(form, request);
      if (i > 0) toFront(this.#forms, i);
      return end;
    }
    return 0;
  }

  #stop(line: LineView, before: number, message: number, request: ClaudeRequest): boolean {
    for (let i = 0; i < this.#stops.length; i++) {
      const stop = this.#stops[i] as Stop;
      const start = before - stop.piece.length;
      if (start < message || !stop.piece.standsAt(line, start)) continue;
      request.stopped = stop.stopped;
      if (i > 0) toFront(this.#stops, i);
      return true;
    }
    return false;
  }

  /** Takes what was read byte by byte: stop fields from `stop`, usage member in [from, to). */
  learn(
    line: LineView,
    { stop, from, to }: { readonly stop: number; readonly from: number; readonly to: number },
    request: ClaudeRequest,
    places: CounterPlaces,
  ): void {
    const form = recycled(this.#forms, () => ({
      template: new UsageTemplate(),
      request: emptyRequest(),
      numbers: new Int32Array(counters.length),
      rest: 0,
    }));
    form.template.learn(line, from, to);
    form.rest = line.length - to;
    copyUsage(request, form.request);
    for (let i = 0; i < counters.length; i++) {
      const place = places[i] as number;
      form.numbers[i] = place < 0 ? -1 : form.template.numberAt(line, from, place);
    }
    const known = recycled(this.#stops, () => ({ piece: new Piece(), stopped: false }));
    known.piece.keep(line, stop, from);
    known.stopped = request.stopped;
  }
}

function fill({ template, request: known, numbers }: Form, request: ClaudeRequest): void {
  const { stopped } = request;
  copyUsage(known, request);
  request.stopped = stopped;
  const read = template.numbers;
  const number = (index: number, other: number) => {
    const at = numbers[index] as number;
    return at < 0 ? other : (read[at] as number);
  };
  request.input = number(0, known.input);
  request.output = number(1, known.output);
  request.cacheRead = number(2, known.cacheRead);
  request.cacheWrite = number(3, known.cacheWrite);
  request.write5m = number(4, known.write5m);
  request.write1h = number(5, known.write1h);
  request.webSearches = number(6, known.webSearches);
  request.thinking = number(7, known.thinking);
}

const mostKnown = 4;

/** A new item, or the one longest not used, at the front. */
function recycled<T>(items: T[], make: () => T): T {
  const item = items.length < mostKnown ? make() : (items.pop() as T);
  items.unshift(item);
  return item;
}

function toFront<T>(items: T[], index: number): void {
  const item = items[index] as T;
  for (let i = index; i > 0; i--) items[i] = items[i - 1] as T;
  items[0] = item;
}
