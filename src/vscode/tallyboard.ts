import * as vscode from 'vscode';
import type { Health } from '../app/host.js';
import { dataFolderOf, refreshLauncher } from '../app/launcher.js';
import { type Asking, assembleYou, liveFor } from '../app/you.js';
import { Scope } from '../platform/scope.js';
import type { ScanProgress } from '../protocol/ledger.js';
import { commandHandlers } from './commands/handlers.js';
import { registerCommands } from './commands/register.js';
import { Counter } from './counter.js';
import { LazyCounting } from './counting.js';
import { Documents } from './documents/documents.js';
import { EditorSessionClock } from './editorSessionClock.js';
import { failureWords } from './failures.js';
import { Keeper } from './memory/keeper.js';
import { Midnight } from './midnight.js';
import { Recorder } from './recorder.js';
import type { SettingName } from './settings.js';
import { SettingsReader } from './settingsReader.js';
import { runPageCommand } from './sidebar/pageCommands.js';
import { Sidebar } from './sidebar/sidebar.js';
import { StatusBar } from './statusBar/item.js';
import { statusView } from './statusBar/view.js';
import { readSurroundings, type Surroundings } from './surroundings.js';
import { workerSettings, workspaceFolders, workspaceUri } from './workspace.js';
import { createWording, type Wording } from './wording.js';

/** One editor window's Tallyboard: names, `new`, and who hears of what. */
export class Tallyboard {
  readonly #scope = new Scope();
  readonly #around: Surroundings;
  readonly #settings = new SettingsReader();
  readonly #keeper: Keeper;
  readonly #session: EditorSessionClock;
  readonly #statusBar: StatusBar;
  readonly #counting: LazyCounting;
  readonly #counter: Counter;
  readonly #sidebar: Sidebar;
  readonly #midnight: Midnight;
  readonly #progress: vscode.EventEmitter<ScanProgress>;
  #wording: Wording;
  #contexts = '';
  #launcherDone = false;

