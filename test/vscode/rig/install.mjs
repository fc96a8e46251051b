import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lock.mjs';
import {
  extensionsOfTheServerAlone,
  refuseProposedApi,
  replaceNativeModules,
  showNotifications,
  watchUserSettings,
} from './mend.mjs';
import { MissingPrerequisite } from './missingPrerequisite.mjs';
import { run } from './processes.mjs';

/** The package that carries the editor's server and web workbench; its version 4.x.y carries VS Code 1.x.y. */
export const editorPackage = { name: 'code-server', version: '4.139.1' };

/** What the editor needs only for agents, remote containers, Kerberos proxies and Windows: 230 MB that nothing here loads. */
const unusedDependencies = [
  '@devcontainers/cli',
  '@github/copilot-sdk',
  '@microsoft/mxc-sdk',
  '@vscode/copilot-api',
  '@vscode/deviceid',
  '@vscode/fs-copyfile',
  '@vscode/sandbox-runtime',
  '@vscode/sqlite3',
  '@vscode/windows-process-tree',
  '@vscode/windows-registry',
  'kerberos',
  'ssh2',
];

/**
 * @typedef {object} Rig
 * @property {string} vscodeDir the installed editor (`lib/vscode` of the package), with the check for proposed APIs in force
 * @property {string} nodeBinary the Node that runs it
 */

/**
 * Installs the editor into the user's cache unless it is there. A folder that is only half installed is never used: the work is done in
 * a sibling folder that gets its name at the end. Two calls at the same time, also from two processes, install once.
 * @param {{ log?: (line: string) => void }} [options]
 * @returns {Promise<Rig>}
 */
export async function ensureRig({ log = () => {} } = {}) {
  const nodeBinary = findNode();
  const folder = join(cacheFolder(), `rig-${editorPackage.version}-${recipeHash()}`);
  const rig = { vscodeDir: join(folder, 'vscode'), nodeBinary };
  if (existsSync(folder)) {
    const now = new Date();
    utimesSync(folder, now, now);
    return rig;
  }
  await withLock(join(cacheFolder(), 'install.lock'), async () => {
    if (existsSync(folder)) return;
    const started = Date.now();
    log(`installing VS Code ${editorPackage.version.replace(/^4/, '1')} for tests, once`);
    removeLeftovers();
    const unfinished = mkdtempSync(join(cacheFolder(), 'unfinished-'));
    await installInto(unfinished, nodeBinary);
    renameSync(unfinished, folder);
    log(`installed in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  });
  return rig;
}

/**
 * @param {string} folder empty
 * @param {string} nodeBinary
 */
async function installInto(folder, nodeBinary) {
  const env = { ...process.env, PATH: `${dirname(nodeBinary)}${delimiter}${process.env['PATH'] ?? ''}` };
  const archive = `${editorPackage.name}-${editorPackage.version}.tgz`;
  await run('npm', ['pack', `${editorPackage.name}@${editorPackage.version}`, '--silent', '--prefer-offline'], {
    cwd: folder,
    env,
  });
  await run('tar', ['-xzf', archive, 'package/lib/vscode'], { cwd: folder, env });
  const vscodeDir = join(folder, 'vscode');
  renameSync(join(folder, 'package', 'lib', 'vscode'), vscodeDir);
  rmSync(join(folder, 'package'), { recursive: true });
  rmSync(join(folder, archive));
  leaveOutUnused(vscodeDir);
  const install = ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
  await run('npm', install, { cwd: vscodeDir, env });
  await run('npm', install, { cwd: join(vscodeDir, 'extensions'), env });
  refuseProposedApi(vscodeDir);
  watchUserSettings(vscodeDir);
  showNotifications(vscodeDir);
  extensionsOfTheServerAlone(vscodeDir);
  replaceNativeModules(vscodeDir);
}

/** @param {string} vscodeDir */
function leaveOutUnused(vscodeDir) {
  const path = join(vscodeDir, 'package.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  for (const name of unusedDependencies) delete manifest.dependencies[name];
  writeFileSync(path, JSON.stringify(manifest, null, '\t'));
}

/** Removes what an interrupted installation left, and rigs that nobody has used for a month. Call only with the lock held. */
function removeLeftovers() {
  const monthAgo = Date.now() - 30 * 24 * 3600 * 1000;
  for (const name of readdirSync(cacheFolder())) {
    const path = join(cacheFolder(), name);
    const unused = name.startsWith('rig-') && statSync(path).mtimeMs < monthAgo;
    if (!unused && !name.startsWith('unfinished-')) continue;
    try {
      rmSync(path, { recursive: true, force: true });
    } catch {
      // Something still writes there, like an npm that has outlived the rig that started it: next time.
    }
  }
}

/** @returns {string} the folder of this project in the user's cache; it exists afterwards */
export function cacheFolder() {
  const userCache = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  const folder = process.env['TALLYBOARD_RIG_CACHE'] || join(userCache, 'tallyboard');
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** @returns {string} changes with every file that decides what an installed rig looks like, so that an old one is not used */
function recipeHash() {
  const hash = createHash('sha256');
  const here = fileURLToPath(new URL('.', import.meta.url));
  const standIns = readdirSync(join(here, 'standIns'))
    .sort()
    .map((name) => join('standIns', name));
  for (const name of ['install.mjs', 'mend.mjs', ...standIns]) hash.update(readFileSync(join(here, name)));
  return hash.digest('hex').slice(0, 8);
}

/** @returns {string} the Node 24 of the project's `node` package */
function findNode() {
  try {
    const manifest = createRequire(import.meta.url).resolve('node/package.json');
    const binary = join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    if (existsSync(binary)) return binary;
  } catch {
    // Said below.
  }
  throw new MissingPrerequisite('The Node that runs VS Code is missing: run `npm install` in the project folder.');
}
