import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clearDay } from './clearDay.js';
import { demoHome, driver, grouped, type Host, item, root, startWith, temporaryHome, todayOf, until } from './rig.js';

/** Folders that are not one's own, not trusted, or not on this machine; each in a VS Code of its own. */
describe('a window', function () {
  this.timeout(120_000);

  /** What a ledger holds, by the command line on an empty home. */
  function totalIn(ledger: string): number {
    if (!existsSync(ledger)) return 0;
    const words = ['report', '--json', '--home', '/nowhere', '--ledger', ledger];
    const text = execFileSync(process.execPath, [join(root, 'dist', 'cli.cjs'), ...words], { encoding: 'utf8' });
    return (JSON.parse(text) as { readonly totals: { readonly total: number } }).totals.total;
  }

  const seesToday = (host: Host, today: number) =>
    until(
      'the figure of today',
      () => item(host.page),
      ({ ariaLabel }) => ariaLabel.includes(`${grouped(today)} tokens today`),
    );

  it('in Restricted Mode counts as everywhere, and sends no text', async () => {
    await clearDay();
    const demo = demoHome();
    const workspace = temporaryHome();
    const editor = temporaryHome();
    const user = join(editor.home, 'data', 'data', 'User');
    mkdirSync(user, { recursive: true });
    const bound = [{ key: 'ctrl+alt+f2', command: 'tallyboard.explain' }];
    writeFileSync(join(user, 'keybindings.json'), JSON.stringify(bound));
    const settings = { 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.banner': 'never' };
    const options = { workspaceTrust: true, workspace: workspace.home, userDataDir: editor.home, settings };
    const host = await startWith(demo.home, options);
    try {
      await host.page
        .getByRole('button', { name: /Restricted Mode/ })
        .first()
        .waitFor();
      await seesToday(host, todayOf(demo.truth));
      await host.page.keyboard.press('Control+Alt+F2');
      const [told] = await until(
        'a notification',
        () => driver.notifications(host.page),
        (all) => all.length > 0,
      );
      assert.equal(told?.text, 'Restricted Mode: commands that send text are off in this folder.');
      assert.deepEqual(told?.buttons, ['Manage trust']);
      await host.page.keyboard.press('F1');
      const palette = host.page.locator('.quick-input-widget:visible');
      await palette.locator('input[type="text"]').fill('>Tallyboard: ');
      await palette.getByText('Tallyboard: Choose Model…', { exact: true }).waitFor();
      const shown = await palette.locator('.monaco-list-row').allInnerTexts();
      assert.deepEqual(
        shown.filter((row) => /: (Ask|Fix|Explain|Refactor|Document|Write Tests|Commit Message)$/.test(row.trim())),
        [],
      );
    } finally {
      await host.stop();
      demo.remove();
      workspace.remove();
      editor.remove();
    }
  });

  it('on a folder of another place counts all the same, and says nothing of that folder', async () => {
    await clearDay();
    const demo = demoHome();
    const folder = temporaryHome();
    const workspace = join(folder.home, 'virtual.code-workspace');
    writeFileSync(workspace, JSON.stringify({ folders: [{ uri: 'vscode-vfs://github/harbour/board' }] }));
    const host = await startWith(demo.home, { workspace });
    try {
      await seesToday(host, todayOf(demo.truth));
      await driver.runCommand(host.page, 'Tallyboard: Report This Session');
      await host.page.locator('.tab').getByText('Usage, This session').waitFor();
      assert.deepEqual(
        (await driver.notifications(host.page)).filter(({ text }) => text.includes('Tallyboard')),
        [],
      );
    } finally {
      await host.stop();
      demo.remove();
      folder.remove();
    }
  });

  it('of a remote host counts the logs of that host: its home, and the folder of its own server', async () => {
    const fixture = join(root, 'test/fixtures/sources/copilot-chat/debug-log-flat');
    const { total } = (
      JSON.parse(readFileSync(join(fixture, 'expected.json'), 'utf8')) as { expected: { total: number } }
    ).expected;
    const remote = temporaryHome();
    const editor = temporaryHome();
    const own = join(editor.home, 'data', 'data', 'User');
    mkdirSync(own, { recursive: true });
    cpSync(join(fixture, 'home/.config/Code/User'), own, { recursive: true });
    const host = await startWith(remote.home, { userDataDir: editor.home });
    try {
      const ledger = join(remote.home, '.local', 'share', 'tallyboard', 'ledger.db');
      await until(
        'the tokens of the chat on that host',
        async () => totalIn(ledger),
        (seen) => seen === total,
      );
      assert.ok(total > 0);
    } finally {
      await host.stop();
      remote.remove();
      editor.remove();
    }
  });
});
