import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { tokensOf } from '../../../src/assist/tokens.js';
import { assistRefusals } from './assistRefusals.js';
import { assistUses } from './assistUses.js';
import { AssistWindow } from './assistWindow.js';
import { fenced, mended, source, twice, workspace } from './assistWorkspace.js';
import { fakeModels, fakeTokens } from './fakeModel.js';
import { driver, fewBuiltIn, type Host, startWith, temporaryHome, until } from './rig.js';

describe('own assist commands', function () {
  this.timeout(120_000);
  const { home, remove } = temporaryHome();
  const fake = fakeModels();
  const place = workspace();
  let host: Host;
  let page: Page;
  /** What a tokenizer counts more than the fake does, of the one use that it counts. */
  let foreign = { input: 0, output: 0 };

  before(async () => {
    const { options } = fake;
    const { project, userDataDir } = place;
    // Its typings would be looked for in the network.
    const settings = { 'git.enabled': true, 'typescript.disableAutomaticTypeAcquisition': true };
    const builtIn = [...fewBuiltIn, 'git', 'git-base', 'javascript', 'typescript-language-features'];
    fake.steer({});
    host = await startWith(home, { ...options, workspace: project, userDataDir, builtIn, settings });
    page = host.page;
  });
  after(async () => {
    await host?.stop();
    fake.remove();
    remove();
    rmSync(place.folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const window = new AssistWindow(() => page, fake, place);
  const { answered, focusFile, open, press, pressFor, preview, saves, sent, steer, tab, told, typeMeanwhile } = window;
  beforeEach(window.reset);

  it('Explain by the palette: the answer is a document, and what was sent is told letter for letter', async () => {
    steer({ text: 'It **adds**. ![x](https://example.org/a.png)' });
    await open();
    await driver.runCommand(page, 'Tallyboard: Explain');
    await answered('Explain', (frame) => frame.locator('strong', { hasText: 'adds' }));
    assert.equal(await (await preview()).locator('img').count(), 0);
    const [prompt = '', ...more] = sent();
    assert.deepEqual(more, []);
    assert.ok(prompt.startsWith('Explain the code under "The code"'), prompt);
    assert.ok(
      prompt.endsWith(
        `\n\n## The file\nsum.js (javascript)\n\n## The code\n\`\`\`javascript\n${source.trimEnd()}\n\`\`\`\n`,
      ),
      prompt,
    );
    await driver.runCommand(page, 'Tallyboard: Show What Was Sent');
    await tab('What was sent').first().waitFor();
    await until(
      'the prompt',
      async () => (await preview()).locator('pre code').innerText({ timeout: 2000 }).catch(String),
      (shown) => shown.trimEnd() === prompt.trimEnd(),
    );
  });

  it('Ask by its key: question and code go to the model', async () => {
    steer({ text: 'Because.' });
    await open();
    await pressFor('tallyboard.ask', page.locator('.quick-input-widget').getByText('Ask a model about sum.js'));
    await page.keyboard.type('Why minus?');
    await page.keyboard.press('Enter');
    await answered('Ask', (frame) => frame.getByText('Because.'));
    assert.ok(sent()[0]?.endsWith('\n## The question\nWhy minus?\n'), sent()[0]);
  });

  it('Fix: accepted, the document is the proposal; one undo takes all of it back', async () => {
    steer({ text: fenced(twice) });
    await open();
    await driver.runCommand(page, 'Tallyboard: Fix');
    await tab('Fix: sum.js (proposal)').first().waitFor();
    assert.equal(place.read(), source);
    await page.locator('.editor-actions').getByRole('button', { name: 'Accept Proposal' }).first().click();
    await focusFile();
    assert.equal(await tab('(proposal)').count(), 0);
    await saves(twice);
    await page.keyboard.press('ControlOrMeta+Z');
    await saves(source);
  });

  it('Refactor: discarded, nothing changed; a closed diff is discarded too', async () => {
    steer({ text: fenced(mended) });
    await open();
    await pressFor('tallyboard.refactor', tab('Refactor: sum.js (proposal)'));
    await page.locator('.editor-actions').getByRole('button', { name: 'Discard Proposal' }).first().click();
    await until(
      'no diff',
      () => tab('(proposal)').count(),
      (count) => count === 0,
    );
    await open();
    await pressFor('tallyboard.refactor', tab('Refactor: sum.js (proposal)'));
    await driver.runCommand(page, 'View: Close Editor');
    await until(
      'no diff',
      () => tab('(proposal)').count(),
      (count) => count === 0,
    );
    assert.equal(place.read(), source);
  });

  it('Document: of its parts the person takes one, in the editor’s own preview', async () => {
    steer({ text: fenced(twice) });
    await open();
    await pressFor('tallyboard.document', tab('Document: sum.js (proposal)'));
    const panel = page.locator('.refactor-preview, .bulk-edit-panel');
    await press('tallyboard.chooseParts');
    await panel.first().waitFor();
    await panel
      .locator('.monaco-list-row')
      .filter({ hasText: 'return a + b' })
      .locator('input[type=checkbox], .edit-checkbox')
      .first()
      .click();
    await page.getByRole('button', { name: 'Apply', exact: true }).click();
    await focusFile();
    await saves(mended);
    assert.equal(await tab('(proposal)').count(), 0);
  });

  it('a document that changed meanwhile: other lines stay as they were typed, changed ones are told', async () => {
    steer({ text: fenced(mended) });
    await open();
    await pressFor('tallyboard.fix', tab('Fix: sum.js (proposal)'));
    await typeMeanwhile('Home', 'Enter', 'ArrowUp', '// typed since');
    await press('tallyboard.acceptProposal');
    await focusFile();
    await saves(`// typed since\n${mended}`);
    steer({ text: fenced(`// another line instead\n${mended}`) });
    await page.keyboard.press('ControlOrMeta+A');
    await pressFor('tallyboard.fix', tab('Fix: sum.js (proposal)'));
    await typeMeanwhile('End', '!');
    await press('tallyboard.acceptProposal');
    await told(/The document has changed, and the lines of this proposal with it\. Nothing was changed\./);
    assert.equal(await tab('(proposal)').count(), 1, 'the proposal is still there');
    await press('tallyboard.discardProposal');
    await until(
      'no proposal',
      () => tab('(proposal)').count(),
      (count) => count === 0,
    );
    await open();
    await saves(`// typed since!\n${mended}`);
  });

  it('Write Tests: a new file where the others lie, with one of them as a model', async () => {
    const tests = "it('adds', () => {});\n";
    steer({ text: fenced(tests) });
    await open();
    await pressFor('tallyboard.writeTests', tab('Write Tests: sum.test.js (proposal)'));
    assert.match(sent()[0] ?? '', /## Test file\ntest\/sum\.test\.js\n\n## A test beside it: test\/other\.test\.js\n/);
    await press('tallyboard.acceptProposal');
    await tab('sum.test.js').first().waitFor();
    await until(
      'the file',
      async () => place.git('ls-files', '-o').toString(),
      (files) => files.includes('sum.test.js'),
    );
    assert.equal(place.read('test/sum.test.js'), tests);
    await until(
      'no proposal',
      () => tab('(proposal)').count(),
      (count) => count === 0,
    );
    rmSync(join(place.project, 'test', 'sum.test.js'));
  });

  it('Commit Message: from what is staged into the box of source control', async () => {
    steer({ text: 'fix: add instead of subtract\n' });
    place.write(mended);
    place.git('add', '.');
    await page.keyboard.press('Control+Shift+G');
    const title = page.locator('.scm-view, .part.sidebar').getByRole('button', { name: 'Commit Message' }).first();
    await title.waitFor();
    await title.click();
    await page.locator('.scm-editor').getByText('fix: add instead of subtract').waitFor();
    const [prompt = ''] = sent();
    assert.match(prompt, /## Earlier messages\n- feat: begin\n/);
    assert.ok(prompt.includes('-  return a - b;\n+  return a + b;\n'), prompt);
    await press('tallyboard.commitMessage');
    assert.deepEqual((await told(/The commit box holds a message already/))?.buttons, [
      'Replace it',
      'Copy the new one',
    ]);
    place.git('reset', '-q', '--hard');
  });

  it('shows how far it is, and stops half-way: nothing is left behind', async () => {
    steer({ text: 'word '.repeat(500), delayMs: 40, chunk: 10 });
    await open();
    await press('tallyboard.explain');
    await told(/Explain: fake-1.*[1-9]\d* tokens so far/);
    await page.locator('.notifications-toasts').getByRole('button', { name: 'Cancel' }).first().click();
    await until(
      'its end',
      async () => fake.events().at(-1)?.event,
      (event) => event === 'cancelled',
    );
    await until(
      'no notification',
      () => driver.notifications(page),
      (all) => all.length === 0,
    );
    assert.equal(await tab('Explain: answer').count(), 0);
  });

  assistRefusals(window, fake, place);

  it('counts by a tokenizer what a model does not count', async () => {
    fake.steer({ counts: false, answers: [{ text: 'Grüße aus Köln' }] });
    await open();
    await pressFor('tallyboard.explain', tab('Explain: answer'));
    await answered('Explain', (frame) => frame.getByText('Grüße aus Köln'));
    foreign = { input: tokensOf(sent()[0] ?? '') - fakeTokens(sent()[0] ?? ''), output: 5 - 3 };
  });

  it('asks once which model to use, and remembers', async () => {
    const models = [
      { id: 'one', name: 'First Fake' },
      { id: 'two', name: 'Second Fake' },
    ];
    fake.steer({ models, answers: [{ text: 'Yes.' }] });
    await open();
    const second = page.locator('.quick-input-widget').getByText('Second Fake');
    await pressFor('tallyboard.explain', second);
    await second.click();
    await answered('Explain', (frame) => frame.getByText('Yes.'));
    fake.steer({ models, answers: [{ text: 'Once more.' }] });
    await open();
    await driver.runCommand(page, 'Tallyboard: Explain');
    await answered('Explain', (frame) => frame.getByText('Once more.'));
    assert.equal(sent().length, 2);
    assert.deepEqual(
      fake
        .events()
        .filter(({ event }) => event === 'sent')
        .slice(-2)
        .map(({ model }) => model),
      ['two', 'two'],
    );
    await driver.runCommand(page, 'Tallyboard: Choose Model…');
    await page.locator('.quick-input-widget').getByText('tallyboard-fake · chosen').waitFor();
    await page.keyboard.press('Escape');
  });

  assistUses(home, fake, place, () => foreign);

  it('nothing else left this machine', () => assert.deepEqual(host.egress(), []));
});
