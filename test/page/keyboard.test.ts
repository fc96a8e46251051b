import { deepEqual, equal } from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { cardStates } from './harness/card.js';
import { focused, operable } from './harness/deep.js';
import { reportStates } from './harness/report.js';
import { useRig } from './harness/rig.js';
import { type StateName, states } from './harness/states.js';
import { themeNames } from './harness/themes.js';

/** Waits until no further control has come for some frames: what is asked for by itself may come after the figures. */
async function settled(page: Page): Promise<void> {
  let before: readonly string[] = [];
  for (let same = 0; same < 3; ) {
    const now = await operable(page);
    same = now.join() === before.join() ? same + 1 : 0;
    before = now;
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
  }
}

describe('by keyboard alone', () => {
  const rig = useRig();

  /**
   * The controls in the order Tab reaches them, up to a mark behind the last one: without it the browser goes round to
   * the first one, sooner or later.
   */
  async function tabOrder(page: Page): Promise<{ text: string; ring: boolean }[]> {
    await settled(page);
    const end = 'the end of the page';
    await page.evaluate((text) => {
      const mark = document.body.appendChild(document.createElement('i'));
      mark.tabIndex = 0;
      mark.textContent = text;
    }, end);
    const order: { text: string; ring: boolean }[] = [];
    for (let presses = 0; presses < 60; presses++) {
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
    'budgetNear',
    'broken',
    'failed',
    'paused',
    'stopped',
    'rebuilt',
    'diskFull',
    'newFormat',
    'restricted',
    'offerAccepts',
    'kindsAsCost',
    'budgetOver',
    'hookedUse',
    'outdated',
    'filtered',
    'privacy',
    'privacyPaused',
    'privacyShared',
    'nearlyThere',
    'badges',
    'badgesHidden',
    'badgesFirstDay',
    'team',
    'teamNone',
    'teamTooFew',
    'teamFlagged',
    'teamOffBoard',
    'teamWaiting',
    'teamPaused',
    'teamOffline',
    'teamLeft',
    'teamKeyLost',
    'erased',
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

  it('a link has the ring and the colour of the theme before the component library knows the theme', async () => {
    const page = await rig.open({ state: states.offerAccepts });
    await page.evaluate(() => {
      for (const name of ['--focus-border', '--link-foreground', '--border-width'])
        document.body.style.setProperty(name, 'red');
    });
    const rings = (await tabOrder(page)).filter(({ text }) => text === 'Count accepted suggestions');
    deepEqual(
      rings.map(({ ring }) => ring),
      [true],
    );
    const colour = page.locator('vscode-link').first();
    deepEqual(await colour.evaluate((link) => getComputedStyle(link).color), 'rgb(77, 170, 252)');
  });

  it('the share card: Tab reaches both ways to save it, each with a ring', async () => {
    const page = await rig.open({ state: cardStates.month, width: 640 });
    deepEqual(await tabOrder(page), [
      { text: 'Save as PNG', ring: true },
      { text: 'Save as SVG', ring: true },
    ]);
  });

  it('the usage report: Tab reaches every control and each chart once, in the order of the page, each with a ring', async () => {
    const page = await rig.open({ state: reportStates.month, width: 1000 });
    await page.locator('tally-kept-trend .plot').waitFor();
    const order = await tabOrder(page);
    deepEqual(
      order.map(({ text }) => text.replaceAll(/\s+/g, ' ')),
      [
        '30 days30 d',
        'By model',
        'Compare',
        'As tables',
        'Export',
        '1 model without price',
        'Claude Code 44.7M44,743,858',
        'Codex 10.9M10,866,364',
        'Copilot Chat 5.75M5,752,782',
        'Gemini CLI 1.92M1,917,595',
        'OpenCode 639K639,198',
        'Save “Tokens a day”',
        'Thu 19 Nov: 6,104,890 tokens. Claude Code 4.27M, Codex 1.04M, Copilot Chat 549K, Gemini CLI 183K, OpenCode 61.0K',
        'Save “When”',
        'Mon 07:00: 520,000 tokens',
        'Save “Models”',
        'claude-sonnet-5',
        'gpt-5.1-codex',
        'gpt-5-mini',
        'gemini-2.5-pro',
        'qwen3-coder:30b',
        'price unknown',
        'Save “Against your November budget”',
        'Mon 30 Nov: to come',
        'Save “AI lines kept, by week”',
        'Week of Mon 16 Nov: 82% ±8 of 212 lines',
        'Save “Days of 2026”',
        'Thu 19 Nov: 5,620,999 tokens',
        'Filter sessions',
        'Session',
        'Started ↓',
        'Length',
        'Tokens',
        'Cost',
        'Kept',
        'Claude Code · payments-api',
        'Codex · docs-site',
        'Copilot Chat · docs-site',
        'Gemini CLI · payments-api',
        'OpenCode · docs-site',
        'Claude Code · docs-site',
        'Codex · payments-api',
        'Copilot Chat · docs-site',
        'Gemini CLI · docs-site',
        'OpenCode · payments-api',
        'Show the newest 18',
      ],
    );
    deepEqual(
      order.filter(({ ring }) => !ring),
      [],
    );
  });

  it('the periods are one tab stop; arrows, Home and End choose at once and keep the focus', async () => {
    const page = await rig.open({ state: states.today });
    await page.keyboard.press('Tab');
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
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    equal(await page.getByRole('button', { name: 'Right now' }).getAttribute('aria-expanded'), 'false');
  });

  it('the tabs are one tab stop; arrows go round, Home and End to the ends', async () => {
    const page = await rig.open({ state: states.today });
    await page.keyboard.press('Tab');
    for (const [key, tab] of [
      ['ArrowRight', 'Badges'],
      ['ArrowRight', 'Privacy'],
      ['ArrowRight', 'You'],
      ['ArrowLeft', 'Privacy'],
      ['Home', 'You'],
      ['End', 'Privacy'],
    ] as const) {
      await page.keyboard.press(key);
      equal((await page.getByRole('tab', { selected: true }).textContent())?.trim(), tab, key);
      equal((await focused(page))?.text, tab, key);
    }
    await page.locator('tally-privacy').waitFor();
  });

  it('a tool: Space narrows the tab, Enter shows its models and sessions, Escape shows all again', async () => {
    const page = await rig.open({ state: states.today });
    await page.locator('.name').first().focus();
    await page.keyboard.press('Space');
    await page.locator('.hero').getByText('3,853,000').waitFor();
    equal((await focused(page))?.text, 'Claude Code', 'the focus stays');
    await page.keyboard.press('Enter');
    await page.getByText('claude-opus-4-8').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => window.harness.calls.some((call) => call.method === 'report'));
    await page.keyboard.press('Escape');
    await page.locator('.hero').getByText('5,620,999').waitFor();
  });

  it('the calendar is one tab stop: arrows go by day and week, Home and End to the ends, never beyond', async () => {
    const page = await rig.open({ state: states.today });
    await page.locator('[data-day="2026-11-19"]').focus();
    const line = page.locator('tally-calendar .under span').first();
    for (const [key, day, words] of [
      ['ArrowRight', 'Thu 19 Nov: 5,620,999 tokens', 'Thu 19 Nov: 5.62M'],
      ['ArrowUp', 'Wed 18 Nov: 4,438,112 tokens', 'Wed 18 Nov: 4.44M'],
      ['ArrowLeft', 'Wed 11 Nov', 'Wed 11 Nov'],
      ['ArrowDown', 'Thu 12 Nov', 'Thu 12 Nov'],
      ['Home', 'Mon 29 Jun', 'Mon 29 Jun'],
      ['ArrowUp', 'Mon 29 Jun', 'Mon 29 Jun'],
      ['End', 'Thu 19 Nov', 'Thu 19 Nov'],
    ] as const) {
      await page.keyboard.press(key);
      equal((await focused(page))?.text.startsWith(day), true, `${key}: ${(await focused(page))?.text}`);
      equal((await line.textContent())?.trim().startsWith(words), true, key);
    }
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => window.harness.calls.some((call) => call.method === 'report'));
    deepEqual(
      await page.evaluate(() =>
        window.harness.calls.filter((call) => call.method === 'report').map((call) => call.input),
      ),
      [{ day: '2026-11-19' }],
    );
  });

  it('the weeks of what stayed are one tab stop: arrows by week, Home and End to the ends, never beyond', async () => {
    const page = await rig.open({ state: states.today });
    await page.locator('[data-week="2026-11-16"]').focus();
    const line = page.locator('tally-kept .under');
    for (const [key, words] of [
      ['ArrowRight', 'Week of Mon 16 Nov: 82% ±8 of 212 lines'],
      ['ArrowLeft', 'Week of Mon 9 Nov: 83% ±8 of 388 lines'],
      ['Home', 'Week of Mon 24 Aug: 72% ±8 of 310 lines'],
      ['ArrowLeft', 'Week of Mon 24 Aug: 72% ±8 of 310 lines'],
      ['End', 'Week of Mon 16 Nov: 82% ±8 of 212 lines'],
    ] as const) {
      await page.keyboard.press(key);
      equal((await focused(page))?.text, words, key);
      equal((await line.textContent())?.trim(), words, key);
    }
    await page.locator('[data-week="2026-10-12"]').hover();
    equal((await line.textContent())?.trim(), 'Week of Mon 12 Oct: too few lines (31)');
  });

  it('Enter follows a link and closes a notice', async () => {
    const page = await rig.open({ state: states.paused });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => window.harness.calls.some((call) => call.method === 'run'));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('tally-notice').waitFor({ state: 'detached' });
  });
});
