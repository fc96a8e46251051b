import assert from 'node:assert/strict';
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LedgerState, UsageAnswer } from '../../src/protocol/ledger.js';
import type { HostMessage } from './hostProcess.js';

const root = join(import.meta.dirname, '../../..');
const cli = join(root, 'dist', 'cli.cjs');
const workerFile = join(root, 'dist', 'scanWorker.cjs');
const hostFile = join(import.meta.dirname, 'hostProcess.js');

/** A file of a process below `/proc`, as Linux has it; '' once the process has ended. */
export function ofProcess(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch {
    return '';
  }
}

export const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** For what happens within a few seconds where the machine has nothing else to do. */
export const soon = 30_000;

/** Waits until something holds; how long that took, in milliseconds. Fails after `limit`. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  limit: number,
  what: string,
  every = 10,
): Promise<number> {
  const started = performance.now();
  while (!(await holds())) {
    assert.ok(performance.now() - started < limit, `${what}: not within ${limit} ms`);
    await wait(every);
  }
  return performance.now() - started;
}

export interface Report {
  readonly totals: { readonly total: number; readonly requests: number };
  readonly byTool: Readonly<Record<string, { readonly total: number }>>;
  readonly byModel: Readonly<Record<string, { readonly total: number }>>;
  readonly byDay: Readonly<Record<string, { readonly total: number }>>;
}

/** A run of the command line: how it ended, and what it said. */
export interface CliRun {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly out: string; readonly error: string }>;
}

export function startReport(
  home: string,
  ledger: string,
  more: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): CliRun {
  const words = [cli, 'report', '--json', '--timezone', 'UTC', '--home', home, '--ledger', ledger, ...more];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  let out = '';
  let error = '';
  child.stdout.on('data', (text) => (out += text));
  child.stderr.on('data', (text) => (error += text));
  return { child, ended: new Promise((resolve) => child.on('close', (code) => resolve({ code, out, error }))) };
}

/** Runs a report to its end; it must succeed. */
export async function report(home: string, ledger: string, more: readonly string[] = []): Promise<Report> {
  const { code, out, error } = await startReport(home, ledger, more).ended;
  assert.deepEqual([code, error], [0, '']);
  return JSON.parse(out) as Report;
}

export interface Host {
  readonly child: ChildProcess;
  /** Instants at which it told of a change. */
  readonly changes: number[];
  readonly healths: string[];
  usage(since?: number): Promise<UsageAnswer>;
  state(): Promise<LedgerState>;
  /** Ends it as an editor does. */
  stop(): Promise<void>;
}

export function startHost(home: string, ledger: string): Host {
  const child = fork(hostFile, [workerFile, home, ledger], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const waiting = new Map<number, (message: { output?: unknown; error?: string }) => void>();
  const changes: number[] = [];
  const healths: string[] = [];
  let nextId = 1;
  child.on('message', (message: HostMessage) => {
    if ('id' in message) waiting.get(message.id)?.(message);
    else if (message.event === 'changed') changes.push(message.at);
    else healths.push(message.state);
  });
  function ask(method: 'usage' | 'state' | 'stop', input: unknown): Promise<unknown> {
    const id = nextId++;
    return new Promise((resolve, reject) => {
      child.once('close', () => reject(new Error('the host is gone')));
      waiting.set(id, ({ output, error }) => (error === undefined ? resolve(output) : reject(new Error(error))));
      child.send({ id, method, input }, (error) => error && reject(error));
    });
  }
  child.setMaxListeners(10_000);
  return {
    child,
    changes,
    healths,
    usage: (since) =>
      ask('usage', { zone: 'UTC', by: [], ...(since === undefined ? {} : { since }) }) as Promise<UsageAnswer>,
    state: () => ask('state', {}) as Promise<LedgerState>,
    async stop() {
      const closed = ended(child);
      await ask('stop', {});
      await closed;
    },
  };
}

export function ended(child: ChildProcess): Promise<void> {
  return child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once('close', () => resolve()));
}

/** Ends a process of ours at once, as a power cut does. */
export async function kill(child: ChildProcess): Promise<void> {
  const closed = ended(child);
  child.kill('SIGKILL');
  await closed;
}

/** The two with the one first that reads in the background, once one of them does. */
export async function leaderFirst(hosts: readonly [Host, Host]): Promise<[Host, Host]> {
  await until(
    async () => (await hosts[0].state()).leading || (await hosts[1].state()).leading,
    20_000,
    'one of them leads',
  );
  return (await hosts[0].state()).leading ? [hosts[0], hosts[1]] : [hosts[1], hosts[0]];
}
