import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Frame, Locator, Page } from 'playwright-core';
import { tokensOf } from '../../../src/assist/tokens.js';
import { secrets } from '../../assist/guard/secrets.js';
import { Random } from '../../kit/generate/random.js';
import { type FakeAnswer, fakeModels, fakeTokens } from './fakeModel.js';
import {
  driver,
  fewBuiltIn,
  type Host,
  insistently,
  root,
  seenInPanel,
  startWith,
  temporaryHome,
  until,
  webviewPanelFrame,
} from './rig.js';

const source = [
  'const one = 1;',
  'function sum(a, b) {',
  '  return a - b;',
  '}',
  '',
  'module.exports = { sum };',
  '',
].join('\n');
const mended = source.replace('a - b', 'a + b');
const twice = source.replace('a - b', 'a + b').replace('one = 1', 'two = 2');
const fenced = (code: string) => `Here it is:\n\n\`\`\`javascript\n${code.trimEnd()}\n\`\`\`\n`;
const keys: Readonly<Record<string, string>> = {
  'ctrl+alt+f1': 'tallyboard.ask',
  'ctrl+alt+f2': 'tallyboard.explain',
  'ctrl+alt+f3': 'tallyboard.fix',
  'ctrl+alt+f4': 'tallyboard.refactor',
  'ctrl+alt+f5': 'tallyboard.document',
  'ctrl+alt+f6': 'tallyboard.writeTests',
  'ctrl+alt+f7': 'tallyboard.commitMessage',
  'ctrl+alt+f8': 'tallyboard.acceptProposal',
  'ctrl+alt+f9': 'tallyboard.discardProposal',
  'ctrl+alt+f10': 'tallyboard.chooseParts',
};

/** A git repository with one commit, and user settings with a key for each command. */
function workspace() {
  const folder = mkdtempSync(join(tmpdir(), 'tallyboard-assist-'));
  const [project, userDataDir] = [join(folder, 'project'), join(folder, 'editor')];
  mkdirSync(join(project, 'test'), { recursive: true });
  mkdirSync(join(userDataDir, 'data', 'data', 'User'), { recursive: true });
  const write = (text: string) => writeFileSync(join(project, 'sum.js'), text);
  write(source);
  writeFileSync(join(project, 'test', 'other.test.js'), "it('is a test', () => {});\n");
  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-C', project, '-c', 'user.name=u', '-c', 'user.email=u@example.org', ...words]);
  git('init', '-q', '--initial-branch=main');
  git('add', '.');
  git('commit', '-qm', 'feat: begin');
  const bound = Object.entries(keys).map(([key, command]) => ({ key, command }));
  writeFileSync(join(userDataDir, 'data', 'data', 'User', 'keybindings.json'), JSON.stringify(bound));
  const read = (name = 'sum.js') => readFileSync(join(project, name), 'utf8');
  return { folder, project, userDataDir, write, read, git };
}

