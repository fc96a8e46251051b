import type { BadgeId } from '../src/core/badges/registry.js';
import type { BoardName } from '../src/core/team/policy.js';
import type { BadgesData, BadgeView } from '../src/protocol/badges.js';
import type { InsightsData } from '../src/protocol/insights.js';
import {
  type CalendarData,
  erasedReason,
  type Hello,
  type HostMethods,
  type KeptData,
  type PageCommand,
  type PauseLength,
  type Period,
  type PrivacyData,
  pageProtocol,
  type Tab,
  type ToolDetail,
  tabs,
  type ViewState,
  type YouData,
} from '../src/protocol/page.js';
import { CallError } from '../src/protocol/rpc.js';
import type { MachinesData, SharedData, TeamCommand, TeamData, TeamMethods } from '../src/protocol/team.js';
import { nothingSeen, seenNow } from './badges/shown.js';
import type { Host } from './host.js';
import { Question } from './question.js';
import {
  type Answer,
  answerOf,
  given,
  initialView,
  nothingKnown,
  type PageState,
  reasonOf,
  tabsOf,
  unanswered,
} from './state.js';

interface Beside {
  readonly calendar: CalendarData;
  readonly kept: KeptData;
  readonly insights: InsightsData;
  readonly privacy: PrivacyData;
  readonly team: TeamData;
  readonly shared: SharedData;
  readonly badges: BadgesData;
  readonly machines: MachinesData;
}

/** Owns the page's state. What is shown is asked for again at each change; what is folded or hidden is not. */
export class Store {
  state: PageState;
  readonly #host: Host;
  readonly #onChange: () => void;
  readonly #figures: Question<YouData>;
  readonly #calendar: Question<CalendarData | null>;
  readonly #kept: Question<KeptData | null>;
  readonly #insights: Question<InsightsData | null>;
  readonly #privacy: Question<PrivacyData | null>;
  readonly #team: Question<TeamData | null>;
  readonly #shared: Question<SharedData | null>;
  readonly #badges: Question<BadgesData | null>;
  readonly #machines: Question<MachinesData | null>;
  #badgesAskedAt = Number.NEGATIVE_INFINITY;
  readonly #details = new Map<string, Question<ToolDetail>>();

