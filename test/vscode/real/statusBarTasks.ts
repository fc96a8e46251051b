import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { driver, type Host, insistently, item, itemId, seenInPanel, until, viewId, webviewFrame } from './rig.js';

/** What people come for, from the status bar on: each within two actions. Resting the pointer on the item is how one looks. */
export function statusBarTasks(window: () => Host): void {
  const most = 2;
  let actions = 0;

  beforeEach(() => {
    actions = 0;
  });
  afterEach(() => assert.ok(actions <= most, `${actions} actions`));

  async function act(target: Locator): Promise<void> {
    actions++;
    await target.click();
  }

  /** The hover once its text holds; the pointer leaves before it looks again. */
  const look = (holds: RegExp) =>
    until(
      `${holds} in the hover`,
      async () => {
        await window().page.mouse.move(700, 300);
        return driver.hoverStatusBar(window().page, itemId);
      },
      ({ text }) => holds.test(text),
    );

  it('one sees the cost of today', () => look(/\nTogether.*\$\d+\.\d\d\n/));

  it('one sees how much context is left', () => look(/This session .+, context (\d+% full|[\d.]+[KM]?)/));

  it('one sees why the cost is a lower bound', () =>
    look(/≥[\s\S]*At least: Claude Code left out part of the use\.[\s\S]*\d models? without price/));

  it('one finds the session that used most', async () => {
    await act((await look(/Report/)).locator.getByText('Report', { exact: true }));
    const report = await seenInPanel(window().page, 'the chart', (panel) => panel.locator('tally-day-chart svg.plot'));
    await act(report.locator('tally-report-sessions').getByRole('button', { name: 'Tokens' }));
    const rows = report.locator('tally-report-sessions tbody tr:not(.quiet) td:nth-child(4)');
    const tokens = (await rows.allTextContents()).map((text) => Number(text.replace(/\D/g, '')));
    assert.ok(tokens.length >= 2, String(tokens));
    assert.deepEqual(
      tokens,
      [...tokens].sort((a, b) => b - a),
    );
  });

  it('one pauses', async () => {
    await act((await look(/Pause/)).locator.getByText('Pause', { exact: true }));
    await act(window().page.locator('.quick-input-widget').getByText('1 hour', { exact: true }));
    await until(
      'the pause sign',
      () => item(window().page),
      ({ icons }) => icons.includes('debug-pause'),
    );
  });

  it('the walkthrough leads on, and ticks off what was done', async () => {
    const { page } = window();
    const ways = [
      ['See your count', 'Open Sidebar'],
      ['Count accepted suggestions', 'Count Accepted Suggestions'],
      ['What stays in your code', 'Show Usage Report'],
      ['Team, if you like', 'Join Team'],
    ] as const;
    const step = (title: string) => page.locator('.getting-started-step').filter({ hasText: title });
    const box = (title: string) => step(title).locator('[role=checkbox]');
    const offer = async () => (await webviewFrame(page, viewId)).getByText('Count accepted suggestions');
    const open = async () => {
      await driver.runCommand(page, 'Welcome: Open Walkthrough...');
      await page.locator('.quick-input-widget').getByText('Get Started with Tallyboard').first().click();
    };
    // The editor draws the page anew when a step is ticked off: what is clicked just then is gone.
    const choose = (title: string) =>
      insistently(
        async (timeout) => {
          await open();
          await step(title).first().click({ timeout });
        },
        8000,
        3,
      );
    for (const [title, button] of ways) {
      await choose(title);
      assert.equal(await box(title).getAttribute('aria-checked'), 'false', title);
      await page.getByRole('button', { name: button, exact: true }).last().click();
      await page.waitForTimeout(1000);
      await page.keyboard.press('Escape');
      // The sidebar offers the same, until it is done.
      if (button === 'Open Sidebar') await (await offer()).waitFor();
      if (button === 'Count Accepted Suggestions') await (await offer()).waitFor({ state: 'detached' });
    }
    await open();
    for (const [title] of ways)
      await until(
        `"${title}" ticked off`,
        () => box(title).getAttribute('aria-checked'),
        (seen) => seen === 'true',
      );
  });

  it('the report stays over a reload of the window, as it was arranged', async () => {
    const { page } = window();
    await driver.runCommand(page, 'Tallyboard: Show Usage Report');
    const report = await seenInPanel(page, 'the head', (panel) => panel.locator('tally-report-head p'));
    const told = (frame: Frame) => frame.locator('tally-report-head p').innerText();
    await report.getByRole('radio', { name: '90 days' }).click();
    await report.getByRole('button', { name: 'As tables' }).click();
    const first = new Date(Date.now() - 89 * 86_400_000);
    const month = first.toLocaleString('en', { month: 'short', timeZone: 'UTC' });
    const days = await until(
      '90 days',
      () => told(report),
      (seen) => seen.startsWith(`${first.getUTCDate()} ${month} `),
    );
    // By the editor's own command: a reload from outside leaves it no time to write which tabs are open.
    const reloaded = page.waitForEvent('domcontentloaded');
    await driver.runCommand(page, 'Developer: Reload Window');
    await reloaded;
    await page.locator('.editor-instance').first().waitFor();
    const again = await seenInPanel(page, 'the table', (panel) => panel.locator('tally-day-chart table'));
    await until(
      `"${days}" again`,
      () => told(again),
      (seen) => seen === days,
    );
    assert.equal(await again.locator('tally-report').count(), 1);
  });

  it('a pause ends by a command', async () => {
    await driver.runCommand(window().page, 'Tallyboard: Resume Counting');
    await until(
      'no pause sign',
      () => item(window().page),
      ({ icons }) => !icons.includes('debug-pause'),
    );
  });
}

/** A request of today to a model that no price book knows, in a session of its own. */
export function requestWithoutPrice(home: string): void {
  const folder = join(home, '.claude', 'projects', '-code-harbour');
  mkdirSync(folder, { recursive: true });
  const usage = { input_tokens: 10, output_tokens: 20, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 };
  const line = {
    type: 'assistant',
    timestamp: new Date().toISOString(),
    sessionId: '00000000-0000-4000-8000-00000000aaaa',
    requestId: 'req_harbour',
    uuid: '00000000-0000-4000-8000-00000000bbbb',
    cwd: '/code/harbour',
    version: '2.1.0',
    message: { id: 'msg_harbour', role: 'assistant', model: 'harbour-coder', usage },
  };
  appendFileSync(join(folder, '00000000-0000-4000-8000-00000000aaaa.jsonl'), `${JSON.stringify(line)}\n`);
}
