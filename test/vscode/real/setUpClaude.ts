import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { secrets } from '../../assist/guard/secrets.js';
import { Random } from '../../kit/generate/random.js';
import { driver, type Host, itemId, until } from './rig.js';

interface Written {
  readonly statusLine: { readonly command: string };
  readonly hooks: { readonly UserPromptSubmit: readonly [{ readonly hooks: readonly [{ readonly command: string }] }] };
}

/** Settings of Claude Code as a person left them, and where they are. */
export const own = '{\n  "model": "opus" // mine\n}\n';
export const claudeSettings = (home: string) => join(home, '.claude', 'settings.json');

/** The steps of setting up Claude Code, in a window whose home has its settings as `own`. */
export function setUpClaude(window: () => Host, home: string): void {
  const path = claudeSettings(home);
  const [hook, windows] = ['Check prompts for secrets', 'Show plan windows'];

  /** Ticks rows, or takes the tick away. */
  async function tick(...names: readonly (string | undefined)[]): Promise<void> {
    await driver.runCommand(window().page, 'Tallyboard: Set Up Claude Code…');
    const rows = window().page.locator('.quick-input-widget .monaco-list-row');
    for (const name of names) await rows.filter({ hasText: name ?? '' }).click();
    await window().page.keyboard.press('Enter');
  }

  function settings(holds: (text: string) => boolean): Promise<string> {
    return until('the settings', async () => readFileSync(path, 'utf8'), holds);
  }

  /** What one of our commands says, run as Claude Code runs it. */
  function said(command: (written: Written) => string, input: object): string {
    const written = JSON.parse(readFileSync(path, 'utf8').replace('// mine', '')) as Written;
    const env = { PATH: process.env['PATH'], HOME: home, TZ: 'UTC' };
    return execFileSync('sh', ['-c', command(written)], { env, input: JSON.stringify(input), encoding: 'utf8' });
  }

  it('writes a status line that tells the editor plan windows', async () => {
    const { page } = window();
    await tick(windows);
    const text = await settings((seen) => seen.includes('statusline --from claude-code'));
    assert.ok(text.startsWith(own.slice(0, own.indexOf(' //'))), text);
    assert.ok(!text.includes('UserPromptSubmit'), text);
    const resets = Math.floor(Date.now() / 1000) + 3600;
    const told = { rate_limits: { five_hour: { used_percentage: 42, resets_at: resets } } };
    assert.match(
      said(({ statusLine }) => statusLine.command, told),
      /^\S.* tokens today · /,
    );
    await until(
      'the plan window in the hover',
      async () => {
        await page.mouse.move(700, 300);
        return (await driver.hoverStatusBar(page, itemId)).text;
      },
      (hover) => hover.includes('5 h window 42% used'),
    );
    await page.mouse.move(700, 300);
  });

  it('writes a hook beside it that stops a prompt with a key', async () => {
    await tick(hook);
    await settings((seen) => seen.includes('guard --hook') && seen.includes('statusline --from'));
    const command = ({ hooks }: Written) => hooks.UserPromptSubmit[0].hooks[0].command;
    const key = secrets['aws-key'](new Random('set up'));
    const stopped = said(command, { prompt: `use ${key}`, cwd: home });
    assert.equal((JSON.parse(stopped) as { decision: string }).decision, 'block');
    assert.ok(!stopped.includes(key), stopped);
    assert.equal(said(command, { prompt: 'use the key', cwd: home }), '');
  });

  it('takes both out again: the file is what it was, byte for byte', async () => {
    await tick(hook, windows);
    await settings((seen) => seen === own);
  });
}
