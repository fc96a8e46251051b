import { AcceptHook } from './acceptHook.js';
import type { AcceptState } from './acceptState.js';
import type { HookTools } from './hookTools.js';
import { HookedRuns } from './runHooked.js';

/** All use that this window sees by itself: accepted suggestions, and commands run with `tallyboard.runHooked`. */
export class Hooks {
  readonly #accepts: AcceptHook;
  readonly #runs: HookedRuns;

  constructor(tools: HookTools) {
    this.#accepts = new AcceptHook(tools);
    this.#runs = new HookedRuns(tools);
  }

  get state(): AcceptState {
    return this.#accepts.state;
  }

  apply(on: boolean, asked: boolean): void {
    this.#accepts.apply(on, asked);
  }

  /** A suggestion that a hooked command accepts is counted with that command. */
  accepted(entrypoint: unknown): void {
    if (!this.#runs.watching) this.#accepts.accepted(entrypoint);
  }

  run(argument: unknown): Promise<unknown> {
    return this.#runs.run(argument);
  }

  /** Records what waits, and ends. */
  async close(): Promise<void> {
    await Promise.all([this.#accepts.close(), this.#runs.close()]);
  }
}
