import * as vscode from 'vscode';
import type { TallyboardApi } from '../../api/v1.js';
import type { Health } from '../app/host.js';
import { liveFor } from '../app/thisSession.js';
import { lazyWork, type WorkClient } from '../app/workClient.js';
import type { Asking } from '../app/you.js';
import { Scope } from '../platform/scope.js';
import type { ScanProgress } from '../protocol/ledger.js';
import type { Tab } from '../protocol/page.js';
import { apiV1 } from './api/v1.js';
import { closeStaleProposals } from './assist/proposals.js';
import { CheckedOutBranch } from './branch.js';
import { BudgetMemory } from './budget/budgetMemory.js';
import type { ChatTools } from './chat/participant.js';
import type { CommandHandlers, CommandId } from './commands/commandTable.js';
import { commandHandlers } from './commands/handlers.js';
import { refreshCommand } from './commands/installCommand.js';
import type { ReportTools } from './commands/reports.js';
import { ContextKeys } from './contextKeys.js';
import { Counter } from './counter.js';
import { LazyCounting } from './counting.js';
import { Documents } from './documents/documents.js';
import { EditorSessionClock } from './editorSessionClock.js';
import { failureWords } from './failures.js';
import { GuardedDay } from './guardedDay.js';
import { UseRecorder } from './hooked/recorder.js';
import { isTested } from './hooked/testedEditors.js';
import type { Keeper } from './memory/keeper.js';
import { StoreCleaner, type Stores } from './memory/stores.js';
import { Midnight } from './midnight.js';
import { OwnParts } from './ownParts.js';
import { Recorder } from './recorder.js';
import type { ReportPanel } from './report/reportPanel.js';
import { type SettingName, settingNames } from './settings.js';
import { SettingsReader } from './settingsReader.js';
import { pageActions } from './sidebar/pageActions.js';
import { Sidebar } from './sidebar/sidebar.js';
import type { StatusBar } from './statusBar/item.js';
import { isSettled } from './statusBar/state.js';
import { statusView } from './statusBar/view.js';
import type { Surroundings } from './surroundings.js';
import { createWording, type Wording } from './wording.js';
import { projectOf, workerSettings, workspaceFolders, workspaceUri } from './workspace.js';

const readByWorker: readonly SettingName[] = ['tallyboard.roots', 'tallyboard.prices', 'tallyboard.retentionDays'];

/** A window that closes waits so long for its last uses to be written. */
const flushWithin = 1_000;

/** What activation has made already. */
export interface TallyboardOptions {
  readonly around: Surroundings;
  readonly keeper: Keeper;
  readonly statusBar: StatusBar;
  readonly stores: Stores & { readonly workspaceState: vscode.Memento };
}

/** One editor window's Tallyboard: names, `new`, and who hears of what. */
export class Tallyboard {
  readonly #scope = new Scope();
  readonly #settings = new SettingsReader();
  readonly #contexts = new ContextKeys();
  readonly #around: Surroundings;
  readonly #keeper: Keeper;
  readonly #statusBar: StatusBar;
  readonly #session: EditorSessionClock;
  readonly #counting: LazyCounting;
  readonly #uses: UseRecorder;
  readonly #work: WorkClient;
  readonly #counter: Counter;
  readonly #midnight: Midnight;
  readonly #progress: vscode.EventEmitter<ScanProgress>;
  readonly #changed: vscode.EventEmitter<void>;
  readonly #branch: CheckedOutBranch;
  readonly #cleaner: StoreCleaner;
  readonly #state: Stores['globalState'];
  readonly #documents: Documents;
  readonly #parts: OwnParts;
  readonly #budget: BudgetMemory;
  readonly #guarded: GuardedDay;
  #handlers: CommandHandlers | undefined;
  #api: TallyboardApi | undefined;
  #wording: Wording;
  readonly sidebar: Sidebar;

