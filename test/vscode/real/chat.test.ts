import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { clearDay } from './clearDay.js';
import { fakeModels } from './fakeModel.js';
import { demoHome, driver, type Host, item, itemId, startWith, until, webviewPanelFrame } from './rig.js';

/** The chat as a person uses it, by keyboard. The fake models only let it open: none of them is asked. */
describe('@tally in the chat', function () {
  this.timeout(120_000);
  const demo = demoHome();
  const models = fakeModels();
  let host: Host;

  before(async () => {
    await clearDay();
    host = await startWith(demo.home, models.options);
    await until(
      'a figure',
      () => item(host.page),
      ({ text }) => /\d/.test(text),
    );
    await driver.runCommand(host.page, 'Chat: Open Chat');
  });
  after(async () => {
    await host?.stop();
    demo.remove();
    models.remove();
  });

  /** Types a message; its answer once that holds. Until the editor knows a model it answers nothing: asked again then. */
  async function ask(message: string, holds: RegExp): Promise<Locator> {
    const { page } = host;
    const answer = page.locator('.interactive-response').last();
    for (let attempt = 1; ; attempt++) {
      await page.locator('.interactive-input-editor .monaco-editor').click();
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type(message, { delay: 20 });
      await page.keyboard.press('Enter');
      const text = await until(
        `${holds} after "${message}"`,
        async () => {
          const asked = await page.locator('.interactive-request').last().innerText();
          return asked.includes(message) ? answer.innerText() : '';
        },
        (seen) => holds.test(seen) || (attempt < 8 && seen.includes('Language model unavailable')),
      );
      if (holds.test(text)) return answer;
      await page.waitForTimeout(1000);
    }
  }

  it('/today has the figure of the status bar, and a button for the report', async () => {
    const spoken = /([\d,]+) tokens today/.exec((await item(host.page)).ariaLabel)?.[1];
    assert.ok(spoken);
    const answer = await ask('@tally /today how much', /Together/);
    const cells = await answer.locator('table tr').last().locator('td').allInnerTexts();
    assert.equal(cells[2]?.replace(/^≥\s/, ''), spoken);
    assert.match(await answer.innerText(), new RegExp(`${spoken} tokens`));
    await answer.getByRole('button', { name: 'Show Usage Report' }).click();
    const preview = await webviewPanelFrame(host.page);
    await preview.getByRole('heading', { name: `${spoken} tokens` }).waitFor();
  });

  it('offers what to ask next, and answers that by a click', async () => {
    const { page } = host;
    await page.locator('.interactive-session').getByText('By model', { exact: true }).first().click();
    await until(
      'the models',
      () => page.locator('.interactive-response').last().innerText(),
      (text) => /30 days[\s\S]*claude-/.test(text),
    );
  });

  it('says what it does not understand', async () => {
    await ask('@tally tokens of project atlas', /I do not understand project, atlas here/);
  });

  it('asks no model, and opens no way out', () => {
    assert.deepEqual([models.prompts(), host.egress()], [[], []]);
  });

  it('Set Up Claude Code writes a status line that tells the editor plan windows, and takes it out again', async () => {
    const { page } = host;
    const path = join(demo.home, '.claude', 'settings.json');
    const own = '{\n  "model": "opus" // mine\n}\n';
    writeFileSync(path, own);
    const tick = async () => {
      await driver.runCommand(page, 'Tallyboard: Set Up Claude Code…');
      const row = page.locator('.quick-input-widget .monaco-list-row').filter({ hasText: 'Show plan windows' });
      await row.click();
      await page.keyboard.press('Enter');
    };
    const settings = (holds: (text: string) => boolean) =>
      until('the settings', async () => readFileSync(path, 'utf8'), holds);
    await tick();
    const text = await settings((seen) => seen.includes('statusline --from claude-code'));
    assert.ok(text.startsWith(own.slice(0, own.indexOf(' //'))), text);
    const written = JSON.parse(text.replace('// mine', '')) as { statusLine: { type: string; command: string } };
    const resets = Math.floor(Date.now() / 1000) + 3600;
    const input = JSON.stringify({ rate_limits: { five_hour: { used_percentage: 42, resets_at: resets } } });
    const line = execFileSync('sh', ['-c', written.statusLine.command], {
      env: { PATH: process.env['PATH'], HOME: demo.home, TZ: 'UTC' },
      input,
      encoding: 'utf8',
    });
    assert.match(line, /^\S.* tokens today · /);
    await until(
      'the plan window in the hover',
      async () => {
        await page.mouse.move(700, 300);
        return (await driver.hoverStatusBar(page, itemId)).text;
      },
      (hover) => hover.includes('5 h window 42% used'),
    );
    await page.mouse.move(700, 300);
    await tick();
    await settings((seen) => seen === own);
  });
});
