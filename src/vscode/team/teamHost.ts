import type { TeamClient } from '../../app/team/client.js';
import type { LedgerReader } from '../../app/you.js';
import type { BoardName } from '../../core/team/policy.js';
import { lastDayOf } from '../../core/team/week.js';
import { type Cancellation, callErrorOf } from '../../protocol/rpc.js';
import type { SharedData, TeamData } from '../../protocol/team.js';
import type { TeamHere, TeamRequest, TeamShown, TeamWorkMethods } from '../../protocol/teamWork.js';
import { MachinesHost } from './machinesHost.js';
import { type Around, elsewhere, noTeam, teamData } from './teamData.js';
import { inTeamWords } from './teamFailures.js';
import type { Turn } from './turn.js';

export interface TeamHostOptions {
  readonly client: TeamClient;
  /** Ids of this machine's: looked at before each call to the worker. */
  readonly names: () => readonly string[];
  readonly reader: LedgerReader;
  readonly turn: Turn;
  readonly zone: () => string;
  /** The extension runs on a machine that teams are off on; one's own machines are not. */
  readonly elsewhere: boolean;
  /** Which one of several the person looks at. */
  readonly chosen: () => string | undefined;
  /** The tab is in sight. */
  readonly seen: () => boolean;
  /** Other words, or other figures: the page asks again. */
  readonly changed: () => void;
  readonly now?: () => number;
}

const minute = 60_000;
/** A team that is looked at is read anew so often. */
const lookEvery = 5 * minute;
const longestWait = 60 * minute;

/**
 * What a window knows of the team it shows: told at once from what was read last, read anew behind. Without a team on this
 * machine it starts nothing; while the person pauses sharing, nothing by itself.
 */
export class TeamHost {
  /** One person's own machines, which are a team of one. */
  readonly machines: MachinesHost;
  readonly #options: TeamHostOptions;
  readonly #now: () => number;
  #last: TeamData | null = null;
  #state: Pick<Around, 'offline' | 'trouble' | 'requests'> = { offline: null, trouble: null, requests: 0 };
  #lookedAt = Number.NEGATIVE_INFINITY;
  #failures = 0;
  #looking: AbortController | undefined;

  constructor(options: TeamHostOptions) {
    this.#options = options;
    this.machines = new MachinesHost({ team: this, ...options });
    this.#now = options.now ?? Date.now;
  }

  get elsewhere(): boolean {
    return this.#options.elsewhere;
  }

