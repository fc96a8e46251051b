import { devNull, homedir } from 'node:os';

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
  // Loaded on first need: few calls of the command line ask git.
  const { execFile } = process.getBuiltinModule('node:child_process');
  return new Promise((resolve, reject) => {
    execFile('git', ['--no-pager', '-C', folder, ...guards, ...words], options, (error, out, told) => {
      if (!error) return resolve(out);
      reject(signal?.aborted ? error : new GitError(reasonOf(error, told), told.trim() || error.message));
    });
  });
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