  constructor(context: vscode.ExtensionContext) {
    const own = this.#scope;
    this.#around = readSurroundings(context);
    this.#wording = this.#newWording();
    this.#keeper = own.own(new Keeper(context.globalState, this.#around.dataKind));
    this.#session = own.own(new EditorSessionClock(context.workspaceState, () => this.#settings.current.idleMs, () => this.#beat()));
    this.#statusBar = own.own(new StatusBar());
    this.#progress = own.own(new vscode.EventEmitter<ScanProgress>());
    this.#counting = new LazyCounting(this.#around.workerFile, () => workerSettings(this.#around, this.#settings.current), {
      ledgerChanged: () => void this.#counter.refresh(),
      stateChanged: () => void this.#counter.refresh().then(() => this.#sidebar.emit('stateChanged', {})),
      progress: (progress) => this.#onProgress(progress),
      health: (health) => this.#onHealth(health),
    });
    const asking = () => this.#asking();
    this.#counter = own.own(new Counter({ reader: this.#counting, asking, kept: this.#keeper.memory.figures ?? undefined }));
    own.own(this.#counter.onChange(() => this.#onFigures()));
    own.own(new Recorder({ counter: this.#counter, reader: this.#counting, keeper: this.#keeper, asking, workspace: workspaceUri }));
    this.#midnight = own.own(new Midnight(() => this.#settings.current.zone, () => this.#onDay()));
    this.#sidebar = own.own(this.#newSidebar());
    own.own(this.#settings.onChange((names) => this.#onSettings(names)));
    own.own(vscode.workspace.onDidChangeWorkspaceFolders(() => void this.#counter.refresh()));
    this.#registerCommands();
    this.#paint();
  }

  /** Begins to count. Apart from the constructor, so that activation starts no thread. */
  start(): void {
    if (this.#scope.closed) return;
    this.#counting.start();
    this.#session.beat();
    void this.#counter.refresh();
    void this.#settings.warn(this.#keeper, ['tallyboard.timezone', 'tallyboard.roots', 'tallyboard.prices']);
  }

  /** Keeps what is to be kept, and ends the worker. */
  async close(): Promise<void> {
    if (this.#scope.closed) return;
    this.#session.beat();
    const kept = this.#keeper.flush();
    this.#scope.dispose();
    await Promise.all([kept, this.#counting.dispose()]);
  }

  #registerCommands(): void {
    const words = (error: unknown) => failureWords(error, this.#counter.stopped);
    const handlers = commandHandlers({
      counting: this.#counting,
      documents: this.#scope.own(new Documents()),
      around: this.#around,
      stopped: () => this.#counter.stopped,
      settings: () => this.#settings.current,
      settingProblems: () => this.#settings.problems,
      asking: () => this.#asking(),
      wording: () => this.#wording,
      onProgress: this.#progress.event,
    });
    this.#scope.own(registerCommands(handlers, words));
  }

  #newSidebar(): Sidebar {
    return new Sidebar(this.#around.pageFolder, {
      figures: () => this.#counter.figures,
      settings: () => ({ zone: this.#settings.current.zone, plan: this.#settings.current.plan }),
      dataKind: this.#around.dataKind,
      locale: this.#around.locale,
      translations: () => vscode.l10n.bundle ?? {},
      ask: (period, signal) => assembleYou(this.#counting, this.#asking(), period, signal),
      view: () => this.#keeper.memory.view,
      saveView: (view) => this.#keeper.change({ view }),
      copy: (text) => vscode.env.clipboard.writeText(text),
      words: (error) => failureWords(error, this.#counter.stopped),
      run: (command) => runPageCommand(command, () => this.#sidebar.reload()),
    });
  }

  #asking(): Asking {
    const { zone } = this.#settings.current;
    return { now: Date.now(), zone, folders: workspaceFolders(), windowSince: this.#session.since };
  }

  #newWording(): Wording {
    const { zone, plan } = this.#settings.current;
    return createWording(this.#around.locale, zone, plan);
  }

  #paint(): void {
    const { shows, period, plan } = this.#settings.current;
    const { figures, progress, stopped, isToday } = this.#counter;
    const data = (period === 'session' ? figures?.session : isToday ? figures?.today : undefined) ?? null;
    const state = { now: Date.now(), shows, period, plan, dataKind: this.#around.dataKind, data, progress, stopped };
    this.#statusBar.show(statusView(state, this.#wording));
  }

  #onFigures(): void {
    this.#paint();
    const { figures } = this.#counter;
    if (!figures) return;
    this.#sidebar.emit('changed', { revision: figures.today.revision });
    this.#setContexts(figures.today.state.paused !== null, figures.today.state.ready);
    if (!this.#launcherDone && this.#counter.answered) void this.#refreshLauncher();
  }

  #onProgress(progress: ScanProgress): void {
    this.#counter.setProgress(progress);
    this.#progress.fire(progress);
    this.#sidebar.emit('progress', progress);
  }

  #onHealth({ state, reason }: Health): void {
    this.#counter.setStopped(state === 'stopped' ? (reason ?? 'crashed') : undefined);
    if (state === 'running') void this.#counter.refresh();
    this.#sidebar.emit('stateChanged', {});
  }

  #onDay(): void {
    this.#paint();
    void this.#counter.refresh().then(() => this.#sidebar.emit('stateChanged', {}));
  }

  /** Once a minute: what ends by the clock alone. */
  #beat(): void {
    const { figures, isToday } = this.#counter;
    const now = Date.now();
    const { live } = figures?.today.now ?? {};
    const until = figures?.today.state.paused?.until;
    const ended = (live && live.end < now - liveFor) || (until !== undefined && until <= now) || !isToday;
    if (ended) this.#onDay();
  }

  #onSettings(names: readonly SettingName[]): void {
    this.#wording = this.#newWording();
    this.#midnight.reset();
    if (names.includes('tallyboard.roots') || names.includes('tallyboard.prices')) this.#counting.configure();
    if (names.includes('tallyboard.timezone') || names.includes('tallyboard.plan')) this.#sidebar.reload();
    this.#paint();
    void this.#counter.refresh();
    void this.#settings.warn(this.#keeper, names);
  }

  #setContexts(paused: boolean, ready: boolean): void {
    const contexts = `${paused} ${ready}`;
    if (contexts === this.#contexts) return;
    this.#contexts = contexts;
    void vscode.commands.executeCommand('setContext', 'tallyboard.paused', paused);
    void vscode.commands.executeCommand('setContext', 'tallyboard.ready', ready);
  }

  /** Once a start: the launcher names this editor and this version. A failure is told when it is installed by hand. */
  async #refreshLauncher(): Promise<void> {
    this.#launcherDone = true;
    try {
      const folder = dataFolderOf((await this.#counting.call('state', {})).path);
      if (folder !== undefined) refreshLauncher(folder, this.#around.runtime);
    } catch {
      this.#launcherDone = false;
    }
  }
}