  constructor({ around, keeper, statusBar, stores }: TallyboardOptions) {
    const own = this.#scope;
    const zone = () => this.#settings.current.zone;
    const idle = () => this.#settings.current.idleMs;
    const asking = () => this.#asking();
    this.#around = around;
    this.#keeper = keeper;
    this.#statusBar = statusBar;
    this.#wording = this.#newWording();
    this.#cleaner = new StoreCleaner(stores);
    this.#state = stores.globalState;
    this.#budget = new BudgetMemory(stores);
    this.#branch = new CheckedOutBranch(
      () => workspaceFolders()[0],
      () => void this.#counter.refresh().then(() => this.sidebar.emit('stateChanged', {})),
    );
    this.#documents = own.own(new Documents());
    this.#session = own.own(new EditorSessionClock(stores.workspaceState, idle, () => this.#beat()));
    this.#progress = own.own(new vscode.EventEmitter<ScanProgress>());
    this.#changed = own.own(new vscode.EventEmitter<void>());
    const reader = this.#newCounting();
    this.#counting = reader;
    this.#guarded = new GuardedDay(reader);
    this.#uses = own.own(new UseRecorder({ reader, session: () => this.#session.id, projectOf }));
    this.#work = own.own(lazyWork(around.workFile));
    this.#parts = this.#newParts();
    const counter = own.own(new Counter({ reader, asking, kept: keeper.memory.figures ?? undefined }));
    this.#counter = counter;
    own.own(counter.onChange(() => this.#onFigures()));
    own.own(new Recorder({ counter, reader, keeper, asking, workspace: workspaceUri }));
    const look = () => this.#settings.hasOtherZone() && this.#onSettings(['tallyboard.timezone']);
    this.#midnight = own.own(new Midnight(zone, () => this.#onDay(), look));
    this.sidebar = own.own(this.#newSidebar());
    own.own(this.#settings.onChange((names) => this.#onSettings(names)));
    own.own(vscode.workspace.onDidChangeWorkspaceFolders(() => void counter.refresh()));
    own.own(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#onDay()));
  }

  /** Begins to count. */
  start(): void {
    this.#counting.start();
    this.#session.beat();
    this.#noteGuarded();
    this.#paint();
    void this.#counter.refresh();
    void refreshCommand(this.#counting, this.#around.runtime);
    void closeStaleProposals();
    // Made now, not when the tab is opened: it is what shares once a day.
    this.#parts.team;
    this.#parts.hooks.apply(this.#settings.current.countsAccepted, false);
    void this.#settings.warn(this.#keeper, settingNames);
  }

  run(id: CommandId, argument: unknown): unknown {
    this.#handlers ??= this.#newHandlers();
    return this.#handlers[id](argument);
  }

  /** What other extensions may use. */
  get api(): TallyboardApi {
    this.#api ??= apiV1({
      uses: this.#uses,
      figures: () => this.#counter.figures,
      onDidChange: this.#changed.event,
    });
    return this.#api;
  }

  /** The report in an editor tab. */
  get report(): ReportPanel {
    return this.#parts.report;
  }

  /** What the chat answers from. */
  get chat(): ChatTools {
    return { ...this.#reports(), words: (error) => this.words(error) };
  }

  /** What to tell a person of an error. */
  words(error: unknown): string {
    return failureWords(error, this.#counter.stopped);
  }

  /** Keeps what is to be kept, and ends the workers. */
  async close(): Promise<void> {
    if (this.#scope.closed) return;
    this.#session.beat();
    const kept = this.#keeper.flush();
    await Promise.race([this.#parts.flush(), new Promise((resolve) => setTimeout(resolve, flushWithin))]);
    this.#scope.dispose();
    await Promise.all([kept, this.#counting.dispose(), this.#parts.close()]);
  }

  /** The person looks at the sidebar, which tells of a budget that is used up. */
  #onSeen(): void {
    const { budget } = this.#counter.figures?.today ?? {};
    if (budget && this.#budget.warns(budget)) void this.#budget.see(budget).then(() => this.#paint());
  }

  #newParts(): OwnParts {
    return new OwnParts({
      around: this.#around,
      scope: this.#scope,
      reader: this.#counting,
      work: this.#work,
      uses: this.#uses,
      contexts: this.#contexts,
      keeper: this.#keeper,
      budget: this.#budget,
      state: this.#state,
      session: () => this.#session.id,
      settings: () => this.#settings.current,
      wording: () => this.#wording,
      chat: () => this.chat,
      teamSeen: () => this.sidebar.visible && this.#keeper.memory.view.tab === 'team',
      teamChanged: () => this.sidebar.emit('teamChanged', {}),
    });
  }

  #newHandlers(): CommandHandlers {
    return commandHandlers({
      counting: this.#counting,
      documents: this.#documents,
      refreshKept: () => this.#parts.kept.ask(),
      uses: this.#uses,
      edits: this.#parts.edits,
      work: this.#work,
      state: this.#state,
      scope: this.#scope,
      hooks: this.#parts.hooks,
      team: this.#parts.team,
      chooseTeam: (id) => this.#parts.chooseTeam(id),
      around: this.#around,
      stopped: () => this.#counter.stopped,
      settings: () => this.#settings.current,
      settingProblems: () => this.#settings.problems,
      asking: () => this.#asking(),
      wording: () => this.#wording,
      onProgress: this.#progress.event,
      showTab: (tab) => this.#showTab(tab),
      openReport: (wish) => this.report.show(wish),
      hiddenBadges: () => this.#keeper.memory.view.badges?.hidden ?? [],
    });
  }

  #newCounting(): LazyCounting {
    const settings = () => workerSettings(this.#around, this.#settings.current);
    return new LazyCounting(this.#around.workerFile, settings, {
      ledgerChanged: () => void this.#counter.refresh(),
      stateChanged: () => void this.#counter.refresh().then(() => this.sidebar.emit('stateChanged', {})),
      progress: (progress) => this.#onProgress(progress),
      health: (health) => this.#onHealth(health),
      erased: (epoch) => void this.#onErased(epoch),
    });
  }

  #newSidebar(): Sidebar {
    const reports = () => this.#reports();
    const team = () => this.#parts.team;
    const zone = () => this.#settings.current.zone;
    return new Sidebar(this.#around.pageFolder, {
      ...pageActions({ reports, team, zone, page: () => this.sidebar }),
      figures: () => this.#counter.figures,
      settings: () => this.#settings.current,
      dataKind: this.#around.dataKind,
      locale: this.#around.locale,
      translations: () => vscode.l10n.bundle ?? {},
      reader: this.#counting,
      asking: () => this.#asking(),
      team,
      badges: () => this.#keeper.memory.badges,
      keepBadges: (badges) => this.#keeper.change({ badges }),
      view: () => this.#keeper.memory.view,
      saveView: (view) => this.#keeper.change({ view }),
      seen: () => this.#onSeen(),
      words: (error) => this.words(error),
    });
  }

  #asking(): Asking {
    const { zone } = this.#settings.current;
    return {
      now: Date.now(),
      zone,
      folders: workspaceFolders(),
      windowSince: this.#session.since,
      editorSession: this.#session.id,
      branch: this.#branch.look(),
      restricted: !vscode.workspace.isTrusted,
      budget: this.#settings.current.budget,
      offerAccepts: !this.#settings.current.countsAccepted && isTested(vscode.version),
    };
  }

  #reports(): ReportTools {
    return {
      counting: this.#counting,
      documents: this.#documents,
      around: this.#around,
      refreshKept: () => this.#parts.kept.ask(),
      asking: () => this.#asking(),
      wording: () => this.#wording,
    };
  }

  /** In this window or another process: nothing of before is shown or written again. */
  async #onErased(epoch: string): Promise<void> {
    if (this.#cleaner.isNew(epoch)) {
      this.#keeper.forget();
      this.#counter.forget();
      this.#uses.forget();
      this.#session.forget();
      this.#guarded.forget();
      this.#parts.forget();
    }
    await this.#cleaner.clear(epoch);
    this.sidebar.emit('stateChanged', {});
  }

  #showTab(tab: Tab): Promise<void> {
    this.#keeper.change({ view: { ...this.#keeper.memory.view, tab } });
    return this.sidebar.showTab(tab);
  }

  #newWording(): Wording {
    const { zone, plan } = this.#settings.current;
    return createWording(this.#around.locale, zone, plan);
  }

  #paint(): void {
    const { shows, period, plan } = this.#settings.current;
    const { figures, progress, stopped, isToday } = this.#counter;
    const data = (period === 'session' ? figures?.session : isToday ? figures?.today : undefined) ?? null;
    const { dataKind } = this.#around;
    const warns = this.#budget.warns(data?.budget);
    const state = { now: Date.now(), shows, period, plan, dataKind, data, progress, stopped, warns };
    const view = statusView(state, this.#wording);
    this.#statusBar.show(view);
    if (!isSettled(state)) return;
    const until = period === 'today' || data?.budget ? this.#midnight.at : Number.MAX_SAFE_INTEGER;
    this.#keeper.change({ painted: { view, until, made: this.#around.made() } });
  }

  #onFigures(): void {
    this.#paint();
    const { figures } = this.#counter;
    if (!figures) return;
    const { budget = null } = figures.today;
    if (budget?.crossed || this.#parts.hasNotices) this.#parts.notices.look(budget);
    if (this.sidebar.visible) this.#onSeen();
    this.sidebar.emit('changed', { revision: figures.today.revision });
    this.#parts.openReport?.changed();
    this.#changed.fire();
    this.#contexts.set('tallyboard.paused', figures.today.state.paused !== null);
    this.#contexts.set('tallyboard.ready', figures.today.state.ready);
  }

  #onProgress(progress: ScanProgress): void {
    this.#counter.setProgress(progress);
    this.#progress.fire(progress);
    this.sidebar.emit('progress', progress);
  }

