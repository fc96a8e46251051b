import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const browserFlags = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--autofill-server-url=http://127.0.0.1:9/',
  '--component-updater=url-source=http://127.0.0.1:9/',
  '--gaia-url=http://127.0.0.1:9/',
  '--no-first-run',
  '--no-pings',
];

/** What Playwright turns off of what matters here, which one more list takes the place of; the first loads code that is kept compiled. */
const featuresOff = [
  'BackgroundResourceFetch',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
];

/**
 * Windows that last a minute: to optimise their code takes longer than it saves, a tenth of what a suite costs. Code is kept compiled for
 * these flags, and for a window with others is compiled anew.
 */
const notOptimised = '--js-flags=--no-opt --no-maglev';

/**
 * The port at which the browser has every editor, whatever its server listens on: compiled code and the state of windows are kept by
 * address.
 */
export const apparentPort = 45_139;

/**
 * @typedef {object} BrowserOptions
 * @property {number} [width]
 * @property {number} [height]
 * @property {boolean} [headless]
 * @property {boolean} [timed] its code becomes as fast as a person's does
 */

/**
 * Opens a browser whose every way off this machine leads to the refusing proxy.
 * @param {string} executablePath
 * @param {string} profile folder
 * @param {{ proxy: number, editor: number }} ports
 * @param {BrowserOptions} options
 */
export async function openBrowser(executablePath, profile, ports, options) {
  const { width = 1280, height = 800, headless = true, timed = false } = options;
  const ways = [
    `--proxy-server=http://127.0.0.1:${ports.proxy}`,
    `--host-resolver-rules=MAP 127.0.0.1:${apparentPort} 127.0.0.1:${ports.editor}`,
  ];
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless,
    viewport: { width, height },
    args: [...browserFlags, `--disable-features=${featuresOff.join(',')}`, ...ways, ...(timed ? [] : [notOptimised])],
    chromiumSandbox: false,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  // Four editors beside one another on two slow cores take longer than the usual 30 s for what else takes two.
  context.setDefaultTimeout(90_000);
  if (!timed) await context.addInitScript(standStill);
  return context;
}

/**
 * The editor's own parts show and go at once: the setting for less motion leaves scroll bars to fade, and while one does the window is
 * drawn sixty times a second without a graphics card. Pages of extensions stay as they are.
 */
function standStill() {
  if (window !== window.top) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('*, *::before, *::after { transition: none !important; animation: none !important }');
  document.adoptedStyleSheets.push(sheet);
}

/**
 * Leaves every window first, so that extensions are deactivated and the state is stored as when a person closes the window.
 * @param {import('playwright-core').BrowserContext} context
 */
export async function closeBrowser(context) {
  await Promise.all(context.pages().map((page) => page.goto('about:blank', { timeout: 3000 }).catch(() => {})));
  await context.close();
}

/**
 * The address of a window.
 * @param {number} port `apparentPort` for a browser of `openBrowser`
 * @param {string} workspace folder or `.code-workspace` file
 * @param {{ extensionDevelopmentPath?: string | undefined, extensionTestsPath?: string | undefined }} options
 * @returns {string}
 */
export function windowUrl(port, workspace, { extensionDevelopmentPath, extensionTestsPath }) {
  const url = new URL(`http://127.0.0.1:${port}/`);
  const remote = (/** @type {string} */ path) =>
    `vscode-remote://127.0.0.1:${port}${pathToFileURL(resolve(path)).pathname}`;
  const payload = [['skipWelcome', 'true']];
  if (extensionDevelopmentPath) payload.push(['extensionDevelopmentPath', remote(extensionDevelopmentPath)]);
  if (extensionTestsPath) payload.push(['extensionTestsPath', remote(extensionTestsPath)]);
  const kind = statSync(workspace).isDirectory() ? 'folder' : 'workspace';
  url.searchParams.set(kind, pathToFileURL(workspace).pathname);
  url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

/**
 * Waits until the window is restored: panes, editors and status bar are there, and the extension host has been started.
 * @param {import('playwright-core').Page} page
 */
export async function whenRestored(page) {
  // Not in frames, as by default: the window would draw for the question, and be there a third later.
  await page.waitForFunction(() => 'driver' in window, undefined, { timeout: 60_000, polling: 100 });
  await page.evaluate(() => /** @type {any} */ (window).driver.whenWorkbenchRestored());
  await page.locator('.part.statusbar .statusbar-item').first().waitFor();
}
