import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning } from './processes.mjs';

const prefix = 'tallyboard-rig-';

/** @type {Set<() => void>} */
const endings = new Set();
let listening = false;

/**
 * Makes an empty temporary folder that is named after this process, and removes those of processes that could not clean up after themselves.
 * @returns {string}
 */
export function temporaryFolder() {
  for (const name of readdirSync(tmpdir())) {
    const owner = name.startsWith(prefix) ? Number(name.slice(prefix.length).split('-')[0]) : Number.NaN;
    if (owner > 0 && !isRunning(owner)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
  return mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
}

/**
 * Runs `ending` when this process ends before the returned function is called: at a normal exit, an uncaught error, SIGINT, SIGTERM or SIGHUP.
 * The last to be registered is the first to run.
 * @param {() => void} ending must do its work without waiting
 * @returns {() => void} takes the promise back
 */
export function atExit(ending) {
  endings.add(ending);
  if (!listening) listen();
  return () => void endings.delete(ending);
}

function listen() {
  listening = true;
  process.on('exit', () => {
    for (const ending of [...endings].reverse()) ending();
  });
  for (const [signal, number] of /** @type {const} */ ([
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ])) {
    process.on(signal, () => process.exit(128 + number));
  }
}
