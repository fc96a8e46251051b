import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { code, Desk, hour } from '../../kept/rig.js';
import {
  driver,
  type Host,
  item,
  seenInPanel,
  startWith,
  temporaryHome,
  until,
  viewId,
  webviewFrame,
  webviewPanelFrame,
} from './rig.js';

/** One window on one repository; each test goes on where the one before ended. */
describe('what stayed, in a window', function () {
  this.timeout(120_000);
  const { home: folder, remove } = temporaryHome();
  const desk = new Desk(folder);
  let host: Host;

  before(async () => {
    const at = Date.now() - 3 * hour;
    desk.request(at);
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
    await driver.runCommand(host.page, 'Tallyboard: Report This Session');
    await host.page.locator('.tab').getByText('Usage, This session').waitFor();
    const words = 'Kept so far: 75% ±8 of 80 AI lines, covers 100% of AI-written changes.';
    const report = await webviewPanelFrame(host.page);
    await report.getByText(words).waitFor();
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
    await page.getByRole('link', { name: 'Show the commit' }).click();
    await host.page.locator('.tab').getByText('Badge, First Light').waitFor();
    const id = desk.git(Date.now(), desk.work, 'rev-parse', 'HEAD').trim().slice(0, 10);
    await seenInPanel(host.page, 'the commit', (panel) =>
      panel.getByRole('row').filter({ hasText: id }).filter({ hasText: '60' }),
    );
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
