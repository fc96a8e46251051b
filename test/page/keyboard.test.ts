import { deepEqual, equal } from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { focused, operable } from './harness/deep.js';
import { type Rig, startRig } from './harness/rig.js';
import { type StateName, states } from './harness/states.js';
import { themeNames } from './harness/themes.js';

describe('by keyboard alone', () => {
  let rig: Rig;
  before(async () => {
    rig = await startRig();
  });
  after(() => rig.stop());

  /**
   * The controls in the order Tab reaches them, up to a mark behind the last one: without it the browser goes round to
   * the first one, sooner or later.
   */
  async function tabOrder(page: Page): Promise<{ text: string; ring: boolean }[]> {
    const end = 'the end of the page';
    await page.evaluate((text) => {
      const mark = document.body.appendChild(document.createElement('i'));
      mark.tabIndex = 0;
      mark.textContent = text;
    }, end);
    const order: { text: string; ring: boolean }[] = [];
    for (let presses = 0; presses < 30; presses++) {
      await page.keyboard.press('Tab');
      const at = await focused(page);
      if (!at || at.text === end) break;
      order.push(at);
    }
    return order;
  }

  const names: readonly StateName[] = [
    'today',
    'month',
    'priceUnknown',
    'firstRun',
    'noTool',
    'nothingToday',
    'broken',
    'failed',
    'paused',
    'stopped',
    'outdated',
  ];
  for (const name of names) {
    it(`${name}: Tab reaches every control once, in the order of the page, each with a ring`, async () => {
      for (const theme of name === 'paused' || name === 'month' ? themeNames : (['dark-modern'] as const)) {
        const page = await rig.open({ state: states[name], theme });
        const order = await tabOrder(page);
        deepEqual(
          order.map(({ text }) => text),
          await operable(page),
        );
        deepEqual(
          order.filter(({ ring }) => !ring),
          [],
          theme,
        );
      }
    });
  }

  it('the periods are one tab stop; arrows, Home and End choose at once and keep the focus', async () => {
    const page = await rig.open({ state: states.today });
    await page.keyboard.press('Tab');
    const steps = [
      ['ArrowRight', '7 days'],
      ['ArrowDown', '30 days'],
      ['ArrowRight', 'Session'],
      ['ArrowLeft', '30 days'],
      ['ArrowUp', '7 days'],
      ['Home', 'Session'],
      ['End', '30 days'],
    ] as const;
    for (const [key, period] of steps) {
      await page.keyboard.press(key);
      equal((await page.getByRole('radio', { checked: true }).textContent())?.trim(), period, key);
      equal((await focused(page))?.text, period, key);
    }
  });

  it('from right to left the left arrow goes on', async () => {
    const page = await rig.open({ state: { ...states.today, hello: { ...states.today.hello, locale: 'he' } } });
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowLeft');
    equal((await focused(page))?.text, '7 days');
  });

  it('Enter and Space press: copy, how it is known, folding', async () => {
    const page = await rig.open({ state: states.today });
    await page.locator('.hero').focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => window.harness.calls.some((call) => call.method === 'copy'));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.getByText('How it is known').waitFor();
    await page.keyboard.press('Space');
    await page.getByText('How it is known').waitFor({ state: 'detached' });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    equal(await page.getByRole('button', { name: 'Right now' }).getAttribute('aria-expanded'), 'false');
  });

  it('Enter follows a link and closes a notice', async () => {
    const page = await rig.open({ state: states.paused });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => window.harness.calls.some((call) => call.method === 'run'));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('tally-notice').waitFor({ state: 'detached' });
  });
});
