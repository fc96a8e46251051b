import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoHome, driver, type Host, item, itemId, startWith, until } from './rig.js';

describe('Set Up Claude Code', function () {
  this.timeout(120_000);
  const demo = demoHome();
  let host: Host;

  before(async () => {
    host = await startWith(demo.home);
    await until(
      'a figure',
      () => item(host.page),
      ({ text }) => /\d/.test(text),
    );
  });
  after(async () => {
    await host?.stop();
    demo.remove();
  });

  it('writes a status line that tells the editor plan windows, and takes it out again', async () => {
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
