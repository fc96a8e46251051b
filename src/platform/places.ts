import { mkdirSync, statSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { dirname, posix, win32 } from 'node:path';
import type { Places } from '../core/source.js';

type Os = Places['os'];
type Env = Readonly<Record<string, string | undefined>>;

export interface PlacesOptions {
  /** Resolve everything as if this were the home folder, and ignore the environment. */
  readonly home?: string | undefined;
  /** `…/User` of the editor that runs us, known from `context.globalStorageUri`. */
  readonly editorUserFolder?: string | undefined;
  readonly extraRoots?: Readonly<Record<string, readonly string[]>> | undefined;
  /** For tests. */
  readonly os?: Os;
  readonly env?: Env;
}

/** Folder names of VS Code and its forks under the OS's place for application data. */
const editorNames = [
  'Code',
  'Code - Insiders',
  'Code - Exploration',
  'Code - OSS',
  'VSCodium',
  'VSCodium - Insiders',
  'Cursor',
  'Windsurf',
  'Windsurf - Next',
  'Positron',
  'Trae',
  'Kiro',
  'Antigravity',
  'Void',
];
/** Server folders in a home that was reached by SSH, WSL or a container. */
const serverNames = [
  '.vscode-server',
  '.vscode-server-insiders',
  '.vscode-server-exploration',
  '.vscode-server-oss',
  '.vscodium-server',
  '.vscodium-server-insiders',
  '.vscode-remote',
  '.cursor-server',
  '.windsurf-server',
  '.windsurf-server-next',
  '.positron-server',
  '.trae-server',
  '.kiro-server',
  '.antigravity-server',
  '.void-server',
  '.openvscode-server',
  '.code-server',
];
/** Linux packages that give an application a folder of its own for its settings, below the home folder. */
const sandboxed = [
  ['.var', 'app', 'com.visualstudio.code', 'config', 'Code'],
  ['.var', 'app', 'com.visualstudio.code.insiders', 'config', 'Code - Insiders'],
  ['.var', 'app', 'com.visualstudio.code-oss', 'config', 'Code - OSS'],
  ['.var', 'app', 'com.vscodium.codium', 'config', 'VSCodium'],
  ['snap', 'code', 'current', '.config', 'Code'],
  ['snap', 'codium', 'current', '.config', 'VSCodium'],
];

/** What this machine is to a source. */
export function placesOf(options: PlacesOptions = {}): Places {
  const os = options.os ?? (process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux');
  const env = options.home === undefined ? (options.env ?? process.env) : {};
  const home = options.home ?? homeFolder();
  const own = options.editorUserFolder ? [options.editorUserFolder] : [];
  return {
    os,
    home,
    env,
    editorUserFolders: [...new Set([...own, ...userFolders(os, home, env)])],
    extraRoots: options.extraRoots ?? {},
  };
}

function userFolders(os: Os, home: string, env: Env): string[] {
  const { join } = os === 'win32' ? win32 : posix;
  const { applications, codeServer } = applicationFolders(os, home, env);
  const [portable, agent] = [env['VSCODE_PORTABLE'], env['VSCODE_AGENT_FOLDER']];
  return [
    ...editorNames.map((name) => join(applications, name, 'User')),
    ...(os === 'linux' ? sandboxed.map((folders) => join(home, ...folders, 'User')) : []),
    ...serverNames.map((name) => join(home, name, 'data', 'User')),
    join(codeServer, 'User'),
    ...(portable ? [join(portable, 'user-data', 'User')] : []),
    ...(agent ? [join(agent, 'data', 'User')] : []),
  ];
}

/** Where this OS keeps the folders of desktop editors, and code-server its own. */
function applicationFolders(os: Os, home: string, env: Env): { applications: string; codeServer: string } {
  if (os === 'win32') {
    const local = env['LOCALAPPDATA'] ?? win32.join(home, 'AppData', 'Local');
    return {
      applications: env['APPDATA'] ?? win32.join(home, 'AppData', 'Roaming'),
      codeServer: win32.join(local, 'code-server', 'Data'),
    };
  }
  if (os === 'darwin') {
    const applications = posix.join(home, 'Library', 'Application Support');
    return { applications, codeServer: posix.join(env['XDG_DATA_HOME'] ?? applications, 'code-server') };
  }
  return {
    applications: env['XDG_CONFIG_HOME'] ?? posix.join(home, '.config'),
    codeServer: posix.join(env['XDG_DATA_HOME'] ?? posix.join(home, '.local', 'share'), 'code-server'),
  };
}

/** Where Tallyboard keeps its ledger: one folder for all editors and the command line of this user. */
export function dataFolder(env: Env = process.env, os: Os = process.platform as Os, home = homeFolder()): string {
  const own = env['TALLYBOARD_HOME'];
  const { join, resolve } = os === 'win32' ? win32 : posix;
  if (own) return resolve(own);
  if (os === 'win32') return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'tallyboard');
  if (os === 'darwin') return join(home, 'Library', 'Application Support', 'tallyboard');
  return join(env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'tallyboard');
}

/** An empty `HOME` names none. Throws where the system knows of none either. */
function homeFolder(): string {
  return homedir() || userInfo().homedir;
}

/**
 * Makes the data folder readable by its owner alone. Not by `recursive`: Node does not end where the system says that nothing can be
 * made (below `/proc`).
 */
export function makeDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (isFolder(folder)) return;
    const above = dirname(folder);
    if ((error as { code?: unknown }).code !== 'ENOENT' || above === folder || isFolder(above)) throw error;
    makeDataFolder(above);
    makeDataFolder(folder);
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
