import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { constants, devNull, homedir, setPriority } from 'node:os';
import { LineSplitter } from './lineSplitter.js';

/** Why git told nothing. `unsafe`: git itself distrusts who owns the folder. */
export type GitFailure = 'absent' | 'noRepository' | 'unsafe' | 'timeout' | 'failed';

export class GitError extends Error {
  readonly reason: GitFailure;

  constructor(reason: GitFailure, message: string) {
    super(message);
    this.reason = reason;
  }
}

const timeout = 10_000;
const mostBytes = 16 * 1024 * 1024;

/**
 * What a repository's own configuration could make git run or fetch is switched off: hooks, the file system monitor,
 * signature checks, pagers, remote helpers, and bare repositories hidden in a folder.
 */
const guards = [
  ['core.hooksPath', devNull],
  ['core.fsmonitor', 'false'],
  ['core.pager', 'cat'],
  ['core.quotePath', 'false'],
  ['log.showSignature', 'false'],
  ['protocol.allow', 'never'],
  ['safe.bareRepository', 'explicit'],
].flatMap(([name, value]) => ['-c', `${name}=${value}`]);

/**
 * Runs a git command that only reads, and returns what it prints. For folders that the person trusts. Arguments go to git
 * as they are, without a shell; what is no option of ours stands behind `--end-of-options`. Throws `GitError`, or the
 * signal's own error once it aborts.
 */
export function git(folder: string, words: readonly string[], signal?: AbortSignal): Promise<string> {
  const options = {
    // Not in the folder itself: Windows would look for git.exe there first.
    cwd: homedir(),
    env: environment(process.env),
    timeout,
    maxBuffer: mostBytes,
    encoding: 'utf8',
    windowsHide: true,
    ...(signal ? { signal } : {}),
  } as const;
  return new Promise((resolve, reject) => {
    execFile('git', ['--no-pager', '-C', folder, ...guards, ...words], options, (error, out, told) => {
      if (!error) return resolve(out);
      reject(signal?.aborted ? error : new GitError(reasonOf(error, told), told.trim() || error.message));
    });
  });
}

/** Long histories are read in the background. */
const streamTimeout = 300_000;

/**
 * Runs a git command that only reads, at a low priority, and hands over what it prints line by line, so that it may be of
 * any size; a line is cut off where it is longer than any of text. Throws as `git` does.
 */
export function gitLines(
  folder: string,
  words: readonly string[],
  line: (line: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['--no-pager', '-C', folder, ...guards, ...words], {
      cwd: homedir(),
      env: environment(process.env),
      timeout: streamTimeout,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      ...(signal ? { signal } : {}),
    });
    lower(child);
    const lines = new LineSplitter(line);
    let told = '';
    child.stdout.on('data', (bytes: Buffer) => {
      try {
        lines.push(bytes);
      } catch (error) {
        child.kill();
        reject(error);
      }
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (told.length < 4_000) told += text;
    });
    child.on('error', (error: Error & { readonly code?: unknown }) =>
      reject(signal?.aborted ? error : new GitError(reasonOf(error, told), error.message)),
    );
    child.on('close', (code, killed) => {
      lines.end();
      if (code === 0) resolve();
      else reject(new GitError(reasonOf({ killed: killed !== null }, told), told.trim()));
    });
  });
}

function lower({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // It has ended already, or the system does not let us.
  }
}

/** Nothing of the caller's git that points elsewhere; no lock, no download of missing objects, no question. */
function environment(own: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(own).filter(([name]) => !/^git_/i.test(name));
  return {
    ...Object.fromEntries(kept),
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_TERMINAL_PROMPT: '0',
    NoDefaultCurrentDirectoryInExePath: '1',
    LC_ALL: 'C',
  };
}

function reasonOf(error: { readonly code?: unknown; readonly killed?: boolean }, told: string): GitFailure {
  if (error.code === 'ENOENT') return 'absent';
  if (error.killed) return 'timeout';
  if (/dubious ownership/i.test(told)) return 'unsafe';
  return /not a git repository|cannot change to|cannot use bare repository/i.test(told) ? 'noRepository' : 'failed';
}
