import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { append } from '../../kit/generate/append.js';
import { clearDay } from './clearDay.js';
import { demoHome, driver, grouped, headline, item, startWith, todayOf, until, viewId, webviewFrame } from './rig.js';

/** Asks to erase in the page and answers the one question. */
async function erase(page: Page): Promise<Frame> {
  const frame = await webviewFrame(page, viewId);
  await frame.getByRole('tab', { name: 'Privacy' }).click();
  await frame.getByRole('button', { name: 'Erase my data…' }).click();
  const question = page.locator('.monaco-dialog-box');
  await question.getByText('Erase all Tallyboard data?').waitFor();
  const ways = await question.locator('.monaco-button:visible').allInnerTexts();
  assert.deepEqual(ways.sort(), ['Cancel', 'Erase', 'Export first']);
  await question.getByRole('button', { name: 'Erase', exact: true }).click();
  await frame.getByRole('heading', { name: 'Erased.' }).waitFor();
  return frame;
}

describe('Erase in two windows', () => {
  it('takes all away from both, and counts again only from when the person says', async function () {
    this.timeout(240_000);
    await clearDay();
    const demo = demoHome();
    const today = todayOf(demo.truth);
    const host = await startWith(demo.home);
    const folder = join(demo.home, '.local', 'share', 'tallyboard');
    try {
      const { page } = host;
      await driver.openView(page, 'tallyboard');
      const shows = (of: Page, count: number) =>
        until(
          `${count} in the sidebar`,
          () => headline(of),
          (seen) => seen === grouped(count),
        );
      await shows(page, today);
      const second = await host.openWindow();
      await driver.openView(second, 'tallyboard');
      await shows(second, today);

      const frame = await erase(page);
      await frame.getByText(/the ledger with [\d,]+ requests, \d+ files?, .+B\./).waitFor();
      await (await webviewFrame(second, viewId)).getByRole('heading', { name: 'Erased.' }).waitFor();
      const nothing = (of: Page) =>
        until(
          'no figure',
          () => item(of),
          ({ text }) => text === '–',
        );
      await Promise.all([nothing(page), nothing(second)]);
      await new Promise((resolve) => setTimeout(resolve, 2500));
      // A window that looks whether it may count again tries for a moment whether the folder takes a database.
      const left = readdirSync(folder).filter((name) => !name.startsWith('ledger.probe-'));
      assert.deepEqual(left, ['erased.json'], 'no process has made a ledger again');

      await frame.getByRole('button', { name: 'All that my logs hold' }).click();
      await frame.getByRole('tab', { name: 'You' }).click();
      await Promise.all([shows(page, today), shows(second, today)]);

      await erase(page);
      await frame.getByRole('button', { name: 'From now on' }).click();
      await frame.getByRole('tab', { name: 'You' }).click();
      // Counting goes on from an instant that the host takes: what is used before it is left out.
      await shows(page, 0);
      append(demo.home, { counts: { output: 77, input: 0, cacheRead: 0 } });
      await Promise.all([shows(page, 77), shows(second, 77)]);
      assert.deepEqual(host.cspViolations(), []);
    } finally {
      await host.stop();
      demo.remove();
    }
  });
});
