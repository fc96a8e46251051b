import { type ChildProcess, spawn } from 'node:child_process';
import { devNull, homedir } from 'node:os';
import { TeamError } from './teamError.js';

/** A call of git over the network, or in the scratch repository that goes with one. */
export interface GitCall {
  /** A bare repository of ours. */
  readonly folder: string;
  readonly protocol: 'https' | 'ssh' | 'file';
  readonly input?: string | Uint8Array;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds. */
  readonly timeout?: number | undefined;
}

export interface GitAnswer {
  readonly code: number;
  readonly out: Buffer;
  /** English, whatever the person's language. */
  readonly told: string;
}

const usualTimeout = 60_000;
/** Of 2,000 members the largest objects, and a list of what a stranger may have put beside them. */
const mostBytes = 64 * 1024 * 1024;

/**
 * What a person's settings would make git run or ask is off; what lets him in (credential helpers, ssh's own settings,
 * proxies) stays. No question is asked: ssh finds no terminal, since git is started without one.
 */
const guards = [
  ['core.hooksPath', devNull],
  ['core.fsmonitor', 'false'],
  ['core.askPass', ''],
  ['credential.interactive', 'false'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['fetch.recurseSubmodules', 'false'],
  ['push.recurseSubmodules', 'no'],
  ['push.gpgSign', 'false'],
  ['push.followTags', 'false'],
  ['http.lowSpeedLimit', '100'],
  ['http.lowSpeedTime', '20'],
].flatMap(([name, value]) => ['-c', `${name}=${value}`]);

const running = new Set<ChildProcess>();

/** Ends every git that runs, with what it started: in a session of its own it does not hear what ends us. */
export function endGit(): void {
  for (const child of running) endAll(child);
}

/**
 * Runs git, its arguments as they are, without a shell. Whatever it started ends with it: by the time limit, by the signal.
 * Throws `noGit`, `offline` at the time limit, `failed` for an answer too long, and the signal's own error.
 */
export function runGit(words: readonly string[], call: GitCall): Promise<GitAnswer> {
  const { folder, protocol, input = '', signal, timeout = usualTimeout } = call;
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['--no-pager', `--git-dir=${folder}`, ...guards, ...words], {
      cwd: homedir(),
      env: environment(process.env, protocol),
      // A session of its own: no terminal to ask at, and one group to end.
      detached: process.platform !== 'win32',
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const out: Buffer[] = [];
    let [size, told] = [0, ''];
    const stop = (error: unknown) => {
      endAll(child);
      reject(error);
    };
    const limit = setTimeout(() => stop(new TeamError('offline', 'no answer in time')), timeout);
    const abort = () => stop(signal?.reason);
    running.add(child);
    signal?.addEventListener('abort', abort, { once: true });
    child.stdout.on('data', (bytes: Buffer) => {
      size += bytes.length;
      if (size > mostBytes) stop(new TeamError('failed', 'too much'));
      else out.push(bytes);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (told.length < 20_000) told += text;
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.on('error', () => {
      running.delete(child);
      clearTimeout(limit);
      stop(new TeamError('noGit'));
    });
    child.on('close', (code) => {
      clearTimeout(limit);
      running.delete(child);
      signal?.removeEventListener('abort', abort);
      resolve({ code: code ?? 1, out: Buffer.concat(out), told });
    });
  });
}

function endAll(child: ChildProcess): void {
  try {
    if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // It has ended already.
  }
}

/** Of the caller's git variables only how to reach a host. */
const reaching = new Set(['GIT_SSH', 'GIT_SSH_COMMAND', 'GIT_SSH_VARIANT', 'GIT_SSL_CAINFO', 'GIT_PROXY_SSL_CAINFO']);

function environment(own: NodeJS.ProcessEnv, protocol: GitCall['protocol']): NodeJS.ProcessEnv {
  const kept = Object.entries(own).filter(
    ([name]) => reaching.has(name) || !/^(?:git_|ssh_askpass|display$|wayland_display$)/i.test(name),
  );
  const who = { NAME: 'Tallyboard', EMAIL: 'tallyboard@invalid', DATE: '2000-01-01T00:00:00Z' };
  const named = ['AUTHOR', 'COMMITTER'].flatMap((role) =>
    Object.entries(who).map(([part, value]) => [`GIT_${role}_${part}`, value]),
  );
  return {
    ...Object.fromEntries([...kept, ...named]),
    GIT_ALLOW_PROTOCOL: protocol,
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    SSH_ASKPASS_REQUIRE: 'never',
    GCM_INTERACTIVE: 'never',
    NoDefaultCurrentDirectoryInExePath: '1',
    LC_ALL: 'C',
  };
}
