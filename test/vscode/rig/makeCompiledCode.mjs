import { cpSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureBrowser } from './browser.mjs';
import { codeFolders, codeOf, keptCode, kindOf } from './compiledCode.mjs';
import { startHost } from './host.mjs';
import { cacheFolder } from './install.mjs';
import { withLock } from './lock.mjs';
import { whenRestored } from './window.mjs';

/** A browser keeps compiled what it loads for the second time, and writes it a little later. */
const mostReloads = 3;
const longestWait = 5000;
/** Bytes, compiled: only the workbench's own file has as many. */
const workbench = 4_000_000;

/**
 * Makes what `giveCompiledCode` gives, unless it is there: loads a window until its browser has kept the code.
 * @returns {Promise<boolean>} whether it is there now
 */
export async function makeCompiledCode() {
  const kept = keptCode(await ensureBrowser());
  await withLock(join(cacheFolder(), 'compiled.lock'), async () => {
    if (existsSync(kept)) return;
    // That of another browser or editor: this one has taken its place.
    for (const name of readdirSync(cacheFolder()).filter((name) => name.startsWith('compiled-')))
      rmSync(join(cacheFolder(), name), { recursive: true });
    const unfinished = mkdtempSync(join(cacheFolder(), 'unfinished-'));
    try {
      if (await makeKinds(unfinished)) renameSync(join(unfinished, 'kinds'), kept);
    } finally {
      rmSync(unfinished, { recursive: true, force: true, maxRetries: 5 });
    }
  });
  return existsSync(kept);
}

/** @param {string} unfinished folder @returns {Promise<boolean>} whether the code of each kind of window is in its `kinds` */
async function makeKinds(unfinished) {
  for (const timed of [false, true]) {
    const userDataDir = join(unfinished, kindOf(timed));
    const code = codeOf(join(userDataDir, 'browser'));
    if (!(await loadUntilKept(userDataDir, code, timed))) return false;
    takeOut(code, join(unfinished, 'kinds', kindOf(timed)));
  }
  return true;
}

/** @param {string} userDataDir @param {string} code folder @param {boolean} timed @returns {Promise<boolean>} */
async function loadUntilKept(userDataDir, code, timed) {
  const host = await startHost({ userDataDir, builtIn: [], timed });
  try {
    for (let reloads = 0; reloads < mostReloads; reloads++) {
      await host.page.reload({ waitUntil: 'commit' });
      await whenRestored(host.page);
      for (const end = Date.now() + longestWait; Date.now() < end; await sleep(100)) {
        if (hasWorkbench(code)) return true;
      }
    }
    return false;
  } finally {
    await host.stop();
  }
}

/** @param {string} code folder @returns {boolean} */
function hasWorkbench(code) {
  const scripts = join(code, 'Code Cache', 'js');
  if (!existsSync(scripts)) return false;
  return readdirSync(scripts).some((name) => statSync(join(scripts, name)).size > workbench);
}

/** @param {string} code folder @param {string} to folder that then has nothing but the code */
function takeOut(code, to) {
  for (const folder of codeFolders) cpSync(join(code, folder), join(to, folder), { recursive: true });
}
