import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installFolders } from './extensions.mjs';
import { prepareFolders, removeTemporary } from './folders.mjs';
import { ensureRig } from './install.mjs';
import { isEntryPoint } from './isEntryPoint.mjs';
import { MissingPrerequisite } from './missingPrerequisite.mjs';
import { serverEnvironment, startServer } from './server.mjs';
import { changeSettings } from './settings.mjs';
import { atExit } from './temporary.mjs';
import { windowUrl } from './window.mjs';

/**
 * Starts VS Code for a person: the server only, with the person's own home folder (unless another is given) and network.
 * @param {object} options
 * @param {string} options.extensionDevelopmentPath
 * @param {string} [options.workspace] default: a new empty folder
 * @param {string} [options.home]
 * @param {Record<string, string>} [options.env]
 * @param {(line: string) => void} [options.log]
 * @returns {Promise<{ url: string, ended: Promise<unknown>, stop: () => Promise<void> }>} `ended` when the server is gone, by itself or not
 */
export async function openForPerson({ extensionDevelopmentPath, workspace, home, env, log }) {
  const rig = await ensureRig(log ? { log } : {});
  const folders = prepareFolders(workspace ? { workspace } : {});
  atExit(() => removeTemporary(folders));
  installFolders(folders.extensions, []);
  changeSettings(folders.data, { 'git.enabled': undefined, 'workbench.reduceMotion': undefined });
  const server = await startServer({
    rig,
    dataDir: folders.data,
    extensionsDir: folders.extensions,
    env: serverEnvironment({ home, env }),
  });
  atExit(server.kill);
  const stop = async () => {
    await server.stop();
    removeTemporary(folders);
  };
  return { url: windowUrl(server.port, folders.workspace, { extensionDevelopmentPath }), ended: server.ended, stop };
}

/**
 * Opens an address in the system's browser, where there is one with a screen.
 * @param {string} url
 * @returns {Promise<boolean>} whether a browser was started
 */
export function openInBrowser(url) {
  const [command, ...args] = openCommand(url);
  const hasScreen = process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  if (!command || !hasScreen || process.env['CI']) return Promise.resolve(false);
  return new Promise((settle) => {
    const child = spawn(command, args, { stdio: 'ignore', detached: true });
    child.once('error', () => settle(false));
    child.once('exit', (code) => settle(code === 0));
    setTimeout(() => settle(true), 2000).unref();
    child.unref();
  });
}

/** @param {string} url @returns {string[]} */
function openCommand(url) {
  if (process.platform === 'darwin') return ['open', url];
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url];
  return ['xdg-open', url];
}

async function main() {
  const { values } = parseArgs({
    options: { dev: { type: 'string' }, home: { type: 'string' }, workspace: { type: 'string' } },
  });
  const { dev = '.', home, workspace } = values;
  const log = (/** @type {string} */ line) => void process.stdout.write(`${line}\n`);
  const opened = await openForPerson({
    extensionDevelopmentPath: resolve(dev),
    ...(home ? { home: resolve(home) } : {}),
    ...(workspace ? { workspace: resolve(workspace) } : {}),
    log,
  });
  log(`VS Code is running: ${opened.url}`);
  log(
    (await openInBrowser(opened.url))
      ? 'It opens in your browser. Ctrl-C ends it.'
      : 'Open this address in a browser. Ctrl-C ends it.',
  );
  await opened.ended;
}

if (isEntryPoint(import.meta.url)) {
  await main().catch((error) => {
    process.stderr.write(`${error instanceof MissingPrerequisite ? error.message : error.stack}\n`);
    process.exitCode = 1;
  });
}
