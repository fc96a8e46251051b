import { join } from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { apparentPort, openBrowser } from './window.mjs';

/**
 * What an editor keeps for the extension: for itself, and for its one folder.
 * @typedef {{ global: Record<string, unknown>, workspace: Record<string, unknown> }} KeptState
 */

/**
 * What a window's editor has kept so far, in the browser's own databases.
 * @param {import('playwright-core').Page} page
 * @returns {Promise<KeptState>}
 */
export function keptState(page) {
  return page.evaluate(databases, undefined);
}

/**
 * Puts in the place of what the editor of a `userDataDir` has kept what `change` makes of it. The editor is to be closed: its databases
 * are opened from an empty page at its address.
 * @param {string} userDataDir
 * @param {(kept: KeptState) => KeptState} change
 * @returns {Promise<KeptState>} what it was
 */
export async function changeKeptState(userDataDir, change) {
  const nothing = { proxy: 9, editor: 9 };
  const browser = await openBrowser(await ensureBrowser(), join(userDataDir, 'browser'), nothing, {});
  try {
    await browser.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: '<title>kept</title>' }));
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${apparentPort}/`);
    const kept = await keptState(page);
    await page.evaluate(databases, change(kept));
    return kept;
  } finally {
    await browser.close();
  }
}

/** Runs in the page. @param {KeptState | undefined} put @returns {Promise<KeptState>} */
async function databases(put) {
  const key = 'tallyboard.tallyboard';
  const done = (/** @type {IDBRequest} */ request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  /** @type {KeptState} */
  const kept = { global: {}, workspace: {} };
  for (const { name = '' } of await indexedDB.databases()) {
    if (!name.startsWith('vscode-web-state-db-')) continue;
    const database = await done(indexedDB.open(name));
    const items = database.transaction('ItemTable', 'readwrite').objectStore('ItemTable');
    const value = await done(items.get(key));
    const scope = name.endsWith('-global') ? 'global' : 'workspace';
    if (typeof value === 'string') {
      kept[scope] = JSON.parse(value);
      if (put) await done(items.put(JSON.stringify(put[scope]), key));
    }
    database.close();
  }
  return kept;
}
