import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Frame, Locator, Page } from 'playwright-core';
import { generate } from '../../kit/generate/generate.js';
import { demoPlan } from '../../kit/generate/plan.js';
import type { Counts, Truth } from '../../kit/generate/tally.js';

/** The rig of `test/vscode/rig`, typed as far as these tests use it. Its modules are plain JavaScript beside this build. */

export const root = process.cwd();
export const itemId = 'tallyboard.counter';
export const viewId = 'tallyboard.you';

export interface Host {
  readonly page: Page;
  readonly userDataDir: string;
  consoleErrors(): string[];
  cspViolations(): string[];
  egress(): unknown[];
  openWindow(options?: { folder?: string }): Promise<Page>;
  changeSettings(changes: Readonly<Record<string, unknown>>): void;
  stop(): Promise<void>;
}

export interface HostOptions {
  readonly installVsix?: readonly string[];
  readonly extraExtensions?: readonly string[];
  readonly builtIn?: readonly string[] | 'all';
  readonly workspaceTrust?: boolean;
  readonly userDataDir?: string;
  readonly extensionDevelopmentPath?: string;
  readonly home?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly workspace?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly machineSettings?: Readonly<Record<string, unknown>>;
  readonly timed?: boolean;
}

export interface Hover {
  readonly text: string;
  readonly locator: Locator;
}

export interface StatusBarItem {
  readonly text: string;
  readonly ariaLabel: string;
  readonly icons: readonly string[];
}

interface HostModule {
  startHost(options: HostOptions): Promise<Host>;
  uninstall(extensionId: string, options: { userDataDir: string; home?: string }): Promise<string>;
}

export interface Driver {
  readonly themes: readonly string[];
  runCommand(page: Page, title: string): Promise<void>;
  clearNotifications(page: Page): Promise<void>;
  setTheme(page: Page, theme: string): Promise<void>;
  statusBarItem(page: Page, id: string): Promise<StatusBarItem>;
  clickStatusBar(page: Page, id: string): Promise<void>;
  hoverStatusBar(page: Page, id: string): Promise<Hover>;
  openView(page: Page, container: string): Promise<void>;
  editorText(page: Page): Promise<string>;
  notifications(page: Page): Promise<readonly { readonly text: string; readonly buttons: readonly string[] }[]>;
}

interface WebviewModule {
  webviewFrame(page: Page, view: string): Promise<Frame>;
  webviewPanelFrame(page: Page): Promise<Frame>;
}

/** What an editor keeps for the extension: for itself, and for its one folder. */
export interface KeptState {
  readonly global: Readonly<Record<string, unknown>>;
  readonly workspace: Readonly<Record<string, unknown>>;
}

interface KeptStateModule {
  keptState(page: Page): Promise<KeptState>;
  changeKeptState(userDataDir: string, change: (kept: KeptState) => KeptState): Promise<KeptState>;
}

interface SuiteModule {
  runSuite(options: HostOptions & { suite: string; print?: (text: string) => void }): Promise<number>;
}

async function load<M>(name: string): Promise<M> {
  return (await import(pathToFileURL(join(root, 'test', 'vscode', 'rig', name)).href)) as M;
}

export const { startHost, uninstall } = await load<HostModule>('host.mjs');
export const driver = await load<Driver>('driver.mjs');
export const { webviewFrame, webviewPanelFrame } = await load<WebviewModule>('webview.mjs');
export const { keptState, changeKeptState } = await load<KeptStateModule>('keptState.mjs');
export const { runSuite } = await load<SuiteModule>('runSuite.mjs');

const hosts = new Set<Host>();

/** What a window shows is the best word on why a test failed: on another machine there is nothing else to look at. */
async function tellWhatWasShown(this: Mocha.Context): Promise<void> {
  const error = this.currentTest?.state === 'failed' ? this.currentTest.err : undefined;
  if (!error) return;
  const pages = [...hosts].flatMap(({ page }) => page.context().pages());
  const texts = await Promise.all(pages.map((page) => page.locator('body').innerText({ timeout: 2000 }).catch(String)));
  const shown = texts.map((text) => text.replaceAll(/\s*\n\s*/g, ' | ').slice(0, 3000));
  error.stack = [error.stack ?? error.message, ...shown].join('\nThe window showed: ');
}

// The benchmark starts an editor too, without Mocha.
if ('afterEach' in globalThis) afterEach(tellWhatWasShown);

/** Of the editor's own extensions what most tests look at: its themes, documents and their preview. */
export const fewBuiltIn = ['theme-defaults', 'json', 'markdown-basics', 'markdown-language-features'] as const;

/** A VS Code with the extension, whose home is the given folder, and a few of the editor's own unless told otherwise. */
export async function startWith(home: string, more: HostOptions = {}): Promise<Host> {
  const ours = { extensionDevelopmentPath: root, home, builtIn: fewBuiltIn };
  const host = await startHost({ ...ours, ...more, env: { TZ: 'UTC', ...more.env } });
  hosts.add(host);
  return host;
}

/**
 * A VS Code with the package that lies in `archive`, installed as a person would, among all of the editor's own unless told otherwise;
 * the editor's own data outlive it. Its folder is there too.
 */