  constructor(host: Host, onChange: () => void) {
    this.#host = host;
    this.#onChange = onChange;
    this.state = {
      ...nothingKnown,
      hello: null,
      outdated: false,
      view: initialView,
      erased: false,
      erasure: null,
      closedNotices: host.closedNotices,
    };
    this.#figures = new Question(
      (signal) => host.call('you', { period: this.state.view.period, tool: this.state.view.tool }, signal),
      (answer) => this.#onFigures(answer),
    );
    this.#calendar = this.#beside('calendar', (signal) =>
      host.call('calendar', { tool: this.state.view.tool }, signal),
    );
    this.#kept = this.#beside('kept', (signal) => host.call('kept', { tool: this.state.view.tool }, signal));
    this.#insights = this.#beside('insights', (signal) =>
      host.call('insights', { tool: this.state.view.tool }, signal),
    );
    this.#privacy = this.#beside('privacy', (signal) => host.call('privacy', {}, signal));
    this.#team = this.#beside('team', (signal) =>
      host.call('team', { board: this.state.view.board ?? 'kept' }, signal),
    );
    this.#shared = this.#beside('shared', (signal) => host.call('shared', {}, signal));
    this.#badges = this.#beside('badges', (signal) => host.call('badges', {}, signal));
    this.#machines = this.#beside('machines', (signal) => host.call('machines', {}, signal));
  }

  /** Says hello, shows the snapshot, asks for fresh figures. `onHello` runs before the first change is told. */
  async start(onHello: (hello: Hello) => void, fresh: (snapshot: YouData) => boolean): Promise<void> {
    try {
      const hello = await this.#host.call('hello', { protocol: pageProtocol });
      if (hello.protocol !== pageProtocol) return this.#set({ outdated: true });
      onHello(hello);
      const { snapshot, badges, team = null } = hello;
      const view = tabsOf(hello).includes(hello.view.tab) ? hello.view : { ...hello.view, tab: tabs[0] };
      const data = snapshot && snapshot.tool === view.tool && fresh(snapshot) ? snapshot : null;
      this.#set({ hello, view, data, team: given(team), badges: given(badges) });
      this.#listen();
      if (view.tab === 'team') this.#team.refresh();
      await this.#figures.ask();
    } catch (error) {
      this.#set({ failure: reasonOf(error) });
    }
  }

  showTab(tab: Tab): void {
    if (tab === this.state.view.tab || !tabsOf(this.state.hello).includes(tab)) return;
    this.#arrange({ tab });
    this.#askAround();
    this.#askMachines();
  }

  async showPeriod(period: Period): Promise<void> {
    this.#arrange({ period });
    this.#forgetDetails();
    await this.#figures.ask();
  }

  /** Null: all tools. */
  async showTool(tool: string | null): Promise<void> {
    this.#arrange({ tool });
    await this.#figures.ask();
  }

  async showBoard(board: BoardName): Promise<void> {
    this.#arrange({ board });
    await this.#team.ask();
  }

  hideBadge(id: BadgeId, hide: boolean): void {
    const { hidden, ...seen } = this.#badgeView;
    const others = hidden.filter((other) => other !== id);
    this.#arrange({ badges: { ...seen, hidden: hide ? [...others, id] : others } });
  }

  /** What is new of badges was drawn. */
  seeBadges(): void {
    const { value } = this.state.badges;
    if (value) this.#arrange({ badges: seenNow(value, this.#badgeView) });
  }

  showBadge(id: BadgeId): void {
    this.#tell('showBadge', { id });
  }

  showInsight(id: string): void {
    this.#tell('showInsight', { id });
  }

  /** True when the ledger has it. */
  async judge(verdict: Parameters<HostMethods['judgeInsight']>[0]): Promise<boolean> {
    const done = await this.#done('judgeInsight', verdict);
    await this.#insights.ask();
    return done;
  }

  get #badgeView(): BadgeView {
    return this.state.view.badges ?? nothingSeen;
  }

  toggleFold(id: string): void {
    const { folded } = this.state.view;
    this.#arrange({ folded: folded.includes(id) ? folded.filter((other) => other !== id) : [...folded, id] });
    if (['calendar', 'kept', 'worth'].includes(id)) this.#askAround();
  }

  toggleKinds(): void {
    this.#arrange({ kindsAsCost: !this.state.view.kindsAsCost });
  }

  /** Models and sessions of a tool: shown, or no longer. */
  toggleDetail(tool: string): void {
    const { [tool]: shown, ...others } = this.state.details;
    if (shown) {
      this.#details.delete(tool);
      this.#set({ details: others });
      return;
    }
    this.#set({ details: { ...others, [tool]: unanswered } });
    const question = new Question(
      (signal) => this.#host.call('tool', { period: this.state.view.period, tool }, signal),
      (answer) => {
        const { [tool]: before } = this.state.details;
        if (before) this.#set({ details: { ...this.state.details, [tool]: answerOf(answer, before) } });
      },
    );
    this.#details.set(tool, question);
    void question.ask();
  }

  closeNotice(id: string): void {
    const closedNotices = [...this.state.closedNotices, id];
    this.#host.keepClosedNotices(closedNotices);
    this.#set({ closedNotices });
  }

  /** True when the text is on the clipboard. */
  async copy(text: string): Promise<boolean> {
    return this.#done('copy', { text });
  }

  async pause(length: PauseLength): Promise<boolean> {
    return this.#done('pause', { length });
  }

  async countAgain(from: 'logs' | 'now'): Promise<boolean> {
    return this.#done('countAgain', { from });
  }

  run(command: PageCommand): void {
    this.#tell('run', { command });
  }

  runTeam(command: TeamCommand): void {
    this.#tell('runTeam', { command });
  }

  showSent(hash: string | null): void {
    this.#tell('showSent', { hash });
  }

  report(about: Parameters<HostMethods['report']>[0]): void {
    this.#tell('report', about);
  }

  /** What is asked beside the figures, its answer kept under its name. */
  #beside<K extends keyof Beside>(
    name: K,
    ask: (signal: AbortSignal) => Promise<Beside[K] | null>,
  ): Question<Beside[K] | null> {
    return new Question(ask, (answer) =>
      this.#set({ [name]: answerOf(answer, this.state[name] as Answer<Beside[K]>) }),
    );
  }

  #onFigures(answer: { readonly value: YouData } | { readonly error: unknown }): void {
    if ('value' in answer) {
      this.#set({ data: answer.value, failure: null, erased: false, erasure: null });
      this.#askAround();
    } else if (answer.error instanceof CallError && answer.error.reason === erasedReason) {
      this.#onErased();
    } else this.#set({ failure: reasonOf(answer.error) });
  }

  /** Nothing of before is shown any more. */
  #onErased(): void {
    this.#details.clear();
    this.#set({ ...nothingKnown, erased: true });
    this.#host.call('erasure', {}).then(
      (erasure) => this.#set({ erasure }),
      () => {},
    );
  }

  /** What the tab shows beside the figures. */
  #askAround(): void {
    const { view, erased } = this.state;
    if (erased) return;
    if (view.tab === 'privacy') {
      this.#privacy.refresh();
      if (this.state.hello?.team !== undefined) this.#shared.refresh();
      return;
    }
    if (view.tab === 'team') {
      this.#team.refresh();
      return;
    }
    this.#askSeldom();
    if (view.tab === 'badges') return;
    if (!view.folded.includes('calendar')) this.#calendar.refresh();
    if (!view.folded.includes('kept')) this.#kept.refresh();
    if (!view.folded.includes('worth')) this.#insights.refresh();
    for (const question of this.#details.values()) question.refresh();
  }

  /** Once a minute, beside the figures: a badge is earned over days, and machines tell each other once a day. */
  #askSeldom(): void {
    const now = performance.now();
    if (this.state.view.tab !== 'badges' && now - this.#badgesAskedAt < 60_000) return;
    this.#badgesAskedAt = now;
    this.#badges.refresh();
    this.#askMachines();
  }

  #askMachines(): void {
    if (this.state.view.tab === 'you' && this.state.hello?.team !== undefined) this.#machines.refresh();
  }

  /** They are of another period. */
  #forgetDetails(): void {
    this.#details.clear();
    this.#set({ details: {} });
  }

  #listen(): void {
    this.#host.on('changed', ({ revision }) => {
      if (revision !== this.state.data?.revision) this.#figures.refresh();
    });
    this.#host.on('stateChanged', () => this.#figures.refresh());
    this.#host.on('teamChanged', () => {
      if (this.state.view.tab === 'team') this.#team.refresh();
      if (this.state.view.tab === 'privacy') this.#shared.refresh();
      if (this.state.view.tab === 'badges') this.#badges.refresh();
      this.#askMachines();
    });
    this.#host.on('showTab', ({ tab }) => this.showTab(tab));
    this.#host.on('progress', (progress) => {
      const { data } = this.state;
      if (data) this.#set({ data: { ...data, state: { ...data.state, progress } } });
    });
  }

  #arrange(change: Partial<ViewState>): void {
    const view = { ...this.state.view, ...change };
    this.#set({ view });
    this.#tell('saveView', view);
  }

  #done<K extends 'copy' | 'pause' | 'countAgain' | 'judgeInsight'>(
    method: K,
    input: Parameters<HostMethods[K]>[0],
  ): Promise<boolean> {
    return this.#host.call(method, input).then(
      () => true,
      () => false,
    );
  }

  /** For calls whose failure needs no words here: the host shows its own. */
  #tell<K extends 'run' | 'runTeam' | 'showSent' | 'saveView' | 'report' | 'showBadge' | 'showInsight'>(
    method: K,
    input: Parameters<(HostMethods & TeamMethods)[K]>[0],
  ): void {
    this.#host.call(method, input).catch(() => {});
  }

  #set(change: Partial<PageState>): void {
    this.state = { ...this.state, ...change };
    this.#onChange();
  }
}