  /** A worker that only starts again has not yet mended what stopped it. */
  #onHealth({ state, reason }: Health): void {
    if (state === 'stopped') this.#counter.setStopped(reason ?? 'crashed');
    if (state === 'running') {
      this.#counter.setStopped(undefined);
      void this.#counter.refresh();
    }
    this.sidebar.emit('stateChanged', {});
  }

  #onDay(): void {
    this.#paint();
    void this.#counter.refresh().then(() => this.sidebar.emit('stateChanged', {}));
  }

  /** Once a minute: what ends by the clock alone. */
  #beat(): void {
    const { figures, isToday } = this.#counter;
    const now = Date.now();
    const { live } = figures?.today.now ?? {};
    const until = figures?.today.state.paused?.until;
    const ended = (live && live.end < now - liveFor) || (until !== undefined && until <= now) || !isToday;
    if (ended) this.#onDay();
    this.#noteGuarded();
    void this.#parts.team?.beat();
    if (vscode.window.state.focused) void this.#parts.kept.look();
  }

  #reload(): void {
    this.sidebar.reload();
    this.#parts.openReport?.reload();
  }

  /** The guard is always on; whether Workspace Trust is, a person says. */
  #noteGuarded(): void {
    const trust = vscode.workspace.getConfiguration('security.workspace.trust').get('enabled') !== false;
    const { zone, hours } = this.#settings.current;
    void this.#guarded.note(Date.now(), zone, trust, hours);
  }

  #onSettings(names: readonly SettingName[]): void {
    this.#wording = this.#newWording();
    this.#midnight.reset();
    if (names.some((name) => readByWorker.includes(name))) this.#counting.configure();
    if (names.includes('tallyboard.timezone') || names.includes('tallyboard.plan')) this.#reload();
    if (names.includes('tallyboard.hooks.inlineSuggestions'))
      this.#parts.hooks.apply(this.#settings.current.countsAccepted, true);
    this.#paint();
    void this.#counter.refresh().then(() => this.sidebar.emit('stateChanged', {}));
    void this.#settings.warn(this.#keeper, names);
  }
}
