import { join } from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { giveCompiledCode } from './compiledCode.mjs';
import { guardVariables, readAttempts, startRefusingProxy } from './egress.mjs';
import { chooseBuiltIn, installFolders } from './extensions.mjs';
import { prepareFolders, removeTemporary } from './folders.mjs';
import { ensureRig } from './install.mjs';
import { serverEnvironment, startServer, uninstallExtension } from './server.mjs';
import { changeSettings, writeMachineSettings } from './settings.mjs';
import { atExit } from './temporary.mjs';
import { apparentPort, closeBrowser, openBrowser, whenRestored, windowUrl } from './window.mjs';

/**
 * @typedef {object} HostOptions
 * @property {string} [extensionDevelopmentPath] folder of an extension to load from its sources
 * @property {string} [extensionTestsPath] module that exports `run(): Promise<void>`; it is run inside the extension host
 * @property {readonly string[]} [installVsix] packages to install first
 * @property {readonly string[]} [extraExtensions] folders of extensions to install first
 * @property {readonly string[] | 'all'} [builtIn] those of the editor's own extensions that it has; default: all
 * @property {string} [home] what the extension sees as the home folder, with none of the person's variables; default: the real one
 * @property {Record<string, string>} [env] more variables for the extension host
 * @property {string} [workspace] folder or `.code-workspace` file; default: a new empty folder
 * @property {Record<string, unknown>} [settings] of the user, over those that keep the window quiet
 * @property {Record<string, unknown>} [machineSettings] of the host: those of the machine's scope hold only here
 * @property {boolean} [workspaceTrust] whether the editor has Restricted Mode; default false: every folder is trusted
 * @property {string} [userDataDir] kept afterwards; a second start with the same one finds settings, state, secrets and extensions again
 * @property {number} [width] of the window in px, default 1280
 * @property {number} [height] of the window in px, default 800
 * @property {boolean} [headless] default true
 * @property {boolean} [timed] where times are measured: the window's code becomes as fast as a person's does; default false
 * @property {(line: string) => void} [log] what the rig does
 */

/** @typedef {import('playwright-core').Page} Page */

/**
 * @typedef {object} Host
 * @property {Page} page the first window
 * @property {string} url of the first window
 * @property {number} port that its server listens on
 * @property {string} userDataDir
 * @property {string[]} serverLog what the server has printed
 * @property {{ type: string, text: string, url: string }[]} console of all windows and their webviews
 * @property {() => string[]} consoleErrors without those about `vsda`, a module of Microsoft's own builds, and loads that were broken off
 * @property {() => string[]} cspViolations
 * @property {() => import('./egress.mjs').Egress[]} egress attempts to leave this machine; all were refused
 * @property {Promise<number>} exitCode of the test module; 1 when window or server are gone before it has ended
 * @property {(options?: { folder?: string }) => Promise<Page>} openWindow one more window on the same server
 * @property {(changes: Record<string, unknown>) => void} changeSettings of the user; `undefined` takes one back
 * @property {() => Promise<void>} stop ends everything that was started; may be called twice
 */

/** A view that is left while its page still loads: the editor's own word. A page that cannot be loaded shows nothing, which tests see. */
const brokenOff = /Webview\.loadLocalResource - Error using fileReader/;

/** @type {WeakMap<Page, Host>} */
const hosts = new WeakMap();

/** @param {Page} page @returns {Host} the host that opened the window */
export function hostOf(page) {
  const host = hosts.get(page);
  if (!host) throw new Error('this page is not a window of a host');
  return host;
}

/**
 * Starts VS Code with one window and waits until it is restored (with `extensionTestsPath`: until it begins to load).
 * @param {HostOptions} [options]
 * @returns {Promise<Host>}
 */
