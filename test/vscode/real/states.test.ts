import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { choose, demoHome, driver, item, startWith, temporaryHome, until, viewId, webviewFrame } from './rig.js';

describe('a window', () => {
  it('without any AI tool says so, in status bar and sidebar', async () => {
    const { home, remove } = temporaryHome();
    const host = await startWith(home);
    try {
      const seen = await until(
        'the dash',
        () => item(host.page),
        ({ text, icons }) => text === '–' && icons.includes('tallyboard-mark'),
      );
      assert.equal(seen.ariaLabel, 'Tallyboard: no AI tool found yet.');
      await driver.openView(host.page, 'tallyboard');
      const frame = await webviewFrame(host.page, viewId);
      await frame.getByText('No AI tool found yet.').waitFor();
      await frame.getByText('Add a folder').click();
      // It is one of the machine's: a person's own settings do not show it.
      await host.page.locator('.settings-editor').getByText('Roots', { exact: true }).first().waitFor();
      await driver.runCommand(host.page, 'Tallyboard: Report This Branch');
      const [told] = await until(
        'a notification',
        () => driver.notifications(host.page),
        (all) => all.length > 0,
      );
      assert.equal(told?.text, 'This folder is no git repository. No use is recorded for a branch of this folder.');
      assert.deepEqual(told?.buttons, []);
    } finally {
      await host.stop();
      remove();
    }
  });

  it('that cannot open its ledger says so, with a way on', async () => {
    const { home, remove } = temporaryHome();
    writeFileSync(join(home, 'file'), '');
    const host = await startWith(home, { env: { TALLYBOARD_HOME: join(home, 'file', 'below') } });
    try {
      const seen = await until(
        'the warning',
        () => item(host.page),
        ({ icons }) => icons.includes('warning'),
      );
      assert.equal(seen.text, '–');
      assert.match(seen.ariaLabel, /^Tallyboard: counting stopped\./);
      await driver.runCommand(host.page, 'Tallyboard: Show Usage Report as Markdown');
      await choose(host.page, '30 days');
      const [told] = await until(
        'a notification',
        () => driver.notifications(host.page),
        (all) => all.length > 0,
      );
      assert.deepEqual(told?.buttons, ['Diagnose']);
    } finally {
      await host.stop();
      remove();
    }
  });

  it('on generated data says so everywhere, and keeps a ledger of its own', async () => {
    const demo = demoHome();
    const own = temporaryHome();
    mkdirSync(join(own.home, '.claude', 'projects'), { recursive: true });
    const env = { TALLYBOARD_DEMO: '1', TALLYBOARD_DEMO_HOME: demo.home };
    const host = await startWith(own.home, { env });
    try {
      await until(
        'a figure',
        () => item(host.page),
        ({ text }) => /\d/.test(text),
      );
      await driver.openView(host.page, 'tallyboard');
      await (await webviewFrame(host.page, viewId)).getByText('Demo data: generated, not yours').waitFor();
      await host.page.mouse.move(700, 300);
      const hover = await until(
        'the hover',
        () => driver.hoverStatusBar(host.page, 'tallyboard.counter'),
        ({ text }) => text.includes('tokens today') || text.includes('No AI use today'),
      );
      assert.match(hover.text, /Demo data: generated, not yours/);
    } finally {
      await host.stop();
      demo.remove();
      own.remove();
    }
  });
});
