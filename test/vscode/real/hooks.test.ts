import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tokensOf } from '../../../src/assist/tokens.js';
import { shippedClauses, testedEditors } from '../../../src/vscode/hooked/testedEditors.js';
import { clausesHash, editorClauses, manifestClauses } from '../../kit/clauses.js';
import { countedSuggestions } from './countedSuggestions.js';
import {
  answerNotification,
  driver,
  type Host,
  item,
  itemId,
  root,
  seenInPanel,
  startWith,
  temporaryHome,
  until,
} from './rig.js';
import { suggester, whole } from './suggestion.js';
import { keyBinder, suggestionKeys } from './suggestionKeys.js';

const commit = 'editor.action.inlineSuggest.commit';
const hookedCommand = {
  command: 'suggester.stream',
  args: { text: 'set down by an assistant' },
  title: 'Stream a tide',
};

/** The key binding that the README offers. */
function readmeBinding(): { readonly key: string } {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const [, block = ''] = /```json\n(\s*{\s*"key":[\s\S]*?)```/.exec(readme) ?? [];
  return JSON.parse(block);
}

/** The keys of a person who accepts suggestions, and what is counted of it. The tests build on one another. */
describe('accepted suggestions', function () {
  this.timeout(180_000);
  const { home, remove } = temporaryHome();
  const work = temporaryHome();
  let host: Host;

  before(async () => {
    const cell = { cell_type: 'code', source: [], metadata: {}, outputs: [], execution_count: null };
    const notebook = {
      cells: [cell],
      metadata: { language_info: { name: 'plaintext' } },
      nbformat: 4,
      nbformat_minor: 5,
    };
    writeFileSync(join(work.home, 'cells.ipynb'), JSON.stringify(notebook));
    host = await startWith(home, {
      builtIn: 'all',
      workspace: work.home,
      extraExtensions: [suggester],
      settings: {
        'editor.quickSuggestions': 'off',
        'editor.inlineSuggest.minShowDelay': 0,
        // A check of the key bindings takes a core for as long as they are open.
        'json.validate.enable': false,
      },
      machineSettings: { 'tallyboard.hooks.commands': [hookedCommand] },
    });
    await item(host.page);
  });
  after(async () => {
    await host?.stop();
    remove();
    work.remove();
  });

  const { counted, counts, edits, expected, outcomes } = countedSuggestions(home);
  const { ghost, newFile, press, secondLine, suggest } = suggestionKeys(() => host);
  const bind = keyBinder(() => host);

  const toast = (text: string) => host.page.locator('.notifications-toasts .notification-list-item', { hasText: text });

  /** Diagnose says so of the hooks, in a preview that may have stood there before. */
  async function diagnosed(words: RegExp): Promise<void> {
    await driver.runCommand(host.page, 'Tallyboard: Diagnose');
    await seenInPanel(host.page, 'the hooks', (preview) =>
      preview.locator('h2:has-text("Hooks") + p', { hasText: words }),
    );
  }

  it('our key bindings are those of this very editor', async () => {
    const { page } = host;
    await driver.runCommand(page, 'Preferences: Open Default Keyboard Shortcuts (JSON)');
    await page.locator('.editor-group-container.active .monaco-editor .view-line').nth(5).waitFor();
    const text = await driver.editorText(page);
    const list = text.slice(text.indexOf('\n[') + 1, text.indexOf('\n]') + 2);
    const defaults = JSON.parse(list.replaceAll(/^\s*\/\/.*$/gm, ''));
    const theirs = editorClauses(defaults);
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    assert.deepEqual(manifestClauses(manifest.contributes.keybindings), theirs);
    assert.equal(shippedClauses, clausesHash(theirs));
    assert.ok(testedEditors.some(({ clauses }) => clauses === clausesHash(theirs)));
    const taken = new Set(defaults.map(({ key }: { readonly key: string }) => key));
    assert.equal(taken.has(readmeBinding().key), false);
  });

  it('while it is off, Tab accepts and nothing is counted', async () => {
    await newFile();
    await suggest('go');
    await press('Tab');
    assert.equal(await driver.editorText(host.page), `go${whole}`);
  });

  it('one command switches it on, and Tab counts', async () => {
    await driver.runCommand(host.page, 'Tallyboard: Count Accepted Suggestions');
    await until(
      'the word for it',
      () => driver.notifications(host.page),
      (seen) => seen.some(({ text }) => text === 'Suggestions that you accept by key are counted from now on.'),
    );
    await newFile();
    await suggest('go');
    await press('Tab');
    assert.equal(await driver.editorText(host.page), `go${whole}`);
    await counts(whole);
  });

  it('the toolbar of the suggestion keeps its key labels', async () => {
    await newFile();
    await suggest('go');
    await ghost().hover();
    const toolbar = host.page.locator('.inlineSuggestionsHints').first();
    await toolbar.waitFor();
    assert.match((await toolbar.innerText()).replaceAll(/\s+/g, ' '), /Accept Tab Accept Word Ctrl ?\+ ?RightArrow/);
  });

  it('words and the rest together are the whole suggestion', async () => {
    await newFile();
    await suggest('go');
    await press('Control+ArrowRight');
    await press('Control+ArrowRight');
    await press('Tab');
    assert.equal(await driver.editorText(host.page), `go${whole}`);
    await counts(' alpha', '(', whole.slice(7));
  });

  it('without a suggestion Tab indents', async () => {
    await newFile();
    await press('Tab');
    assert.match(await driver.editorText(host.page), /^( {4}|\t)$/);
  });

  it('a suggestion at several cursors counts at each', async () => {
    await newFile();
    await secondLine();
    await driver.runCommand(host.page, 'Suggester: Two Cursors');
    await host.page.getByText('2 selections').waitFor();
    await host.page.waitForTimeout(300);
    await suggest('go');
    await press('Tab');
    assert.equal(await driver.editorText(host.page), `go${whole}\ngo${whole}`);
    await counts(whole + whole);
  });

  it('a snippet counts what it adds', async () => {
    await newFile();
    await suggest('sn');
    await press('Tab');
    await press('Escape');
    assert.equal(await driver.editorText(host.page), 'sn snippet(, );');
    await counts(' snippet(, );');
  });

  it('text composed by an input method is not taken for a suggestion', async () => {
    await newFile();
    const session = await host.page.context().newCDPSession(host.page);
    await session.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 });
    await session.send('Input.insertText', { text: '日本' });
    await secondLine();
    await suggest('go');
    await press('Tab');
    assert.equal(await driver.editorText(host.page), `日本\ngo${whole}`);
    await counts(whole);
  });

  it('a cell of a notebook counts', async () => {
    await host.page.keyboard.press('Control+p');
    await host.page.locator('.quick-input-widget:visible input').first().fill('cells.ipynb');
    await host.page.locator('.quick-input-widget:visible .monaco-list-row').getByText('cells.ipynb').first().click();
    await host.page.locator('.notebookOverlay .cell .monaco-editor').first().click();
    await suggest('nb');
    await press('Tab');
    await counts(' notebook(cell, text);');
    const expected = [{ tool: 'inline', model: 'unknown', project: work.home, left_out: 'no-repository' }];
    const seen = await until(
      'its edit, the only one in a file',
      async () => edits(),
      ({ length }) => length > 0,
    );
    assert.deepEqual(seen, expected);
  });

  it('a host that hangs does not hold the text back; it is counted afterwards', async () => {
    await newFile();
    await suggest('ha');
    await host.page.waitForTimeout(600);
    const pressed = Date.now();
    await host.page.keyboard.press('Tab');
    await ghost().waitFor({ state: 'detached' });
    const took = Date.now() - pressed;
    // The host hangs for 4.8 s more.
    assert.ok(took < 3500, `${took} ms`);
    await host.page.keyboard.type('X');
    await counts(' hang(on, until, it, answers);');
    assert.equal(await driver.editorText(host.page), 'ha hang(on, until, it, answers);X');
  });

  it('a line at a time counts with the key binding of the README', async () => {
    const binding = readmeBinding();
    await bind(binding);
    await newFile();
    await suggest('li');
    await press(binding.key.replace('ctrl', 'Control').replace('alt', 'Alt'));
    const text = await driver.editorText(host.page);
    assert.match(text, /^li first line\s*$/);
    await counts(text.slice(2));
  });

  it('a key of the person’s own wins, and is not counted', async () => {
    await bind({ key: 'tab', command: 'type', args: { text: 'mine' }, when: 'inlineSuggestionVisible' });
    await newFile();
    await suggest('go');
    await press('Tab');
    assert.equal(await driver.editorText(host.page), 'gomine');
    await bind();
  });

  it('taking the editor’s binding away does not take ours away, as the README says', async () => {
    await bind({ key: 'tab', command: '-editor.action.inlineSuggest.commit' });
    await newFile();
    await suggest('go');
    await press('Tab');
    await counts(whole);
    await bind();
  });

  it('an undo makes it a dropped one, and Diagnose tells so', async () => {
    await newFile();
    await suggest('go');
    await press('Tab');
    await press('Control+z');
    assert.equal(await driver.editorText(host.page), 'go');
    await counts(whole);
    await diagnosed(/^Accepted suggestions are counted: \d+ in this window so far, 1 of them undone\.$/);
    assert.deepEqual(outcomes('dropped'), [{ accepted: 0, dropped: tokensOf(whole) }]);
  });

  it('a command of the list runs and counts, and its button copies a key binding for it', async () => {
    const { page } = host;
    const row = page.locator('.quick-input-widget:visible .monaco-list-row', { hasText: hookedCommand.title });
    await newFile();
    await driver.runCommand(page, 'Tallyboard: Run Hooked Command…');
    await row.hover();
    await row.getByRole('button', { name: 'Copy key binding' }).click();
    await toast('Copied a key binding for "Stream a tide".').first().waitFor();
    const { command, args } = hookedCommand;
    const copied = JSON.parse(await page.evaluate<string>('navigator.clipboard.readText()'));
    assert.deepEqual(copied, { key: copied.key, command: 'tallyboard.runHooked', args: { command, args } });
    await driver.runCommand(page, 'Tallyboard: Run Hooked Command…');
    await row.click();
    await until(
      'its tokens',
      async () => counted('hooked'),
      (seen) => seen === tokensOf(args.text),
    );
    assert.equal(await driver.editorText(page), args.text);
  });

  it('five accepts without a change switch it off, in words; Tab still accepts, and one click switches it on', async () => {
    const commands = [commit, { command: 'tallyboard.accepted', args: commit }];
    await bind({ key: 'f10', command: 'runCommands', args: { commands } });
    await newFile();
    const words =
      'Tallyboard no longer counts accepted suggestions: several were accepted, and no change of a text arrived.';
    for (let miss = 1; miss <= 4; miss++) await press('F10');
    await host.page.waitForTimeout(500);
    assert.equal(await toast(words).count(), 0);
    await press('F10');
    await toast(words).waitFor();
    await diagnosed(new RegExp(words));
    await newFile();
    await suggest('go');
    await press('Tab');
    assert.equal(await driver.editorText(host.page), `go${whole}`);
    await answerNotification(host.page, words, 'Turn On Again');
    await newFile();
    await suggest('nb');
    await press('Tab');
    await counts(' notebook(cell, text);');
    const expected = [{ tool: 'inline', model: 'unknown', project: work.home, left_out: 'no-repository' }];
    const seen = await until(
      'its edit, the only one in a file',
      async () => edits(),
      ({ length }) => length > 0,
    );
    assert.deepEqual(seen, expected);
  });

  it('off again, Tab accepts and nothing is counted', async () => {
    host.changeSettings({ 'tallyboard.hooks.inlineSuggestions': false });
    await host.page.waitForTimeout(1500);
    await newFile();
    await suggest('go');
    await press('Tab');
    assert.equal(await driver.editorText(host.page), `go${whole}`);
    await host.page.waitForTimeout(3500);
    assert.equal(counted(), expected());
  });

  it('a host that has stopped for good does not hold the text back, and no word of ours comes up', async () => {
    host.changeSettings({ 'tallyboard.hooks.inlineSuggestions': true });
    await host.page.waitForTimeout(1500);
    await newFile();
    await suggest('pi');
    await press('Tab');
    const text = await driver.editorText(host.page);
    await counts(text.slice(2));
    await driver.clearNotifications(host.page);
    await newFile();
    await suggest('go');
    process.kill(Number(text.slice(2)), 'SIGSTOP');
    await host.page.keyboard.press('Tab');
    // However long it takes: what is stopped never answers.
    await ghost().waitFor({ state: 'detached' });
    assert.equal(await driver.editorText(host.page), `go${whole}`);
    process.kill(Number(text.slice(2)), 'SIGKILL');
    await host.page.locator(`.statusbar-item[id$="${itemId}"]`).waitFor({ state: 'detached' });
    await press('ControlOrMeta+End');
    await press('Enter');
    await press('Tab');
    assert.match(await driver.editorText(host.page), /^go alpha\(.*\);\n(\t| +)$/);
    assert.deepEqual(await driver.notifications(host.page), []);
  });
});
