import assert from 'node:assert/strict';
import { AssistError, assistReasons } from '../../../src/assist/assistError.js';
import { cutOrder } from '../../../src/assist/prompt.js';
import { failureOf, leftOutWords } from '../../../src/vscode/assist/assistWords.js';
import { createWording } from '../../../src/vscode/wording.js';

describe('words of the assist commands', () => {
  it('tell every failure in a sentence, with a way on', () => {
    for (const reason of assistReasons) {
      const failure = failureOf(new AssistError(reason, 'detail'));
      assert.match(failure?.words ?? '', /^[A-Z].*[.?]$/, reason);
      assert.ok((failure?.ways.length ?? 0) > 0, reason);
    }
    assert.equal(failureOf(new Error('x')), undefined);
  });

  it('hold one line of what a model said, and not a page', () => {
    const words = failureOf(new AssistError('modelFailed', `${'x'.repeat(300)}\nmore.`))?.words ?? '';
    assert.equal(words, `The model failed: ${'x'.repeat(200)}….`);
  });

  it('tell what was left out, by kind, with the window', () => {
    const wording = createWording('en', 'UTC', 'api');
    assert.equal(
      leftOutWords(
        [
          { name: 'after', lines: 1, of: 9 },
          { name: 'imports', lines: 1200, of: 1200 },
        ],
        4000,
        wording,
      ),
      'Left out: 1 line after the code, 1,200 lines at the top of the file. The window of the model has 4,000 tokens.',
    );
    assert.equal(leftOutWords([], 4000, wording), undefined);
    for (const name of cutOrder) assert.match(leftOutWords([{ name, lines: 2, of: 2 }], 9, wording) ?? '', /: 2 \w+/);
  });
});
