import type { Asked, OpenCalls } from '../core/keptWork/editSource.js';

/** A call is given up when so much of the log lies behind it: its tool was killed. */
const longestOpen = 4 * 1024 * 1024;
const mostOpen = 500;

interface Open {
  readonly asked: readonly Asked[];
  /** Where a reading has to start for the call to be found again, and the state there. */
  readonly from: number;
  readonly state: unknown;
}

/** The calls of one reading that have no result yet: kept in memory only, since they hold text. */
export class Calls implements OpenCalls {
  readonly #open = new Map<string, Open>();
  /** Told by the reader: the end of the line before, and the state there. */
  at: { readonly from: number; readonly state: unknown } = { from: 0, state: undefined };

  open(call: string, asked: readonly Asked[]): void {
    if (this.#open.has(call)) return;
    if (this.#open.size >= mostOpen) this.#open.delete(this.#open.keys().next().value ?? '');
    this.#open.set(call, { asked, from: this.at.from, state: structuredClone(this.at.state) });
  }

  close(call: string): readonly Asked[] | undefined {
    const open = this.#open.get(call);
    this.#open.delete(call);
    return open?.asked;
  }

  clear(): void {
    this.#open.clear();
  }

  /** Where the next reading starts: before the first call that may still get its result. */
  resume(end: number, state: unknown): { readonly from: number; readonly state: unknown } {
    for (const { from, state: then } of this.#open.values())
      if (end - from <= longestOpen) return { from, state: then };
    return { from: end, state };
  }
}
