import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning } from './processes.mjs';

/**
 * Runs `work` while no other process holds `path`. The lock of a process that has died is taken over.
 * @template T
 * @param {string} path of a file that holds the process id of the owner
 * @param {() => Promise<T>} work
 * @param {{ timeoutMs?: number }} [options] throws after this time; default 5 minutes
 * @returns {Promise<T>}
 */
export async function withLock(path, work, { timeoutMs = 300_000 } = {}) {
  mkdirSync(dirname(path), { recursive: true });
  const deadline = Date.now() + timeoutMs;
  while (!tryLock(path)) {
    if (Date.now() > deadline) throw new Error(`${path} is held by process ${ownerOf(path)} for too long`);
    await sleep(200);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

/** @param {string} path @returns {boolean} whether this process now owns the lock */
function tryLock(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
  }
  const owner = ownerOf(path);
  if (owner !== undefined && !isRunning(owner)) rmSync(path, { force: true });
  return false;
}

/** @param {string} path @returns {number | undefined} nothing while the owner is still writing its id */
function ownerOf(path) {
  try {
    return Number(readFileSync(path, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}
