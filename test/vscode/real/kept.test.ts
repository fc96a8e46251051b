import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { Person } from '../../cli/person.js';
import { code, Desk, hour } from '../../kept/rig.js';
import { readCsv } from '../../kit/readCsv.js';
import { clearDay } from './clearDay.js';
import {
  driver,
  type Host,
  item,
  reportOf,
  seenInPanel,
  startWith,
  temporaryHome,
  until,
  viewId,
  webviewFrame,
  webviewPanelFrame,
} from './rig.js';
import { saveAs } from './saveDialog.js';
import { answer, choose } from './teamQuestions.js';

/** One window on one repository; each test goes on where the one before ended. */
describe('what stayed, in a window', function () {
  this.timeout(120_000);
  const { home: folder, remove } = temporaryHome();
  const desk = new Desk(folder);
  let host: Host;

  let used = 0;

  before(async function () {
    this.timeout(300_000);
    await clearDay();
    // Today, also soon after midnight, when the edit is of yesterday: a day with the guard counts only with use of its own.
    used = Date.now();
    const at = used - 3 * hour;
    desk.request(used);
    desk.edit(at, 'one.ts', code('one', 80));
    desk.write('one.ts', code('one', 80).slice(0, 60));
    desk.commit(at + hour);
    host = await startWith(desk.home, { workspace: desk.work });
  });
  after(async () => {
    await host?.stop();
    remove();
  });

  const figure = () =>
    until(
      'a figure',
      () => item(host.page),
      ({ text }) => /\d/.test(text),
    );
  const cells = (page: Frame) =>
    page.getByRole('gridcell').evaluateAll((all) => all.map((cell) => cell.getAttribute('aria-label') ?? ''));
  const badgesTab = async () => {
    await driver.runCommand(host.page, 'Tallyboard: Show Badges');
    const page = await webviewFrame(host.page, viewId);
    await page.getByRole('tab', { name: /^Badges/, selected: true }).waitFor();
    return page;
  };

  it('is in the report of the session once it is asked for, and on the You tab then', async () => {
    await figure();
    await driver.openView(host.page, 'tallyboard');
    const page = await webviewFrame(host.page, viewId);
    await page.getByText('Too little to say yet: 0 of 50 lines.').waitFor();
    const words = 'Kept so far: 75% ±8 of 80 AI lines, covers 100% of AI-written changes.';
    const seen = async () => {
      await driver.runCommand(host.page, 'Tallyboard: Report This Session');
      await host.page.locator('.tab').getByText('Usage, This session').waitFor();
      const report = await seenInPanel(host.page, 'the report', (frame) => frame.getByText('Kept so far:'));
      return report.locator('body').innerText();
    };
    const isWhole = (text: string) => !text.includes('Git is still being asked: newer figures are in the next report.');
    // Where git takes longer than a report waits for it.
    assert.ok((await until('what git said', seen, isWhole)).includes(words));
    const stayed = await until(
      'the share on the You tab',
      async () => (await page.locator('tally-kept .share').allInnerTexts()).join(),
      (text) => text.includes('75% ±8'),
    );
    assert.match(stayed.replace(/\s+/g, ' '), /^75% ±8 of 80 AI lines were kept$/);
  });

  it('has earned a first badge, on the tab that the command shows, and shows the commit that it counts', async () => {
    const page = await badgesTab();
    await until(
      'the badge',
      () => cells(page),
      (labels) => labels.includes('First Light, earned') && labels.includes('Guardian, 1 of 28 days'),
    );
    await page.getByRole('gridcell', { name: 'First Light' }).click();
    const id = desk.git(Date.now(), desk.work, 'rev-parse', 'HEAD').trim().slice(0, 10);
    const commits = async () => {
      const shown = host.page.locator('.tab').getByText('Badge, First Light');
      // A report of the test before that git was slow for comes up in its place.
      if (!(await shown.isVisible())) await page.getByRole('link', { name: 'Show the commit' }).click();
      await shown.waitFor();
      const panel = await webviewPanelFrame(host.page);
      return panel.getByRole('row').filter({ hasText: id }).filter({ hasText: '60' }).count();
    };
    await until(
      'the commit in the editor',
      () => commits().catch(() => 0),
      (count) => count === 1,
    );
  });

  it('offers an earned badge and no other to be shown to a team; turned away, nothing leaves', async () => {
    const place = join(folder, 'team');
    mkdirSync(place);
    const terminal = new Person(folder, 'Ada', desk.home, join(desk.home, '.local', 'share', 'tallyboard'));
    await driver.runCommand(host.page, 'Tallyboard: Create Team');
    await answer(host.page, 'The team’s name', 'Boat');
    await choose(host.page, 'A shared folder');
    await answer(host.page, 'Its path', place);
    await answer(host.page, 'What others call you here', 'Ada');
    await (await webviewFrame(host.page, viewId)).getByRole('heading', { name: 'Boat' }).waitFor();
    await driver.clearNotifications(host.page);
    await driver.runCommand(host.page, 'Tallyboard: Share with Team…');
    const page = await seenInPanel(host.page, 'the bytes', (panel) => panel.locator('tally-consent .size'));
    const badges = page.getByRole('group', { name: 'Badges to show' });
    assert.deepEqual(
      (await badges.locator('label').allInnerTexts()).map((text) => text.trim()),
      ['First Light'],
    );
    await badges.getByRole('checkbox', { name: 'First Light' }).check();
    const before = await terminal.ask<readonly unknown[]>('log');
    await page.getByRole('button', { name: 'Not now' }).click();
    await host.page.locator('.tab').filter({ hasText: 'Share with Boat' }).waitFor({ state: 'detached' });
    assert.deepEqual(await terminal.ask('log'), before);
    await terminal.ask('erase');
  });

  it('a card of the month is saved as it is shown, as SVG and as PNG of twice the size', async () => {
    await driver.runCommand(host.page, 'Tallyboard: Show Share Card');
    const card = await seenInPanel(host.page, 'the card', (panel) => panel.locator('tally-share-card img'));
    const shown = await card.getByRole('img').getAttribute('alt');
    await card.getByRole('button', { name: 'Save as SVG' }).click();
    const svg = (await saveAs(host.page, join(folder, 'card.svg'), /tallyboard-card-\d{4}-\d\d\.svg$/)).toString();
    const words = [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
    const [title, foot, ...figures] = words;
    const month = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(Date.now());
    assert.deepEqual([title, foot], [`My ${month}`, 'counted locally by Tallyboard']);
    const pairs = figures.flatMap((value, index) => (index % 2 === 0 ? [`${value} ${figures[index + 1]}`] : []));
    assert.equal(shown, [title, ...pairs, foot].join(', '));
    // The edit is three hours old: on the first of a month it may be of the one before.
    if (new Date(Date.now() - 3 * hour).getUTCMonth() === new Date().getUTCMonth())
      assert.deepEqual(pairs, ['75% of AI lines kept', '0% read from cache', '1 badge']);
    await card.getByRole('button', { name: 'Save as PNG' }).click();
    const png = await saveAs(host.page, join(folder, 'card.png'), /tallyboard-card-\d{4}-\d\d\.png$/);
    assert.deepEqual(sizeOf(png), [1120, 414]);
  });

  it('a chart is saved as its figures, as SVG and as PNG', async () => {
    await driver.runCommand(host.page, 'Tallyboard: Show Usage Report');
    const report = await seenInPanel(host.page, 'the chart', (panel) => panel.locator('tally-day-chart svg.plot'));
    const chart = report.locator('tally-day-chart');
    await chart.getByRole('button', { name: 'Save “Tokens a day”' }).click();
    const saved = async (format: string) => {
      await chart.getByRole('button', { name: format.toUpperCase(), exact: true }).click();
      const name = new RegExp(`tallyboard-tokens-a-day-\\d{4}-\\d\\d-\\d\\d\\.${format}$`);
      return saveAs(host.page, join(folder, `chart.${format}`), name);
    };
    const day = new Date(used).toISOString().slice(0, 10);
    assert.equal((await saved('csv')).toString(), `\uFEFFday,tool,tokens\r\n${day},claude-code,120\r\n`);
    const svg = (await saved('svg')).toString();
    const [, width, height] = /^<svg [^>]*width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
    assert.match(svg, />Tokens a day, [^<]+<\/text>[\s\S]*>Claude Code<\/text>/);
    assert.deepEqual(
      sizeOf(await saved('png')),
      [width, height].map((length) => 2 * Number(length)),
    );
  });

  it('all that is kept is exported from the tab Privacy, as the command line tells it', async () => {
    const { page } = host;
    await driver.openView(page, 'tallyboard');
    const privacy = await webviewFrame(page, viewId);
    await privacy.getByRole('tab', { name: 'Privacy' }).click();
    const exported = async (format: string, path: string) => {
      await privacy.getByRole('button', { name: 'Export everything' }).click();
      const row = (label: string) => page.locator('.quick-input-widget:visible').getByText(label, { exact: true });
      await row(format).waitFor();
      // Late in a busy editor the page has the focus again: the question stays.
      await privacy.getByRole('tab', { name: 'Privacy' }).click();
      await row(format).click();
      await row('Sessions, projects and branches too').click();
      return (await saveAs(page, join(folder, path), /tallyboard-\d{4}-\d\d-\d\d\.\w+$/)).toString();
    };
    const told = JSON.parse(await exported('JSON', 'all.json')) as Told;
    const { totals, byDay, bySession, byProject, byBranch } = reportOf<Told>(desk.home);
    assert.equal(totals.total, 120);
    assert.deepEqual(
      [told.totals, told.byDay, told.bySession, told.byProject, told.byBranch],
      [totals, byDay, bySession, byProject, byBranch],
    );
    const [head = [], ...rows] = readCsv(await exported('CSV', 'all.csv'));
    const of = (name: string) => rows.map((row) => row[head.indexOf(name)]);
    assert.deepEqual([of('total'), of('project'), of('branch')], [['120'], [desk.work], ['main']]);
  });

  it('a badge that was hidden stays so when the window is loaded anew', async () => {
    const page = await badgesTab();
    await page.getByRole('gridcell', { name: 'First Light' }).click();
    await page.getByRole('link', { name: 'Hide this badge' }).click();
    await page.getByText('Nothing yet, and no hurry.').waitFor();
    // What an editor keeps is written within five seconds.
    await host.page.waitForTimeout(5500);
    await host.page.reload({ waitUntil: 'commit' });
    await figure();
    const again = await badgesTab();
    const labels = await until(
      'the other badges',
      () => cells(again),
      (all) => all.length > 0,
    );
    assert.equal(labels.length, 37);
    assert.ok(!labels.some((label) => label.startsWith('First Light')));
    await again.locator('tally-hidden-badges').getByText('First Light').waitFor();
  });
});

/** Width and height of a PNG, as its head says. */
function sizeOf(png: Buffer): readonly number[] {
  assert.equal(png.toString('latin1', 1, 4), 'PNG');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

type Told = Readonly<Record<'byDay' | 'bySession' | 'byProject' | 'byBranch', unknown>> & {
  readonly totals: { readonly total: number };
};
