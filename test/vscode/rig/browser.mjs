import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cacheFolder } from './install.mjs';
import { withLock } from './lock.mjs';
import { MissingPrerequisite } from './missingPrerequisite.mjs';
import { run } from './processes.mjs';

/** Chromium without its own window: a fifth less work at every start. */
const headlessShell = 'chromium-headless-shell';

const commandNames = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
  'chrome',
  'msedge',
];

const macApplications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

const windowsApplications = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];

/**
 * Finds a browser of the Chromium family, `$CHROME_PATH` first. Where there is none and this is root on a Debian-like system, installs
 * Debian's.
 * @param {{ log?: (line: string) => void, headless?: boolean }} [options] default headless
 * @returns {Promise<string>} path of the program
 * @throws {MissingPrerequisite} when there is none and it cannot be installed here
 */
export async function ensureBrowser({ log = () => {}, headless = true } = {}) {
  const found = findBrowser(headless);
  if (found) return found;
  const asRoot = process.getuid?.() === 0;
  if (asRoot && onPath('apt-get')) {
    await withLock(join(cacheFolder(), 'browser.lock'), async () => {
      if (!findBrowser(headless)) await installChromium(log, headless);
    });
  }
  const installed = findBrowser(headless);
  if (installed) return installed;
  throw new MissingPrerequisite(`A browser of the Chromium family is missing: ${installHint()}`);
}

/** @param {boolean} headless @returns {string | undefined} path of the first browser found */
function findBrowser(headless) {
  const chosen = process.env['CHROME_PATH'];
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new MissingPrerequisite(
      `CHROME_PATH names no file: set it to the path of a Chromium or Chrome, or unset it.`,
    );
  }
  const folders = [process.env['PROGRAMFILES'], process.env['PROGRAMFILES(X86)'], process.env['LOCALAPPDATA']];
  const windows = folders.flatMap((folder) => (folder ? windowsApplications.map((path) => join(folder, path)) : []));
  const mac = process.platform === 'darwin' ? macApplications : [];
  const names = headless ? [headlessShell, ...commandNames] : commandNames;
  return [...mac, ...windows].find((path) => existsSync(path)) ?? names.map(onPath).find(Boolean);
}

/** @param {string} command @returns {string | undefined} path of an executable of that name on PATH */
function onPath(command) {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, command)).find(isExecutable);
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {(line: string) => void} log
 * @param {boolean} headless takes the smaller package where there is one
 */
async function installChromium(log, headless) {
  const started = Date.now();
  log('installing chromium, once');
  const install = (/** @type {string} */ name) => aptGet('install', '-y', name, 'fonts-liberation');
  try {
    await aptGet('update');
    if (headless) await install(headlessShell).catch(() => install('chromium'));
    else await install('chromium');
  } catch (error) {
    log(String(error));
    throw new MissingPrerequisite(
      'A browser of the Chromium family is missing and could not be installed: run `apt-get install chromium`.',
    );
  }
  log(`installed chromium in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

/** @param {string[]} args */
function aptGet(...args) {
  return run('apt-get', args, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
}

/** @returns {string} the one command for this system */
function installHint() {
  if (process.platform === 'darwin') return 'run `brew install --cask chromium`, or set CHROME_PATH.';
  if (process.platform === 'win32') return 'run `winget install Google.Chrome`, or set CHROME_PATH.';
  return 'run `sudo apt-get install -y chromium` (or your system’s own command for it), or set CHROME_PATH.';
}