  get #hasTeam(): boolean {
    return this.#options.names().length > 0;
  }

  /** As it was told last, for the first paint. */
  get last(): TeamData | null {
    if (this.elsewhere) return elsewhere;
    return this.#hasTeam ? this.#last : noTeam;
  }

  /** A call of the worker, its failures in words for people. */
  async call<K extends keyof TeamWorkMethods & string>(
    method: K,
    input: Parameters<TeamWorkMethods[K]>[0],
    signal?: Cancellation,
  ): Promise<ReturnType<TeamWorkMethods[K]>> {
    try {
      return await this.#options.client.call(method, input, signal);
    } catch (error) {
      throw inTeamWords(error);
    }
  }

  /** Also one's own machines, and what is damaged. */
  async everyTeam(signal?: Cancellation): Promise<readonly TeamHere[]> {
    return this.#hasTeam ? this.call('teams', {}, signal) : [];
  }

  /** What the tab Privacy says. */
  async shared(signal?: Cancellation): Promise<SharedData | null> {
    const teams = await this.everyTeam(signal);
    if (teams.length === 0) return null;
    return { teams, sent: await this.call('sent', {}, signal) };
  }

  /** Teams that people are in together, those that one is still in first; none without asking the worker where there is none. */
  async teams(signal?: Cancellation): Promise<readonly TeamHere[]> {
    const all = (await this.everyTeam(signal)).filter(({ kind }) => kind === 'team');
    const isOver = ({ standing }: TeamHere) => standing === 'left' || standing === 'removed';
    return [...all.filter((team) => !isOver(team)), ...all.filter(isOver)];
  }

  /** The one that is shown. */
  async here(signal?: Cancellation): Promise<TeamHere | undefined> {
    const teams = await this.teams(signal);
    return teams.find(({ id }) => id === this.#options.chosen()) ?? teams[0];
  }

  /** What the tab shows. */
  async team(board: BoardName, signal?: Cancellation): Promise<TeamData> {
    if (this.elsewhere) return elsewhere;
    const teams = await this.teams(signal);
    const here = teams.find(({ id }) => id === this.#options.chosen()) ?? teams[0];
    if (here === undefined) return noTeam;
    const shown = await this.#shown(here, board, signal);
    const others = teams.length > 1;
    this.#last = teamData(shown, { ...this.#state, score: await this.#score(shown, signal), others });
    void this.#look(here, shown, false);
    return this.#last;
  }

  /** Looks at the team now, whatever went before. */
  async lookNow(): Promise<void> {
    const here = await this.here();
    if (here) await this.#look(here, await this.#shown(here, 'kept'), true);
    this.#options.changed();
  }

  /** Looks at a team for who asks to be let in; the page has what is new then, too. */
  async requests(team: string, signal: AbortSignal): Promise<readonly TeamRequest[]> {
    const waiting = await this.call('look', { team }, signal);
    this.#state = { offline: null, trouble: null, requests: waiting.length };
    this.#lookedAt = this.#now();
    this.#options.changed();
    return waiting;
  }

  /** Once a minute: the tab that is in sight is read anew, and what is to be published once a day is. Never rejects. */
  async beat(): Promise<void> {
    if (!this.#hasTeam) return;
    if (this.#options.seen()) this.#options.changed();
    const today = this.#options.turn.take(this.#now(), this.#options.zone());
    if (today === undefined) return;
    try {
      for (const { id, kind, standing } of await this.everyTeam())
        if (standing === 'member' && (kind === 'machines' || !this.elsewhere))
          await this.call('publishDaily', { team: id, today });
    } catch {
      // It is tried again another day, and the tab tells of what is wrong when it is looked at.
    }
  }

  /** After Erase, and after any act: nothing of before is told. */
  forget(): void {
    this.#looking?.abort();
    this.#looking = undefined;
    this.machines.forget();
    this.#last = null;
    this.#state = { offline: null, trouble: null, requests: 0 };
    this.#lookedAt = Number.NEGATIVE_INFINITY;
    this.#failures = 0;
    this.#options.changed();
  }

  /** Ends what is under way, its git too. */
  async close(): Promise<void> {
    this.#looking?.abort();
    this.machines.forget();
    await this.#options.client.dispose();
  }

  async #shown(here: TeamHere, board: BoardName, signal?: Cancellation): Promise<TeamShown> {
    if (here.standing === 'damaged') return { state: 'keyLost', team: here.name, words: [] };
    return this.call('show', { team: here.id, board }, signal);
  }

  async #score(shown: TeamShown, signal?: Cancellation): Promise<Around['score']> {
    if (shown.state !== 'member') return null;
    const { zone, board } = shown;
    const asked = this.#options.reader.call('keptScore', { until: lastDayOf(board.week), zone }, signal);
    return asked.catch(() => null);
  }

  async #look({ id, standing }: TeamHere, shown: TeamShown, now: boolean): Promise<void> {
    if (this.#looking || (standing !== 'member' && standing !== 'waiting')) return;
    if (!now && !this.#isDue(shown)) return;
    const looking = new AbortController();
    this.#looking = looking;
    this.#lookedAt = this.#now();
    const state = await this.#options.client.call('look', { team: id }, looking.signal).then(
      (waiting) => ({ offline: null, trouble: null, requests: waiting.length }),
      (error: unknown) => ({ ...this.#state, ...this.#wrong(error) }),
    );
    if (this.#looking !== looking) return;
    this.#looking = undefined;
    if (state.offline === null && state.trouble === null) this.#failures = 0;
    this.#state = state;
    this.#options.changed();
  }

  #isDue(shown: TeamShown): boolean {
    if (shown.state === 'member' && shown.sharing.paused) return false;
    const now = this.#now();
    const { offline } = this.#state;
    if (offline) return now >= offline.nextTry;
    const every = shown.state === 'waiting' ? minute : lookEvery;
    const told = shown.state === 'member' ? shown.at : Number.NEGATIVE_INFINITY;
    return now - Math.max(this.#lookedAt, told) >= every;
  }

  #wrong(error: unknown): Pick<Around, 'offline' | 'trouble'> {
    if (callErrorOf(error)?.reason !== 'offline') {
      const words = inTeamWords(error);
      return { offline: null, trouble: words instanceof Error ? words.message : String(words) };
    }
    const wait = Math.min(longestWait, minute * 2 ** this.#failures++) * (0.75 + Math.random() / 2);
    return { offline: { nextTry: this.#now() + wait }, trouble: null };
  }
}
