import type { Cancellation } from '../../protocol/rpc.js';
import type { MachinesData } from '../../protocol/team.js';
import type { MachinesShown, TeamHere, TeamRequest } from '../../protocol/teamWork.js';
import type { TeamHost } from './teamHost.js';

export interface MachinesHostOptions {
  readonly team: Pick<TeamHost, 'call' | 'everyTeam'>;
  readonly names: () => readonly string[];
  readonly changed: () => void;
  readonly now?: () => number;
}

/** They are looked at anew so often while somebody looks. */
const lookEvery = 5 * 60_000;

/** What a window knows of a person's own machines: told at once from what was read last, read anew behind. */
export class MachinesHost {
  readonly #options: MachinesHostOptions;
  readonly #now: () => number;
  /** Ids of the teams of which none is of machines: a team never becomes one. */
  #none = '';
  #lookedAt = Number.NEGATIVE_INFINITY;
  #looking: AbortController | undefined;
  #requests = 0;
  #trouble: string | null = null;

  constructor(options: MachinesHostOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** The machines that this one is with, or asked to be; else those it was with. Asks the worker only where there may be some. */
  async here(signal?: Cancellation): Promise<TeamHere | undefined> {
    const names = this.#options.names().join();
    if (names === this.#none) return undefined;
    const all = (await this.#options.team.everyTeam(signal)).filter(({ kind }) => kind === 'machines');
    if (all.length === 0) this.#none = names;
    return all.find(({ standing }) => standing === 'member' || standing === 'waiting');
  }

  /** What the tab You says; null where this is the only machine. */
  async data(signal?: Cancellation): Promise<MachinesData | null> {
    const here = await this.here(signal);
    if (here === undefined) return null;
    const shown = await this.shown(here, signal);
    if (shown.state === 'left' || shown.state === 'removed') return null;
    if (shown.state !== 'keyLost' && this.#now() - this.#lookedAt >= lookEvery) void this.#lookBehind(here);
    return this.#told(shown, shown.state);
  }

  shown({ id }: TeamHere, signal?: Cancellation): Promise<MachinesShown> {
    return this.#options.team.call('machines', { team: id }, signal);
  }

  /** Looks at them now; who asks to be added. */
  async look({ id }: TeamHere, signal: AbortSignal): Promise<readonly TeamRequest[]> {
    this.#lookedAt = this.#now();
    const waiting = await this.#options.team.call('look', { team: id }, signal);
    if (signal.aborted) return waiting;
    this.#requests = waiting.length;
    this.#trouble = null;
    this.#options.changed();
    return waiting;
  }

  /** After any act: nothing of before is told. */
  forget(): void {
    this.#looking?.abort();
    this.#looking = undefined;
    this.#none = '';
    this.#lookedAt = Number.NEGATIVE_INFINITY;
    this.#requests = 0;
    this.#trouble = null;
  }

  async #lookBehind(here: TeamHere): Promise<void> {
    if (this.#looking) return;
    const looking = new AbortController();
    this.#looking = looking;
    try {
      await this.look(here, looking.signal);
    } catch (error) {
      if (this.#looking !== looking) return;
      this.#trouble = error instanceof Error ? error.message : String(error);
      this.#options.changed();
    } finally {
      if (this.#looking === looking) this.#looking = undefined;
    }
  }

  #told(shown: MachinesShown, state: MachinesData['state']): MachinesData {
    const { words } = shown;
    const around = { state, words, requests: this.#requests, trouble: this.#trouble };
    if (shown.state !== 'member') return { ...around, total: 0, machines: [], tells: false };
    const { sums, number, told } = shown;
    const machines = sums.machines.map(({ label, number: of, issued, totals }) => {
      return { label, own: of === number, told: issued, total: totals.total };
    });
    return { ...around, total: sums.totals.total, machines, tells: told };
  }
}
