import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
import { root } from './rig.js';

/** What an editor keeps for the extension: for itself, and for its one workspace. */
export interface KeptState {
  readonly global: Readonly<Record<string, unknown>>;
  readonly workspace: Readonly<Record<string, unknown>>;
}

interface BrowserModule {
  ensureBrowser(): Promise<string>;
}

interface WindowModule {
  openBrowser(executable: string, profile: string, proxyPort: number, options: object): Promise<BrowserContext>;
}

/** What a window's editor has kept so far, in the browser's own databases. */
export function keptState(page: Page): Promise<KeptState> {
  return page.evaluate(databases, undefined);
}

/**
 * Puts in the place of what the editor of a `userDataDir` has kept what `change` makes of it; gives what it was. The editor is to be
 * closed: its databases are opened from an empty page at its address.
 */
export async function changeKeptState(userDataDir: string, change: (kept: KeptState) => KeptState): Promise<KeptState> {
  const load = (name: string) => import(pathToFileURL(join(root, 'test', 'vscode', 'rig', name)).href);
  const { ensureBrowser } = (await load('browser.mjs')) as BrowserModule;
  const { openBrowser } = (await load('window.mjs')) as WindowModule;
  const port = readFileSync(join(userDataDir, 'port'), 'utf8').trim();
  const browser = await openBrowser(await ensureBrowser(), join(userDataDir, 'browser'), 9, {});
  try {
    await browser.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: '<title>kept</title>' }));
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${port}/`);
    const kept = await keptState(page);
    await page.evaluate(databases, change(kept));
    return kept;
  } finally {
    await browser.close();
  }
}

/** Runs in the page. */
async function databases(put: KeptState | undefined): Promise<KeptState> {
  const key = 'tallyboard.tallyboard';
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const kept: Record<string, Record<string, unknown>> = { global: {}, workspace: {} };
  for (const { name = '' } of await indexedDB.databases()) {
    if (!name.startsWith('vscode-web-state-db-')) continue;
    const database = await done(indexedDB.open(name));
    const items = database.transaction('ItemTable', 'readwrite').objectStore('ItemTable');
    const value: unknown = await done(items.get(key));
    const scope = name.endsWith('-global') ? 'global' : 'workspace';
    if (typeof value === 'string') {
      kept[scope] = JSON.parse(value) as Record<string, unknown>;
      if (put) await done(items.put(JSON.stringify(put[scope]), key));
    }
    database.close();
  }
  return kept as unknown as KeptState;
}
