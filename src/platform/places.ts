import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';
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
  '.vscode-server-oss',
  '.vscodium-server',
  '.vscode-remote',
  '.cursor-server',
  '.windsurf-server',
  '.positron-server',
  '.code-server',
];

/** What this machine is to a source. */
export function placesOf(options: PlacesOptions = {}): Places {
  const os = options.os ?? (process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux');
  const env = options.home === undefined ? (options.env ?? process.env) : {};
  const home = options.home ?? homedir();
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
  const applications =
    os === 'win32'
      ? (env['APPDATA'] ?? join(home, 'AppData', 'Roaming'))
      : os === 'darwin'
        ? join(home, 'Library', 'Application Support')
        : (env['XDG_CONFIG_HOME'] ?? join(home, '.config'));
  const portable = env['VSCODE_PORTABLE'];
  return [
    ...editorNames.map((name) => join(applications, name, 'User')),
    ...serverNames.map((name) => join(home, name, 'data', 'User')),
    join(home, '.local', 'share', 'code-server', 'User'),
    ...(portable ? [join(portable, 'user-data', 'User')] : []),
  ];
}

/** Where Tallyboard keeps its ledger: one folder for all editors and the command line of this user. */
export function dataFolder(env: Env = process.env, os: Os = process.platform as Os, home = homedir()): string {
  const own = env['TALLYBOARD_HOME'];
  if (own) return own;
  const { join } = os === 'win32' ? win32 : posix;
  if (os === 'win32') return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'tallyboard');
  if (os === 'darwin') return join(home, 'Library', 'Application Support', 'tallyboard');
  return join(env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'tallyboard');
}

/** Makes the data folder readable by its owner alone. */
export function makeDataFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}