export function startInstalled(
  archive: string,
  home: string,
  userDataDir: string,
  more: Pick<HostOptions, 'builtIn'> = {},
): Promise<Host> {
  const workspace = join(userDataDir, 'folder');
  mkdirSync(workspace, { recursive: true });
  return startHost({ installVsix: [archive], home, userDataDir, workspace, env: { TZ: 'UTC' }, ...more });
}

/** An empty folder that the test removes. */
export function temporaryHome(): { readonly home: string; remove(): void } {
  const home = mkdtempSync(join(tmpdir(), 'tallyboard-home-'));
  return { home, remove: () => rmSync(home, { recursive: true, force: true, maxRetries: 5 }) };
}

/** A home with sixty generated days up to now, days of UTC. */
export function demoHome(): { readonly home: string; readonly truth: Truth; remove(): void } {
  const folder = temporaryHome();
  return { ...folder, truth: generate(demoPlan(Date.now(), 'UTC'), folder.home) };
}

/** Tokens billed for all these counts. */
export function billed({ input, cacheRead, cacheWrite5m, cacheWrite1h, output }: Counts): number {
  return input + cacheRead + cacheWrite5m + cacheWrite1h + output;
}

/** Tokens billed on the day of now, and on that day alone. */
export function todayOf(truth: Truth): number {
  const day = truth.byDay[new Date().toISOString().slice(0, 10)];
  return day ? billed(day) : 0;
}

/** Waits until `look` gives something that holds; rejects with what was seen last. */
export async function until<T>(
  what: string,
  look: () => Promise<T>,
  holds: (seen: T) => boolean,
  within = 60_000,
): Promise<T> {
  const end = Date.now() + within;
  // A look costs the window some milliseconds: at once, then ever more seldom.
  for (let pause = 25; ; pause = Math.min(2 * pause, 200)) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (Date.now() > end) throw new Error(`${what} was not seen within ${within} ms, but: ${JSON.stringify(seen)}`);
    await sleep(pause);
  }
}

/**
 * Does again what opens a box or a page, which the editor may take away or draw anew just then. Each time it waits twice as long: a
 * machine that has much else to do may need more than a moment every time.
 */
export async function insistently(
  work: (timeout: number) => Promise<void>,
  timeout = 3000,
  attempts = 4,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work(timeout * 2 ** (attempt - 1));
    } catch (error) {
      if (attempt === attempts) throw error;
    }
  }
}

/** Chooses what a list of the editor offers, until something else is shown: a click is lost on a list that is just drawn anew. */
export async function choose(page: Page, label: string): Promise<void> {
  const list = page.locator('.quick-input-widget:visible');
  const shown = async () => ((await list.count()) === 0 ? '' : list.innerText({ timeout: 1000 }).catch(() => ''));
  const row = list.getByText(label, { exact: true });
  let before: string | undefined;
  await insistently(async (timeout) => {
    if (before !== undefined && (await shown()) !== before) return;
    await row.waitFor({ timeout });
    before = await shown();
    await row.click({ timeout });
    await until('what follows the choice', shown, (now) => now !== before, timeout);
  });
}

/** The document of the active editor's webview once something is in it: the editor may replace the one that it loaded first. */
export async function seenInPanel(page: Page, what: string, find: (frame: Frame) => Locator): Promise<Frame> {
  const { frame } = await until(
    `${what} in the editor`,
    async () => {
      const frame = await webviewPanelFrame(page);
      const replaced = [0, 'a page that was replaced'] as const;
      const looked = Promise.all([find(frame).count(), frame.locator('body').innerText()]).catch(() => replaced);
      // A page that goes just then never answers.
      const [count, text] = await Promise.race([looked, sleep(5000, replaced)]);
      // What it was seen in is no part of what is told where it was not.
      return { count, text, frame: () => frame };
    },
    ({ count }) => count > 0,
  );
  return frame();
}

/** Presses a button of a notification; after some seconds the editor has hidden it in its list of them. */
export async function answerNotification(page: Page, text: string, name: string): Promise<void> {
  const button = page.locator('.notification-list-item:visible', { hasText: text }).getByRole('button', { name });
  if ((await button.count()) === 0) await driver.runCommand(page, 'Notifications: Show Notifications');
  await button.first().click();
}

export function item(page: Page): Promise<StatusBarItem> {
  return driver.statusBarItem(page, itemId);
}

/** The page's headline figure, as digits with marks; '' while there is none. */
export async function headline(page: Page): Promise<string> {
  const frame = await webviewFrame(page, viewId);
  const hero = frame.locator('tally-hero button.hero span').first();
  return (await hero.count()) > 0 ? ((await hero.textContent()) ?? '').trim() : '';
}

export function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

/** What the command line tells of the ledger of a home, by all that it can be split by. */
export function reportOf<T>(home: string): T {
  const ledger = join(home, '.local', 'share', 'tallyboard', 'ledger.db');
  const by = 'tool,model,day,session,project,branch';
  const words = ['report', '--json', '--ledger', ledger, '--timezone', 'UTC', '--by', by];
  const text = execFileSync(process.execPath, [join(root, 'dist', 'cli.cjs'), ...words], { encoding: 'utf8' });
  return JSON.parse(text) as T;
}

/** Generated tokens of a tool in the ledger of a home. */
export function outputOf(home: string, tool: string): number {
  type Told = { readonly byTool: Readonly<Record<string, { readonly output: number }>> };
  return reportOf<Told>(home).byTool[tool]?.output ?? 0;
}