describe('own assist commands', function () {
  this.timeout(120_000);
  const { home, remove } = temporaryHome();
  const ledger = join(home, '.local', 'share', 'tallyboard', 'ledger.db');
  const fake = fakeModels();
  const place = workspace();
  let host: Host;
  let page: Page;
  let sentBefore = 0;
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
  beforeEach(async () => {
    // A command that a busy window did not take leaves the answer of the test before in its tab.
    await insistently(async (timeout) => {
      await driver.runCommand(page, 'View: Close All Editors');
      await page.locator('.tabs-container .tab').first().waitFor({ state: 'detached', timeout });
    });
    await driver.clearNotifications(page);
    place.write(source);
    sentBefore = fake.prompts().length;
  });

  const steer = (...answers: readonly FakeAnswer[]) => fake.steer({ answers });
  const sent = () => fake.prompts().slice(sentBefore);
  const press = (command: string) => page.keyboard.press(keyOf(command));
  const tab = (title: string) => page.locator('.tabs-container .tab').filter({ hasText: title });

  /** Presses a key until what it leads to is there: a window that is busy loses one, and a person would press it again. */
  async function pressUntilSeen<T>(command: string, seen: (within: number) => Promise<T>): Promise<T> {
    const before = sent().length;
    for (let attempt = 1; ; attempt++) {
      await press(command);
      try {
        return await seen(12_000);
      } catch (error) {
        if (attempt === 3 || sent().length > before) throw error;
        await pressUntil(/selected/, 'ControlOrMeta+A');
      }
    }
  }

  const pressFor = (command: string, place: Locator) =>
    pressUntilSeen(command, (timeout) => place.first().waitFor({ timeout }));

  /** Waits for an answer's page to be loaded: until then it may take the keyboard away from what is opened next. */
  async function answered(title: string, find: (frame: Frame) => Locator): Promise<void> {
    await tab(`${title}: answer`).first().waitFor();
    await seenInPanel(page, 'the answer', find);
  }
  const told = (words: RegExp, within?: number) =>
    until(
      `"${words}"`,
      () => driver.notifications(page),
      (all) => all.some(({ text }) => words.test(text)),
      within,
    ).then((all) => all.find(({ text }) => words.test(text)));

  const toldAfter = (command: string, words: RegExp) => pressUntilSeen(command, (within) => told(words, within));

  /** The file with all its lines selected. */
  async function open(name = 'sum.js'): Promise<void> {
    const row = page.locator('.quick-input-widget:visible .monaco-list-row').filter({ hasText: name }).first();
    const active = page.locator('.tabs-container .tab.active').filter({ hasText: name });
    await insistently(async (timeout) => {
      await page.keyboard.press('ControlOrMeta+P');
      await page.locator('.quick-input-widget:visible input[type="text"]').fill(name, { timeout });
      await row.click({ timeout });
      // A click is lost on a list that is just drawn anew; the file's tab may have been there before.
      await active.waitFor({ timeout });
    });
    await pressUntil(/selected/, 'ControlOrMeta+A');
  }

  /** Presses keys in the editor until the status bar tells the place: a window that just reads its file loses some. */
  async function pressUntil(place: RegExp, ...keys: readonly string[]): Promise<void> {
    await insistently(async (timeout) => {
      await focusEditor();
      for (const key of keys) await page.keyboard.press(key);
      await page.locator('[id="status.editor.selection"]').filter({ hasText: place }).waitFor({ timeout });
    });
  }

  const preview = () => webviewPanelFrame(page);

  async function focusEditor(): Promise<void> {
    const editor = page.locator('.editor-group-container.active .monaco-editor').first();
    // Where another document is active there is none, and whoever asks begins again.
    await editor.locator('.native-edit-context, textarea.inputarea').first().focus({ timeout: 5000 });
  }

  /** Types at an end of the file while its proposal is looked at. */
  async function typeMeanwhile(at: 'Home' | 'End', ...keys: readonly string[]): Promise<void> {
    const own = page.locator('.tabs-container .tab').filter({ hasText: 'sum.js', hasNotText: '(proposal)' });
    await own.first().click();
    await page.locator('.tabs-container .tab.active').filter({ hasNotText: '(proposal)' }).waitFor();
    await focusEditor();
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.press(at);
    for (const key of keys) await (key.includes(' ') ? page.keyboard.type(key) : page.keyboard.press(key));
    await tab('(proposal)').first().click();
    await page.locator('.tabs-container .tab.active').filter({ hasText: '(proposal)' }).waitFor();
  }

  /** Saves the file, which then is as expected; a file that changes while it is still being saved is not read again. */
  async function saves(expected: string): Promise<void> {
    await page.keyboard.press('ControlOrMeta+S');
    await until(
      'the saved file',
      async () => place.read(),
      (text) => text === expected,
      5_000,
    );
    await page.locator('.tabs-container .tab.active:not(.dirty)').waitFor();
  }

  /** Once the proposal is decided, its document is the active editor. */
  async function focusFile(): Promise<void> {
    await until(
      'no proposal',
      () => tab('(proposal)').count(),
      (count) => count === 0,
    );
    await page.locator('.tabs-container .tab.active').filter({ hasText: 'sum.js' }).waitFor();
    await focusEditor();
  }

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

  const failures: readonly (readonly [words: string, answer: FakeAnswer, told: RegExp, ways: readonly string[]])[] = [
    ['refused', { fail: 'NoPermissions' }, /not allowed for Tallyboard/, ['Try again', 'Choose Model…']],
    [
      'out of quota',
      { fail: 'Blocked' },
      /The model refused: fake: Blocked\. Its quota/,
      ['Choose Model…', 'Try again'],
    ],
    ['gone', { fail: 'NotFound' }, /no longer there/, ['Choose Model…']],
    ['out of reach', { fail: 'offline' }, /cannot be reached/, ['Try again', 'Choose Model…']],
    [
      'broken half-way',
      { text: 'some words', fail: 'boom', failAfter: 5 },
      /The model failed: boom\./,
      ['Try again', 'Choose Model…'],
    ],
    ['silent', { text: ' ' }, /answered nothing/, ['Try again', 'Choose Model…']],
    ['chatty', { text: 'I will not.' }, /holds no code/, ['Show the answer', 'Try again']],
    ['cut off', { text: '```js\nlet a' }, /broke off before the end/, ['Show the answer', 'Try again']],
    ['content', { text: fenced(source) }, /would change nothing/, ['Show the answer', 'Try again']],
  ];
  for (const [words, answer, expected, ways] of failures) {
    it(`a model that is ${words} is told in words, with a way on`, async () => {
      steer(answer);
      await open();
      assert.deepEqual((await toldAfter('tallyboard.fix', expected))?.buttons, ways);
    });
  }

  it('leaves out what the window has no room for, and says so; what has to be sent and does not fit is not sent', async () => {
    const long = `${'// a line that is far from the code\n'.repeat(50)}function here() {}\n`;
    place.write(long);
    fake.steer({ models: [{ id: 'small', maxInputTokens: 300 }], answers: [{ text: 'Short.' }] });
    await open();
    // Where the editor shows what it read before, it reads the file again by itself.
    await pressUntil(/Ln 52, Col 1$/, 'ControlOrMeta+End');
    await pressUntil(/Ln 51, Col 1 \(19 selected\)/, 'ControlOrMeta+End', 'Shift+ArrowUp');
    await driver.runCommand(page, 'Tallyboard: Explain');
    const words = /Left out: \d+ lines before the code.*The window of the model has 300 tokens\./;
    await answered('Explain', (frame) => frame.getByText(words));
    const [prompt = ''] = sent();
    assert.ok(fakeTokens(prompt) <= 284 && /\(\d+ of \d+ lines left out here/.test(prompt), prompt);
    await open();
    await driver.runCommand(page, 'Tallyboard: Explain');
    await told(/Too long: about \d+ tokens, where the window of the model has 300\. Select less\./);
    assert.equal(sent().length, 1);
  });

  it('a secret is blocked before it is sent; removed, it is put back where the proposal keeps its line', async () => {
    const secret = secrets['aws-key'](new Random('assist'));
    const keeping = source.replace('const one = 1;', `const key = '${secret}';`);
    place.write(keeping);
    steer({ text: fenced(keeping.replace(secret, '[removed: aws-key]').replace('a - b', 'a + b')) });
    await open();
    const question = page.locator('.quick-input-widget:visible');
    await pressFor('tallyboard.fix', question.getByText(/An AWS key in line 1 of sum\.js\./));
    await question.getByText('Cancel', { exact: true }).click();
    await question.waitFor({ state: 'hidden' });
    assert.deepEqual(sent(), [], 'nothing reached the model');
    await press('tallyboard.fix');
    await question.getByText('Remove it', { exact: true }).click();
    await tab('Fix: sum.js (proposal)').first().waitFor();
    assert.ok(sent().length === 1 && !sent()[0]?.includes(secret) && sent()[0]?.includes('[removed: aws-key]'));
    await press('tallyboard.acceptProposal');
    await focusFile();
    await saves(keeping.replace('a - b', 'a + b'));
  });

  it('a commit with a file that the workspace policy keeps here is not sent', async () => {
    writeFileSync(join(place.project, '.tallyboard.json'), '{ "forbidden": ["**/*.pem"] }');
    writeFileSync(join(place.project, 'test', 'own.pem'), 'a\n');
    place.git('add', 'test/own.pem');
    await press('tallyboard.commitMessage');
    await told(/Commit Message did not send own\.pem: the workspace policy keeps it here\./);
    assert.deepEqual(sent(), []);
    place.git('reset', '-q', '--hard');
    rmSync(join(place.project, '.tallyboard.json'));
  });

  it('without any model says how to get one', async () => {
    fake.steer({ models: [] });
    await open();
    assert.deepEqual((await toldAfter('tallyboard.explain', /No language model is installed/))?.buttons, [
      'Find one',
      'Try again',
    ]);
  });

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

  it('counts what was sent and what came as the model counts it', async () => {
    const events = fake.events();
    const input = events.reduce((sum, event) => sum + ('prompt' in event ? fakeTokens(event.prompt) : 0), 0);
    const said = (cancelled: boolean) =>
      events.reduce(
        (sum, event) =>
          sum + ('said' in event && (event.event === 'cancelled') === cancelled ? fakeTokens(event.said) : 0),
        0,
      );
    const cli = join(root, 'dist', 'cli.cjs');
    const words = ['report', '--json', '--home', home, '--ledger', ledger, '--timezone', 'UTC', '--by', 'tool'];
    const report = async () => {
      const { byTool } = JSON.parse(execFileSync(process.execPath, [cli, ...words], { encoding: 'utf8' })) as Report;
      return byTool['assist'];
    };
    const requests = fake.prompts().length;
    const seen = await until('all uses in the ledger', report, (assist) => assist?.requests === requests);
    const output = (seen?.output ?? 0) - foreign.output;
    assert.equal(seen?.input, input + foreign.input);
    assert.ok(output > said(false) && output <= said(false) + said(true), 'of the one that was stopped, what had come');
    assert.deepEqual(seen?.precision, { exact: 0, atLeast: 0, estimate: (seen?.input ?? 0) + (seen?.output ?? 0) });
  });

  it('records what became of each proposal, in tokens of the lines that it would add', async () => {
    const rows = () => {
      const database = new DatabaseSync(ledger, { readOnly: true });
      const all = database
        .prepare(
          `select entrypoint, outcome, accepted, dropped from hooked
           where outcome in ('accepted', 'partly', 'dropped') order by started`,
        )
        .all();
      database.close();
      return all.map((row) => Object.values(row).join(' '));
    };
    const expected = [
      'fix accepted 8 0',
      'refactor dropped 0 4',
      'refactor dropped 0 4',
      'document partly 4 4',
      'fix accepted 4 0',
      'fix dropped 0 4',
      'write-tests accepted 4 0',
      'commit-message accepted 5 0',
      'commit-message dropped 0 5',
      'fix accepted 4 0',
    ];
    const seen = await until(
      'all decisions',
      async () => rows(),
      (all) => all.length === expected.length,
    );
    assert.deepEqual(seen, expected);
  });

  it('keeps hashes of what was accepted, by session, model and branch, to tell later what stayed', async () => {
    const database = new DatabaseSync(ledger, { readOnly: true });
    const edits = database
      .prepare(`select tool, model, branch, repository, length(inserted) / 8 as lines from edit order by at`)
      .all();
    const sessions = database.prepare(`select distinct session from edit`).all();
    database.close();
    const told = edits.map(({ tool, model, branch, lines }) => [tool, model, branch, lines].join(' '));
    const one = 'assist fake-1 main 1';
    assert.deepEqual(told, ['assist fake-1 main 2', one, one, one, one]);
    assert.deepEqual([sessions.length, edits[0]?.['repository']], [1, join(place.project, '.git')]);
  });

  it('nothing else left this machine', () => assert.deepEqual(host.egress(), []));
});

interface Report {
  readonly byTool: Readonly<Record<string, { input: number; output: number; requests: number; precision: unknown }>>;
}

/** As playwright names keys. */
function keyOf(command: string): string {
  const [key = ''] = Object.entries(keys).find(([, bound]) => bound === command) ?? [];
  return key.replace('ctrl', 'Control').replace('alt', 'Alt').replace('f', 'F');
}
