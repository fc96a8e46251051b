import type { Asking, LedgerReader } from '../app/you.js';
import type { Counter } from './counter.js';
import type { Keeper } from './memory/keeper.js';
import { sessionStat, type WorkspaceStat } from './memory/memory.js';
import { Throttle } from './throttle.js';

/** Sums over sessions and workspace are asked for and kept at most this often. */
const gap = 30_000;
const sessionsBack = 7 * 86_400_000;
const sessionsKept = 400;

export interface RecorderOptions {
  readonly counter: Counter;
  readonly reader: LedgerReader;
  readonly keeper: Keeper;
  readonly asking: () => Asking;
  /** URI of the workspace; undefined without one. */
  readonly workspace: () => string | undefined;
}

/** Keeps figures in globalState for the next start and for other windows. */
export class Recorder {
  readonly #options: RecorderOptions;
  readonly #listening: { dispose(): void };
  readonly #sums = new Throttle<void>(gap, () => void this.#recordSums().catch(() => {}));

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#listening = options.counter.onChange(() => this.#record());
  }

  dispose(): void {
    this.#listening.dispose();
    this.#sums.dispose();
  }

  #record(): void {
    const { counter, keeper } = this.#options;
    const { figures, stopped } = counter;
    if (!figures || stopped !== undefined || figures === keeper.memory.figures) return;
    keeper.change({ figures });
    this.#sums.push();
  }

  /** A question without an answer keeps what was kept. */
  async #recordSums(): Promise<void> {
    const { reader, keeper, asking, workspace } = this.#options;
    const { now, zone, folders } = asking();
    const { sessions } = await reader.call('sessions', { zone, since: now - sessionsBack, limit: sessionsKept });
    keeper.change({ sessions: sessions.map(sessionStat) });
    const uri = workspace();
    if (uri === undefined || folders.length === 0) return;
    const { totals } = await reader.call('usage', { zone, folders, by: [] });
    const { total, requests, costNano, costAtLeast } = totals;
    const stat: WorkspaceStat = { total, requests, costNano, costAtLeast, at: now };
    keeper.change({ workspaces: { ...keeper.memory.workspaces, [await keeper.workspaceKey(uri)]: stat } });
  }
}
