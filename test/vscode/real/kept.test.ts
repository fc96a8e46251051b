import assert from 'node:assert/strict';
import { code, Desk, hour } from '../../kept/rig.js';
import { driver, item, startWith, temporaryHome, until, viewId, webviewFrame, webviewPanelFrame } from './rig.js';

describe('what stayed, in a window', () => {
  it('is in the report of the session once it is asked for, and on the You tab then', async function () {
    this.timeout(120_000);
    const { home: folder, remove } = temporaryHome();
    const desk = new Desk(folder);
    const at = Date.now() - 3 * hour;
    desk.request(at);
    desk.edit(at, 'one.ts', code('one', 80));
    desk.write('one.ts', code('one', 80).slice(0, 60));
    desk.commit(at + hour);
    const host = await startWith(desk.home, { workspace: desk.work });
    try {
      await until(
        'a figure',
        () => item(host.page),
        ({ text }) => /\d/.test(text),
      );
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
    } finally {
      await host.stop();
      remove();
    }
  });
});
