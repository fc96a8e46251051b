import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** The program that runs the command: the editor's own Node. */
export interface Runtime {
  readonly execPath: string;
  /** The program is Electron, which is Node only when told so. */
  readonly electron: boolean;
  readonly cliFile: string;
  readonly windows: boolean;
}

/** The launcher's file in a data folder. */
export function launcherPath(dataFolder: string, windows: boolean): string {
  return join(dataFolder, 'bin', windows ? 'tallyboard.cmd' : 'tallyboard');
}

/** The folder of a ledger file; undefined of one in memory. */
export function dataFolderOf(ledgerFile: string): string | undefined {
  return ledgerFile === ':memory:' ? undefined : dirname(ledgerFile);
}

/** Whether a shell that was started like this program finds the launcher. */
export function isOnPath(launcher: string, path: string, windows: boolean): boolean {
  const same = (folder: string) => (windows ? folder.toLowerCase() : folder).replace(/[\\/]+$/, '');
  return path.split(delimiter).some((folder) => same(folder) === same(dirname(launcher)));
}

/** What to type, or to write into a profile, so that the command is found: PowerShell on Windows, else any POSIX shell. */
export function pathLine(launcher: string, windows: boolean): string {
  const folder = dirname(launcher);
  if (windows) return `$env:Path += ';${folder.replaceAll("'", "''")}'`;
  return `export PATH=${shWord(folder)}:"$PATH"`;
}

/** Writes the launcher whole or not at all; returns its path. Throws what the file system throws. */
export function installLauncher(dataFolder: string, runtime: Runtime): string {
  const path = launcherPath(dataFolder, runtime.windows);
  const text = launcherText(runtime);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return path;
  mkdirSync(join(dataFolder, 'bin'), { recursive: true, mode: 0o700 });
  const unfinished = `${path}.${process.pid}`;
  try {
    writeFileSync(unfinished, text, { mode: 0o755 });
    chmodSync(unfinished, 0o755);
    renameSync(unfinished, path);
  } finally {
    rmSync(unfinished, { force: true });
  }
  return path;
}

/** Writes it again where it was installed before: the paths of editor and extension change with every update. */
export function refreshLauncher(dataFolder: string, runtime: Runtime): void {
  if (existsSync(launcherPath(dataFolder, runtime.windows))) installLauncher(dataFolder, runtime);
}

/** A script for `sh`, or for `cmd` on Windows. */
export function launcherText({ execPath, electron, cliFile, windows }: Runtime): string {
  const gone = 'tallyboard: start the editor once; this command was installed by a Tallyboard that is no longer there.';
  if (windows) {
    const lines = [
      '@echo off',
      'rem Written by Tallyboard for VS Code.',
      'setlocal',
      ...(electron ? ['set "ELECTRON_RUN_AS_NODE=1"'] : []),
      `if not exist ${cmdWord(cliFile)} (echo ${gone} 1>&2 & exit /b 1)`,
      `${cmdWord(execPath)} ${cmdWord(cliFile)} %*`,
      'exit /b %errorlevel%',
    ];
    return `${lines.join('\r\n')}\r\n`;
  }
  const lines = [
    '#!/bin/sh',
    '# Written by Tallyboard for VS Code.',
    `[ -f ${shWord(cliFile)} ] && [ -x ${shWord(execPath)} ] || { echo ${shWord(gone)} >&2; exit 1; }`,
    `${electron ? 'ELECTRON_RUN_AS_NODE=1 ' : ''}exec ${shWord(execPath)} ${shWord(cliFile)} "$@"`,
  ];
  return `${lines.join('\n')}\n`;
}

function shWord(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function cmdWord(text: string): string {
  return `"${text.replaceAll('%', '%%')}"`;
}