export async function startHost(options = {}) {
  const [rig, browserPath] = await Promise.all([ensureRig(options), ensureBrowser(options)]);
  const folders = prepareFolders(options);
  /** @type {(() => unknown)[]} */
  const endings = [atExit(() => removeTemporary(folders)), () => removeTemporary(folders)];
  const stop = stopOnce(endings);
  try {
    const proxy = await startRefusingProxy();
    endings.push(proxy.close);
    const server = await startOwnServer(rig, folders, options);
    endings.push(server.stop, atExit(server.kill));
    giveCompiledCode(folders.browser, browserPath, options.timed ?? false);
    const ports = { proxy: proxy.port, editor: server.port };
    const context = await openBrowser(browserPath, folders.browser, ports, options);
    endings.push(() => closeBrowser(context));
    const windows = await openWindows({ context, server, folders, options });
    return await hostFrom({ ...windows, server, folders, proxy, stop });
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Uninstalls an extension from the editor of a `userDataDir` whose host has been stopped.
 * @param {string} extensionId
 * @param {{ userDataDir: string, home?: string }} options
 * @returns {Promise<string>} what the editor said
 */
export async function uninstall(extensionId, { userDataDir, home }) {
  const rig = await ensureRig();
  const folders = { dataDir: join(userDataDir, 'data'), extensionsDir: join(userDataDir, 'extensions') };
  return uninstallExtension({ rig, ...folders, env: serverEnvironment({ home }) }, extensionId);
}

/** @param {(() => unknown)[]} endings called in reverse @returns {() => Promise<void>} */
function stopOnce(endings) {
  /** @type {Promise<void> | undefined} */
  let stopping;
  const stopAll = async () => {
    for (const ending of endings.reverse()) await ending();
  };
  return () => (stopping ??= stopAll());
}

/**
 * @param {import('./install.mjs').Rig} rig
 * @param {import('./folders.mjs').Folders} folders
 * @param {HostOptions} options
 */
function startOwnServer(rig, folders, options) {
  const { extraExtensions = [], installVsix = [], settings = {}, machineSettings = {} } = options;
  const { home, env, builtIn = 'all', workspaceTrust = false } = options;
  installFolders(folders.extensions, extraExtensions);
  changeSettings(folders.data, settings);
  writeMachineSettings(folders.data, machineSettings);
  const guarded = { EXTENSIONS_GALLERY: '{}', ...guardVariables(folders.egressRecord), ...env };
  return startServer({
    rig,
    dataDir: folders.data,
    extensionsDir: folders.extensions,
    env: serverEnvironment({ home, env: guarded }),
    installVsix,
    workspaceTrust,
    ...(builtIn === 'all' ? {} : { builtInDir: chooseBuiltIn(rig.vscodeDir, folders.temporary, builtIn) }),
  });
}

/**
 * @param {object} parts
 * @param {import('playwright-core').BrowserContext} parts.context
 * @param {import('./server.mjs').Server} parts.server
 * @param {import('./folders.mjs').Folders} parts.folders
 * @param {HostOptions} parts.options
 */
async function openWindows({ context, server, folders, options }) {
  const console = listenToConsole(context);
  const exitCode = exitCodeOfTests(context, server);
  const url = windowUrl(apparentPort, folders.workspace, options);
  const open = async (/** @type {Page} */ page, /** @type {string} */ address) => {
    await page.goto(address, { waitUntil: 'commit' });
    if (!options.extensionTestsPath) await whenRestored(page);
    return page;
  };
  const page = await open(context.pages()[0] ?? (await context.newPage()), url);
  const openWindow = async ({ folder = folders.workspace } = {}) =>
    open(await context.newPage(), windowUrl(apparentPort, folder, options));
  return { page, url, openWindow, console, exitCode };
}

/**
 * @param {Awaited<ReturnType<typeof openWindows>> & {
 *   server: import('./server.mjs').Server,
 *   folders: import('./folders.mjs').Folders,
 *   proxy: Awaited<ReturnType<typeof startRefusingProxy>>,
 *   stop: () => Promise<void>,
 * }} parts
 * @returns {Host}
 */
function hostFrom({ page, url, console, exitCode, openWindow, server, folders, proxy, stop }) {
  const errors = () =>
    console
      .filter(({ type, url }) => type === 'error' && !url.includes('/node_modules/vsda/'))
      .map(({ text }) => text)
      .filter((text) => !brokenOff.test(text));
  /** @type {Host} */
  const host = {
    page,
    url,
    port: server.port,
    userDataDir: folders.userDataDir,
    serverLog: server.log,
    console,
    consoleErrors: errors,
    cspViolations: () => errors().filter((text) => text.includes('Content Security Policy')),
    egress: () => [...proxy.attempts, ...readAttempts(folders.egressRecord)],
    exitCode,
    openWindow: async (options) => remember(await openWindow(options), host),
    changeSettings: (changes) => changeSettings(folders.data, changes),
    stop,
  };
  remember(page, host);
  return host;
}

/** @param {Page} page @param {Host} host */
function remember(page, host) {
  hosts.set(page, host);
  return page;
}

/** @param {import('playwright-core').BrowserContext} context */
function listenToConsole(context) {
  /** @type {{ type: string, text: string, url: string }[]} */
  const lines = [];
  context.on('console', (message) =>
    lines.push({ type: message.type(), text: message.text(), url: message.location().url }),
  );
  context.on('weberror', (error) => lines.push({ type: 'error', text: String(error.error()), url: '' }));
  return lines;
}

/**
 * @param {import('playwright-core').BrowserContext} context
 * @param {import('./server.mjs').Server} server
 * @returns {Promise<number>}
 */
function exitCodeOfTests(context, server) {
  return new Promise((resolve) => {
    void context.exposeFunction('codeAutomationLog', () => {});
    void context.exposeFunction('codeAutomationExit', resolve);
    context.once('close', () => resolve(1));
    void server.ended.then(() => resolve(1));
  });
}
