import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { endGroup, killGroup, run } from './processes.mjs';

/** Taken from the person's environment when a home folder is given; the rest could lead an extension to the real home. */
const neutralVariables = [
  'PATH',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'TMP',
  'TEMP',
  'SHELL',
  'SystemRoot',
  'ComSpec',
  'PATHEXT',
  'WINDIR',
];

/**
 * @typedef {object} Server
 * @property {number} port
 * @property {number} processId also the leader of its process group
 * @property {string[]} log what the server has printed
 * @property {Promise<number | null>} ended
 * @property {() => void} kill ends the whole group at once, without waiting
 * @property {() => Promise<void>} stop lets extension hosts whose window has gone deactivate their extensions, then ends the whole group
 */

/**
 * @typedef {object} ServerOptions
 * @property {import('./install.mjs').Rig} rig
 * @property {string} dataDir
 * @property {string} extensionsDir
 * @property {NodeJS.ProcessEnv} env
 * @property {readonly string[]} [installVsix] paths
 * @property {string} [builtInDir] folder of the editor's own extensions; default: those it comes with
 * @property {boolean} [workspaceTrust] whether folders have to be trusted before they count as such; default false
 */

/**
 * Starts the editor's server on the loopback interface and waits until it answers.
 * @param {ServerOptions} options
 * @returns {Promise<Server>}
 */
export async function startServer(options) {
  const { rig, env, installVsix = [] } = options;
  const path = `${dirname(rig.nodeBinary)}${delimiter}${env['PATH'] ?? ''}`;
  const child = spawn(rig.nodeBinary, serverArguments(options), {
    env: { ...env, PATH: path },
    detached: true,
    windowsHide: true,
  });
  const processId = child.pid;
  if (processId === undefined) throw new Error('the server of VS Code could not be started');
  const log = /** @type {string[]} */ ([]);
  const ended = new Promise((resolve) => child.once('close', resolve));
  const stop = async () => {
    await extensionHostsEnded(log);
    await endGroup(processId);
  };
  try {
    const port = await portFrom(child, log);
    await vsixInstalled(log, installVsix.length);
    return { port, processId, log, ended, kill: () => killGroup(processId), stop };
  } catch (error) {
    await endGroup(processId);
    throw error;
  }
}

/**
 * Uninstalls an extension, as the editor does when a person clicks on Uninstall. The server must not be running.
 * @param {Pick<ServerOptions, 'rig' | 'dataDir' | 'extensionsDir' | 'env'>} options
 * @param {string} extensionId
 * @returns {Promise<string>} what the editor said
 */
export function uninstallExtension({ rig, dataDir, extensionsDir, env }, extensionId) {
  const entry = join(rig.vscodeDir, 'out', 'server-main.js');
  const folders = ['--server-data-dir', dataDir, '--extensions-dir', extensionsDir];
  return run(rig.nodeBinary, [entry, ...folders, '--uninstall-extension', extensionId], { cwd: rig.vscodeDir, env });
}

/** @param {ServerOptions} options @returns {string[]} */
function serverArguments({ rig, dataDir, extensionsDir, installVsix = [], builtInDir, workspaceTrust = false }) {
  return [
    fileURLToPath(new URL('serverProcess.mjs', import.meta.url)),
    ...[rig.vscodeDir, join(dataDir, 'mint-key')],
    ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--accept-server-license-terms'],
    ...['--server-data-dir', dataDir, '--extensions-dir', extensionsDir, '--telemetry-level', 'off'],
    '--disable-update-check',
    ...(builtInDir ? ['--builtin-extensions-dir', builtInDir] : []),
    ...(workspaceTrust ? [] : ['--disable-workspace-trust']),
    '--enable-smoke-test-driver', // what makes the payload of the address count
    '--force-disable-user-env', // no login shell: it is slow and would bring the person's own variables back
    ...['--agent-host-bridge-host', '127.0.0.1'], // a bridge without a port: no agent host beside the extension host
    ...(installVsix.length > 0 ? ['--start-server', '--force'] : []),
    ...installVsix.flatMap((path) => ['--install-extension', path]),
  ];
}

/**
 * @param {readonly string[]} log of the server, which installs packages while it is already answering
 * @param {number} expected
 * @throws when they are not all installed in a minute
 */
async function vsixInstalled(log, expected) {
  const deadline = Date.now() + 60_000;
  while (log.filter((line) => line.includes('was successfully installed')).length < expected) {
    if (Date.now() > deadline) throw new Error(`a VSIX could not be installed\n${log.join('\n')}`);
    await sleep(25);
  }
}

/**
 * @param {readonly string[]} log
 * @returns {Promise<void>} when every extension host has ended, but after 5 s at the latest, which is what VS Code itself allows
 */
async function extensionHostsEnded(log) {
  const count = (/** @type {string} */ text) => log.filter((line) => line.includes(text)).length;
  const deadline = Date.now() + 5000;
  while (count('Launched Extension Host Process') > count('Extension Host Process exited') && Date.now() < deadline)
    await sleep(25);
}

/**
 * @param {import('node:child_process').ChildProcessWithoutNullStreams} child
 * @param {string[]} log receives every line that the server prints
 * @returns {Promise<number>} the port, as soon as the server listens on it
 */
function portFrom(child, log) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`VS Code's server did not start in 60 s\n${log.join('\n')}`)),
      60_000,
    );
    const read = (/** @type {string} */ line) => {
      if (line.trim()) log.push(line);
      const port = line.match(/Extension host agent listening on (\d+)/)?.[1];
      if (port) settle(() => resolve(Number(port)));
    };
    const settle = (/** @type {() => void} */ action) => {
      clearTimeout(late);
      action();
    };
    createInterface({ input: child.stdout }).on('line', read);
    createInterface({ input: child.stderr }).on('line', read);
    child.once('error', (error) => settle(() => reject(error)));
    child.once('exit', (code) =>
      settle(() => reject(new Error(`VS Code's server ended with ${code}\n${log.join('\n')}`))),
    );
  });
}

/**
 * The environment of the server, and so of every extension.
 * @param {{ home?: string | undefined, env?: Record<string, string> | undefined }} options with `home`, nothing of the person's own
 * environment but neutral variables like PATH remains
 * @returns {NodeJS.ProcessEnv}
 */
export function serverEnvironment({ home, env = {} }) {
  if (home === undefined) {
    const foreign = /^(VSCODE_|ELECTRON_|npm_|NODE_OPTIONS$)/;
    const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
    return { ...Object.fromEntries(kept), ...env };
  }
  const neutral = neutralVariables.flatMap((name) =>
    process.env[name] === undefined ? [] : [[name, process.env[name]]],
  );
  return { ...Object.fromEntries(neutral), HOME: home, USERPROFILE: home, ...env };
}
