import type { Page } from 'playwright-core';
import type { Rig } from './rig.js';
import { screenReader } from './screenReader.js';
import { type StateName, states } from './states.js';

/** What `main` is to assistive technology in a state, one line a node; tabs, cells of grids and tables of weeks have tests of their own. */
export function spokenIn(rig: Pick<Rig, 'open'>) {
  return async (name: StateName, look?: (page: Page) => Promise<unknown>): Promise<string> => {
    const page = await rig.open({ state: states[name], unsettled: name === 'waiting' });
    await screenReader(page, true);
    await look?.(page);
    const text = await page.locator('main').ariaSnapshot();
    return text
      .replaceAll(/:\n *- \/url: "#"/g, '')
      .replace(/\n {2}- tablist .+(\n {4}.+)*/, '')
      .replaceAll(/^( *)(- (?:grid "[^"]+"|table "(?:Tokens|Kept lines) by week")):(?:\n\1 .+)*/gm, '$1$2')
      .replace(/\n {2}- tabpanel .+((\n {4}.+)*)/, (_all, inner: string) => inner.replaceAll(/\n {2}/g, '\n'));
  };
}
