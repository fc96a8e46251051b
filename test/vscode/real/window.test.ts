import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'playwright-core';
import { claudeLine } from '../../chaos/lines.js';
import { ofProcess } from '../../chaos/processes.js';
import { append } from '../../kit/generate/append.js';
import { clearDay } from './clearDay.js';
import {
  billed,
  choose,
  demoHome,
  driver,
  grouped,
  type Host,
  headline,
  item,
  startWith,
  todayOf,
  until,
  viewId,
  webviewFrame,
} from './rig.js';

/** Whether a reader of a VS Code that is tested here runs as a process. */
function readsApart(): boolean {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return processes.some((pid) => ofProcess(`${pid}/cmdline`).includes('scanWorker.cjs'));
}

/** One window after the other, as a person would use it: the tests build on one another. */
describe('a window on generated logs', () => {
  const demo = demoHome();
  const work = join(demo.home, 'work');
  let host: Host;
  let page: Page;
  let today = 0;
  const total = (seen: { readonly ariaLabel: string }) => /([\d,]+) tokens today/.exec(seen.ariaLabel)?.[1] ?? '';
  const shows = (count: number) => (seen: { readonly ariaLabel: string }) => total(seen) === grouped(count);

  before(async function () {
    this.timeout(300_000);
    await clearDay();
    today = todayOf(demo.truth);
    mkdirSync(work);
    host = await startWith(demo.home, { workspace: work });
    page = host.page;
  });
  after(async () => {
    await host?.stop();
    demo.remove();
  });

  it('shows the exact figure of today in the status bar', async () => {
    // Days before may still be read by then.
    const isRead = (seen: { readonly ariaLabel: string; readonly icons: readonly string[] }) =>
      shows(today)(seen) && !seen.icons.includes('sync');
    const seen = await until('the figure of today, all read', () => item(page), isRead);
    assert.match(seen.ariaLabel, /^Tallyboard: [\d,]+ tokens today, exact, (at least )?\d+\.\d\d dollars\.$/);
    assert.deepEqual(seen.icons, ['tallyboard-mark']);
  });

  it('opens the sidebar with the same sum by a click on it', async () => {
    await driver.clickStatusBar(page, 'tallyboard.counter');
    await until(
      'the sum in the sidebar',
      () => headline(page),
      (seen) => seen === grouped(today),
    );
  });

  it('says the same in its hover, with a link to each way on', async () => {
    await page.mouse.move(700, 300);
    const { text } = await until(
      'the hover',
      () => driver.hoverStatusBar(page, 'tallyboard.counter'),
      (hover) => hover.text.includes('tokens today'),
    );
    assert.ok(text.startsWith(`${grouped(today)} tokens today · `), text);
    assert.match(text, /\nTogether\s+\S+\s+/);
    assert.match(text, /Open\s+Report\s+Pause\s+Settings$/);
    await page.mouse.move(700, 300);
  });

  it('shows a request that is recorded meanwhile, in status bar and sidebar', async () => {
    today += billed(append(demo.home, { counts: { output: 123_456 } }).counts);
    await until('the new figure', () => item(page), shows(today));
    await until(
      'the new sum in the sidebar',
      () => headline(page),
      (text) => text === grouped(today),
    );
  });

  it('shows the same in a second window', async () => {
    const second = await host.openWindow();
    await until('the figure in the second window', () => item(second), shows(today));
    append(demo.home, { counts: { output: 77, cacheRead: 0, input: 0 } });
    today += 77;
    await Promise.all([page, second].map((window) => until('the figure in both', () => item(window), shows(today))));
    await second.close();
  });

  it('pauses: the sign, what the sidebar says, and no count', async () => {
    await driver.runCommand(page, 'Tallyboard: Pause Counting');
    await page.getByText('Until I resume').click();
    await until(
      'the pause sign',
      () => item(page),
      ({ icons }) => icons.includes('debug-pause'),
    );
    await (await webviewFrame(page, viewId)).getByText('Counting is paused.', { exact: true }).waitFor();
    append(demo.home, { counts: { output: 1000 } });
    await new Promise((resolve) => setTimeout(resolve, 2500));
    assert.ok(shows(today)(await item(page)));
  });

  it('resumes from the sidebar, and leaves out what was used meanwhile', async () => {
    await page.locator('.part.sidebar .title [aria-label="Resume Counting"]').first().click();
    await until(
      'the mark',
      () => item(page),
      ({ icons }) => icons.includes('tallyboard-mark'),
    );
    append(demo.home, { counts: { output: 55, cacheRead: 0, input: 0 } });
    today += 55;
    await until('what came after the pause', () => item(page), shows(today));
  });

  it('paints the last figure at once after a reload', async () => {
    await page.waitForTimeout(5500);
    await page.reload({ waitUntil: 'commit' });
    const texts = new Set<string>();
    await until(
      'the item after the reload',
      async () => {
        const seen = await page.locator('.statusbar-item[id$="tallyboard.counter"]').allInnerTexts();
        for (const text of seen) texts.add(text.trim());
        return texts.size > 0;
      },
      (seen) => seen,
    );
    await until('the figure', () => item(page), shows(today));
    assert.equal(texts.size, 1, [...texts].join(' then '));
  });

  it('counts in list price, context or plan window by its setting', async () => {
    for (const [setting, text] of [
      ['listPrice', /^(≥ )?\$\d+\.\d\d$/],
      ['planWindow', /^5h (<1|\d+)%$/],
      ['tokens', /^\d+(\.\d+)?[KM]$/],
    ] as const) {
      host.changeSettings({ 'tallyboard.statusBar.shows': setting });
      await until(
        `the status bar with ${setting}`,
        () => item(page),
        (seen) => text.test(seen.text),
      );
    }
  });

  it('takes a budget, tells what is used of it, and warns of one that is used up until one looks', async () => {
    const month = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(Date.now());
    const box = page.locator('.quick-input-widget');
    const found = `document.querySelector('.statusbar-item[id$="tallyboard.counter"]')`;
    /** Null while the window loads. */
    const ground = (): Promise<unknown> =>
      page.evaluate(`${found} && getComputedStyle(${found}).backgroundColor`).catch(() => null);
    const warned = (seen: unknown) => seen !== null && seen !== calm;
    const calm = await ground();
    await driver.runCommand(page, 'View: Toggle Primary Side Bar Visibility');
    await driver.runCommand(page, 'Tallyboard: Set Budget');
    await until(
      'the sum so far',
      () => box.locator('input').getAttribute('placeholder'),
      (text) => new RegExp(`^${month} so far: (≥ )?\\$[\\d,]+\\.\\d\\d$`).test(text ?? ''),
    );
    await choose(page, '$100');
    await until(
      'the budget in words',
      () => item(page),
      ({ ariaLabel }) => new RegExp(`[\\d,]+% of the ${month} budget\\.$`).test(ariaLabel),
    );
    host.changeSettings({ 'tallyboard.budget.amount': 0.01 });
    await until(
      'more than all of it',
      () => item(page),
      ({ text }) => / · (≥ )?[\d,]{3,}%$/.test(text),
    );
    await until('the ground for warnings', ground, warned);
    // Kept over a reload, after which the click is what makes the sidebar. The editor keeps within 5 s that it is hidden.
    await page.waitForTimeout(5500);
    await page.reload({ waitUntil: 'commit' });
    await until('the ground for warnings again', ground, warned);
    await driver.clickStatusBar(page, 'tallyboard.counter');
    const words = new RegExp(`^You have used (at least )?[\\d,]+% of your ${month} budget\\.$`);
    // The same sentence is spoken to a screen reader, for a moment.
    const frame = await webviewFrame(page, viewId);
    await frame.getByText(words).and(frame.locator('p')).waitFor();
    await until('the ground of before', ground, (seen) => seen === calm);
    host.changeSettings({ 'tallyboard.budget.amount': 0 });
    await (await webviewFrame(page, viewId)).getByText('Set a budget').waitFor();
  });

  it('takes the budget of one project away, and says which one counts then', async () => {
    const box = page.locator('.quick-input-widget:visible');
    const file = join(work, '.vscode', 'settings.json');
    /** What the workspace's settings say of budgets; undefined while the file is being written. */
    const settings = (): object | undefined => {
      const text = existsSync(file) ? readFileSync(file, 'utf8') : '{}';
      if (!text.trimEnd().endsWith('}')) return undefined;
      return Object.fromEntries(
        Object.entries(JSON.parse(text) as object).filter(([name]) => name.startsWith('tallyboard.budget.')),
      );
    };
    const holds = (wanted: object) =>
      until(
        'the settings',
        async () => settings(),
        (seen) => isDeepStrictEqual(seen, wanted),
      );
    /** The editor knows what a file of settings says a moment after it is there. */
    const counts = (words: RegExp) =>
      until(
        `a budget as ${words}`,
        () => item(page),
        ({ ariaLabel }) => words.test(ariaLabel),
      );
    const ofWeek = / of the weekly budget\.$/;
    const own = {
      'tallyboard.budget.amount': 3_000_000_000,
      'tallyboard.budget.unit': 'tokens',
      'tallyboard.budget.period': 'week',
    };
    const setOwn = async () => {
      await driver.runCommand(page, 'Tallyboard: Set Budget');
      await choose(page, 'Other…');
      await choose(page, 'Tokens');
      await choose(page, 'A week from its Monday');
      await box.locator('input').fill('3000M');
      await page.keyboard.press('Enter');
    };
    const none = async () => {
      await driver.runCommand(page, 'Tallyboard: Set Budget');
      await choose(page, 'No budget');
    };
    await setOwn();
    await choose(page, 'This project only');
    await holds(own);
    await counts(ofWeek);
    await none();
    await holds({});
    host.changeSettings({ 'tallyboard.budget.amount': 700 });
    await counts(/ of the (?!weekly)\w+ budget\.$/);
    await setOwn();
    await choose(page, 'This project only');
    await holds(own);
    await counts(ofWeek);
    await none();
    await box.getByText('$700 a month').waitFor();
    await choose(page, 'No budget');
    await holds({ 'tallyboard.budget.amount': 0 });
    await counts(/^(?!.*budget)/);
    await none();
    await choose(page, 'The budget of all projects');
    await holds({});
    host.changeSettings({ 'tallyboard.budget.amount': 0 });
  });

  it('asks what the tokens of a model cost, tells the cost with it, and takes it back', async () => {
    const folder = join(demo.home, '.claude', 'projects', 'harbour');
    const line = claudeLine('harbour', Date.now(), { input: 1_000_000, output: 200_000, cacheWrite: 100 }, 'harbour');
    mkdirSync(folder);
    writeFileSync(join(folder, 'harbour.jsonl'), line.replace('claude-sonnet-4-5-20250929', 'harbour-coder-9'));
    today += 1_200_100;
    await until('what it read', () => item(page), shows(today));
    const box = page.locator('.quick-input-widget:visible');
    const answer = async (title: string, text: string) => {
      await box.getByText(title, { exact: true }).waitFor();
      await box.locator('input').fill(text);
      await page.keyboard.press('Enter');
    };
    const dollars = (seen: { readonly ariaLabel: string }) =>
      Number(/([\d,]+\.\d\d) dollars/.exec(seen.ariaLabel)?.[1]?.replaceAll(',', ''));
    const before = dollars(await item(page));
    const kept = () => {
      const text = readFileSync(join(host.userDataDir, 'data', 'data', 'User', 'settings.json'), 'utf8');
      return text.trimEnd().endsWith('}') ? (JSON.parse(text) as object)['tallyboard.prices' as never] : 'torn';
    };
    const holds = (prices: object | undefined) =>
      until(
        'the setting',
        async () => kept(),
        (seen) => isDeepStrictEqual(seen, prices),
      );
    await driver.runCommand(page, 'Tallyboard: Add a Price…');
    await box.getByText('1.20M tokens, price unknown').waitFor();
    await answer('Add a Price', 'harbour');
    await answer('Price of harbour-coder-9 (1 of 3)', 'two');
    await box.getByText('A number of dollars from 0 to 1,000,000').waitFor();
    await answer('Price of harbour-coder-9 (1 of 3)', '2');
    await answer('Price of harbour-coder-9 (2 of 3)', '');
    await answer('Price of harbour-coder-9 (3 of 3)', '$10');
    await holds({ 'harbour-coder-9': { input: 2, output: 10 } });
    await driver.clearNotifications(page);
    await driver.runCommand(page, 'Tallyboard: Add a Price…');
    await answer('Add a Price', 'harbour');
    await box.getByText('Price of harbour-coder-9 (1 of 3)').waitFor();
    assert.equal(await box.locator('input').inputValue(), '2');
    await answer('Price of harbour-coder-9 (1 of 3)', '2');
    await answer('Price of harbour-coder-9 (2 of 3)', '2.5');
    await answer('Price of harbour-coder-9 (3 of 3)', '10');
    await holds({ 'harbour-coder-9': { input: 2, cacheWrite5m: 2.5, output: 10 } });
    await until(
      'the cost with it',
      () => item(page),
      (seen) => Math.abs(dollars(seen) - before - 4) < 0.02,
    );
    await driver.clearNotifications(page);
    await driver.runCommand(page, 'Tallyboard: Add a Price…');
    await answer('Add a Price', 'harbour');
    await answer('Price of harbour-coder-9 (1 of 3)', '2');
    await answer('Price of harbour-coder-9 (2 of 3)', '');
    await answer('Price of harbour-coder-9 (3 of 3)', '10');
    await holds({ 'harbour-coder-9': { input: 2, output: 10 } });
    await page.locator('.notification-toast').getByText('Undo').click();
    await holds({ 'harbour-coder-9': { input: 2, cacheWrite5m: 2.5, output: 10 } });
    host.changeSettings({ 'tallyboard.prices': undefined });
  });

  it('has much that is new read by a process of its own', async function () {
    if (process.platform !== 'linux') this.skip();
    const folder = join(demo.home, '.claude', 'projects', 'large');
    mkdirSync(folder);
    const pasted = `${JSON.stringify({ type: 'user', message: { role: 'user', content: 'x'.repeat(1_000_000) } })}\n`;
    const answer = claudeLine('large', Date.now(), { input: 0, output: 321 }, 'large');
    // There at once and whole: a part of it that is found while it is written is not much.
    const written = join(demo.home, 'large.jsonl');
    writeFileSync(written, pasted.repeat(40) + answer);
    today += 321;
    let seen = false;
    const looking = setInterval(() => {
      seen ||= readsApart();
    }, 20);
    try {
      renameSync(written, join(folder, 'large.jsonl'));
      await until('what it read', () => item(page), shows(today));
    } finally {
      clearInterval(looking);
    }
    assert.ok(seen);
    await until(
      'its end',
      async () => readsApart(),
      (runs) => !runs,
    );
  });

  it('has left no error, no violation of its policy and no attempt to reach a network', () => {
    const fromWorkbench = (text: string) => text.startsWith('%c') && !/tallyboard\.tallyboard|page\.js/.test(text);
    const ours = host.consoleErrors().filter((text) => !fromWorkbench(text));
    assert.deepEqual([ours, host.cspViolations(), host.egress()], [[], [], []]);
  });
});
