import { fork } from 'node:child_process';
import { readingFlags } from '../core/readingFlags.js';
import type { ApartRead, ScanOptions } from '../ledger/reading/scanner.js';
import { childWire } from '../platform/processWire.js';
import { newCancellation } from '../platform/workerWire.js';
import type { ApartEvents, ApartMethods, WorkerSettings } from '../protocol/ledger.js';
import { connect } from '../protocol/rpc.js';

/** A reader that was told to end is ended after so long, in milliseconds. */
const endWithin = 2_000;
/** As for the worker: the many short-lived small objects of a reading need no large young generation. */
const flags = [
  '--disable-warning=ExperimentalWarning',
  '--max-semi-space-size=2',
  ...readingFlags(process.versions.v8),
];

/**
 * Reads what has changed in a process of its own, which gives way to all others: the threads in which V8 compiles and
 * collects are a process's, not a worker's, and would take turns with the editor's own. Undefined where no process can be
 * started or the reading ended early; what it has not read is then read here.
 */
export async function readApart(
  settings: WorkerSettings,
  holder: string | undefined,
  { signal, onProgress }: ScanOptions,
): Promise<ApartRead | undefined> {
  const child = fork(process.argv[1] ?? '', [], {
    // An editor on a desktop is its own Node, if told to be.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' },
    execArgv: flags,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
    windowsHide: true,
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const peer = connect<Record<string, never>, ApartMethods, Record<string, never>, ApartEvents>({
    wire: childWire(child),
    handlers: {},
    newCancellation,
  });
  if (onProgress) peer.on('progress', onProgress);
  try {
    return await peer.call('read', { settings, holder }, signal);
  } catch {
    return undefined;
  } finally {
    peer.close();
    if (child.connected) child.disconnect();
    const late = setTimeout(() => child.kill('SIGKILL'), endWithin);
    await ended;
    clearTimeout(late);
  }
}
