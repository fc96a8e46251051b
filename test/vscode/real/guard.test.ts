import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { secrets } from '../../assist/guard/secrets.js';
import { Random } from '../../kit/generate/random.js';
import { driver, fewBuiltIn, type Host, root, startWith, temporaryHome, until } from './rig.js';

const random = new Random('guard');
const key = secrets['aws-key'](random);
const text = `# Notes\nkey = "${key}"\nask anna@harbour.net\n`;
const redacted = '# Notes\nkey = "[removed: aws-key]"\nask [removed: email]\n';

interface Answer {
  readonly sent: string | null;
  readonly told: readonly { readonly day: string; readonly counts: readonly object[] }[];
}

/** The guard as a person meets it; a sender in the extension host asks it what the tests write down. */
describe('the guard', function () {
  this.timeout(120_000);
  const { home, remove } = temporaryHome();
  const work = join(home, 'work');
  const sender = join(home, 'sender');
  let host: Host;
  let page: Page;

  before(async () => {
    mkdirSync(join(work, 'keys'), { recursive: true });
    mkdirSync(sender);
    writeFileSync(join(work, 'notes.txt'), text);
    const env = { TALLYBOARD_SENDER: sender, TALLYBOARD_ROOT: root };
    host = await startWith(home, {
      builtIn: [...fewBuiltIn, 'json-language-features'],
      workspace: work,
      env,
      extraExtensions: [join(root, 'test', 'vscode', 'rig', 'sender')],
    });
    page = host.page;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  });
  after(async () => {
    writeFileSync(join(sender, 'stop'), '');
    await host?.stop();
    remove();
  });

  /** Asks the guard to let a text pass; the answer comes when the person has decided. */
  const send = (request: { text: string; file?: string } | { open: string }) => {
    rmSync(join(sender, 'answer.json'), { force: true });
    writeFileSync(join(sender, 'request.part'), JSON.stringify({ what: 'Ask', ...request }));
    renameSync(join(sender, 'request.part'), join(sender, 'request.json'));
  };
  const answer = async (): Promise<Answer> => {
    const file = join(sender, 'answer.json');
    await until('the answer', async () => existsSync(file), Boolean);
    return JSON.parse(readFileSync(file, 'utf8')) as Answer;
  };
  const open = async (name: string) => {
    send({ open: join(work, name) });
    await answer();
  };
  /** What is underlined with a wave by us. */
  const waves = () =>
    page.evaluate<string[]>(`[...document.querySelectorAll('.editor-group-container.active .view-line span')]
    .filter((span) => getComputedStyle(span).textDecorationStyle === 'wavy').map((span) => span.textContent)`);
  const readClipboard = () => page.evaluate<string>('navigator.clipboard.readText()');
  const notice = (says: RegExp) =>
    until(
      `${says} in a notification`,
      async () => (await driver.notifications(page)).map((each) => each.text),
      (texts) => texts.some((each) => says.test(each)),
    );
  const button = (name: string) =>
    page.locator('.notifications-toasts').getByRole('button', { name, exact: true }).first();
  const clearNotices = () => driver.clearNotifications(page);

  it('marks what it finds in the document, redacts it in one action, and one undo brings it back', async () => {
    await open('notes.txt');
    await driver.runCommand(page, 'Tallyboard: Check Selection for Secrets');
    await notice(/^An AWS key in line 2, and 1 more\.$/);
    assert.deepEqual(await until('marks', waves, (seen) => seen.length === 2), [key, 'anna@harbour.net']);
    await button('Redact').click();
    await until(
      'the redacted text',
      () => driver.editorText(page),
      (seen) => seen === redacted,
    );
    await until('marks to go with what they marked', waves, (seen) => seen.length === 0);
    await page.keyboard.press('Control+Z');
    await until(
      'the text as before',
      () => driver.editorText(page),
      (seen) => seen === text,
    );
  });

  it('clears its marks with Escape', async () => {
    await clearNotices();
    await driver.runCommand(page, 'Tallyboard: Check Selection for Secrets');
    await until('marks', waves, (seen) => seen.length === 2);
    await page.locator('.editor-group-container.active .view-line').first().click();
    await page.keyboard.press('Escape');
    await until('no marks', waves, (seen) => seen.length === 0);
    await clearNotices();
  });

  it('says in words that nothing was found', async () => {
    await page.locator('.editor-group-container.active .view-line').first().click();
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+End');
    await driver.runCommand(page, 'Tallyboard: Check Selection for Secrets');
    await notice(/^No secrets found in 1 line\.$/);
    await clearNotices();
  });

  it('writes the redacted text back into the clipboard', async () => {
    await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
    await driver.runCommand(page, 'Tallyboard: Check Clipboard for Secrets');
    await notice(/^Clipboard: An AWS key in line 2, and 1 more\.$/);
    await button('Redact').click();
    await until('the redacted clipboard', readClipboard, (seen) => seen === redacted);
    await clearNotices();
  });

  const question = async (title: string) => {
    await page.locator('.quick-input-widget:visible .quick-input-title').getByText(title, { exact: true }).waitFor();
  };
  const pick = (label: string) =>
    page
      .locator('.quick-input-widget:visible .monaco-list-row')
      .filter({ has: page.getByText(label, { exact: true }) })
      .first()
      .click();

  it('lets a clean text pass without a question', async () => {
    send({ text: 'nothing here' });
    assert.deepEqual(await answer(), { sent: 'nothing here', told: [] });
  });

  it('sends nothing when the person cancels, and keeps a count alone', async () => {
    send({ text });
    await question('An AWS key in line 2, and 1 more.');
    await pick('Cancel');
    const { sent, told } = await answer();
    assert.equal(sent, null);
    const none = { redacted: 0, sent: 0 };
    const counts = [
      { rule: 'aws-key', found: 1, ...none },
      { rule: 'email', found: 1, ...none },
    ];
    assert.deepEqual(told, [{ day: '2026-01-09', counts }]);
  });

  it('asks twice before a secret is sent, shows it on the way, and sends the text without it', async () => {
    send({ text });
    await question('An AWS key in line 2, and 1 more.');
    await pick('Send anyway, once');
    await page.locator('.monaco-dialog-box').getByText('Send the secret too?').waitFor();
    await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Cancel' }).click();
    await question('An AWS key in line 2, and 1 more.');
    await pick('Show it');
    await question('An AWS key in line 2, and 1 more.');
    await until('the marks of the preview', waves, (seen) => seen.includes(key));
    await pick('Remove all 2');
    assert.equal((await answer()).sent, redacted);
  });

  it('sends personal data after one question', async () => {
    send({ text: 'ask anna@harbour.net' });
    await question('An e-mail address in line 1.');
    await pick('Send anyway');
    assert.equal((await answer()).sent, 'ask anna@harbour.net');
  });

  it('says that only a part of a large text was checked', async () => {
    const large = 'plain text\n'.repeat(40_000);
    send({ text: large });
    await question('Only the first 256 KB of 430 KB were checked.');
    await pick('Send anyway');
    assert.equal((await answer()).sent, large);
  });

  it('heeds the policy of the workspace: guidance, own patterns, files kept back', async () => {
    const patterns = [{ id: 'customer', pattern: 'KD-[0-9]{4}', severity: 'block', message: 'A customer number' }];
    const policy = { patterns, forbidden: ['keys/**'], guidance: 'No names of customers.' };
    writeFileSync(join(work, '.tallyboard.json'), JSON.stringify(policy));
    send({ text: 'of KD-1234' });
    await page.locator('.monaco-dialog-box').getByText('No names of customers.').waitFor();
    await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Go on' }).click();
    await question('A customer number in line 1.');
    await pick('Remove it');
    assert.equal((await answer()).sent, 'of [removed: policy]');
    send({ text: 'plain', file: join(work, 'keys', 'a') });
    assert.equal((await answer()).sent, null);
    await notice(/^Ask did not send a: the workspace policy keeps it here\.$/);
    await clearNotices();
  });

  it('says what is wrong with a policy, in the question and in the editor', async () => {
    writeFileSync(
      join(work, '.tallyboard.json'),
      '{ "patterns": [{ "id": "a", "pattern": "(a+)+b" }], "allow": ["aws-key"] }\n',
    );
    send({ text: 'plain' });
    await question('.tallyboard.json: allow is not known.');
    await pick('Cancel');
    assert.equal((await answer()).sent, null);
    await open('.tallyboard.json');
    await page
      .locator('.editor-group-container.active .squiggly-warning, .editor-group-container.active .squiggly-error')
      .first()
      .waitFor();
  });
});
