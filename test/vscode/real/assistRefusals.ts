import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { secrets } from '../../assist/guard/secrets.js';
import { Random } from '../../kit/generate/random.js';
import type { AssistWindow } from './assistWindow.js';
import { fenced, source, type Workspace } from './assistWorkspace.js';
import { type FakeAnswer, type FakeModels, fakeTokens } from './fakeModel.js';
import { driver } from './rig.js';

/** What models do not do, and what is not sent to them. */
export function assistRefusals(window: AssistWindow, fake: FakeModels, place: Workspace): void {
  const { answered, focusFile, open, press, pressFor, pressUntil, saves, sent, steer, tab, told, toldAfter } = window;

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
    await driver.runCommand(window.page, 'Tallyboard: Explain');
    const words = /Left out: \d+ lines before the code.*The window of the model has 300 tokens\./;
    await answered('Explain', (frame) => frame.getByText(words));
    const [prompt = ''] = sent();
    assert.ok(fakeTokens(prompt) <= 284 && /\(\d+ of \d+ lines left out here/.test(prompt), prompt);
    await open();
    await driver.runCommand(window.page, 'Tallyboard: Explain');
    await told(/Too long: about \d+ tokens, where the window of the model has 300\. Select less\./);
    assert.equal(sent().length, 1);
  });

  it('a secret is blocked before it is sent; removed, it is put back where the proposal keeps its line', async () => {
    const secret = secrets['aws-key'](new Random('assist'));
    const keeping = source.replace('const one = 1;', `const key = '${secret}';`);
    place.write(keeping);
    steer({ text: fenced(keeping.replace(secret, '[removed: aws-key]').replace('a - b', 'a + b')) });
    await open();
    const question = window.page.locator('.quick-input-widget:visible');
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
}
