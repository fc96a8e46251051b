import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** Why a settings file is not read or changed; nothing was written then. */
export class SettingsFileError extends Error {
  override readonly name = 'SettingsFileError';
  readonly reason: 'noFolder' | 'noFile' | 'unreadable' | 'notText' | 'readOnly' | 'changed';
  readonly path: string;

  constructor(reason: SettingsFileError['reason'], path: string, cause?: unknown) {
    super(`${reason}: ${path}`, { cause });
    this.reason = reason;
    this.path = path;
  }
}

/** A settings file as it was read; '' of one that is not there. */
export interface SettingsFile {
  /** As it is named, and where it lies: the two differ where a link leads to it. */
  readonly path: string;
  readonly target: string;
  readonly exists: boolean;
  readonly text: string;
}

/** Claude Code's own place for the settings of a person. */
export function claudeSettingsPath(home: string, env: Readonly<Record<string, string | undefined>>): string {
  return join(env['CLAUDE_CONFIG_DIR'] || join(home, '.claude'), 'settings.json');
}

/** Where the file is kept as it was before our entries. */
export function backupPath(file: SettingsFile): string {
  return `${file.target}.before-tallyboard`;
}

/** Throws `SettingsFileError`. */
export function readSettingsFile(path: string): SettingsFile {
  if (!existsSync(dirname(path))) throw new SettingsFileError('noFolder', dirname(path));
  const target = targetOf(path);
  const bytes = bytesOf(target);
  if (!bytes) return { path, target, exists: false, text: '' };
  try {
    // A byte order mark is a part of the text, so that it is written again.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { path, target, exists: true, text };
  } catch (error) {
    throw new SettingsFileError('notText', target, error);
  }
}

/** The text from before our entries; undefined where the file was not there, or is not known as it was. */
export function readBackup(file: SettingsFile): string | undefined {
  return bytesOf(backupPath(file))?.toString('utf8');
}

/**
 * Replaces the file whole or not at all, unless it is another than was read; undefined removes it. Access rights stay,
 * and a link goes on to lead there. Throws `SettingsFileError`, and what the file system throws.
 */
export function writeSettingsFile(file: SettingsFile, text: string | undefined): void {
  const { target, exists } = file;
  refuseReadOnly(file);
  const now = bytesOf(target);
  if ((now !== undefined) !== exists || (now && !now.equals(Buffer.from(file.text))))
    throw new SettingsFileError('changed', target);
  if (text === undefined) rmSync(target, { force: true });
  else writeWhole(target, text, exists ? statSync(target).mode & 0o777 : 0o600);
}

/** Keeps the file as it is now, which has none of our entries. */
export function writeBackup(file: SettingsFile): void {
  refuseReadOnly(file);
  if (file.exists) writeWhole(backupPath(file), file.text, statSync(file.target).mode & 0o777);
  else removeBackup(file);
}

export function removeBackup(file: SettingsFile): void {
  rmSync(backupPath(file), { force: true });
}

/** A file that nobody may write is meant to stay as it is, even where its folder may be written. */
function refuseReadOnly({ target, exists }: SettingsFile): void {
  const guarded = exists && (statSync(target).mode & 0o222) === 0;
  if (guarded || !isWritable(dirname(target)) || (exists && !isWritable(target)))
    throw new SettingsFileError('readOnly', target);
}

function writeWhole(path: string, text: string, mode: number): void {
  const unfinished = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(unfinished, text, { mode, flag: 'wx', flush: true });
    chmodSync(unfinished, mode);
    renameSync(unfinished, path);
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/** The file that a link leads to. Throws `noFile` for a link that leads nowhere. */
function targetOf(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink())
      throw new SettingsFileError('noFile', path, error);
    return path;
  }
}

function bytesOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new SettingsFileError('unreadable', path, error);
  }
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
