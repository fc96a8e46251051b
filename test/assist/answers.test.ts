import assert from 'node:assert/strict';
import { AssistError, type AssistReason } from '../../src/assist/assistError.js';
import { codeOf, indentedLike, messageOf } from '../../src/assist/codeBlock.js';
import { readable } from '../../src/assist/readable.js';

function refused(answer: string): AssistReason | undefined {
  try {
    codeOf(answer);
    return undefined;
  } catch (error) {
    return error instanceof AssistError ? error.reason : undefined;
  }
}

describe('the code of an answer', () => {
  it('is its longest fenced block, whatever stands around it', () => {
    assert.deepEqual(codeOf('Like so:\n```sh\nnpm i\n```\nthen\n````md\nlong\n```\ninner\n```\n````\nDone.'), [
      'long',
      '```',
      'inner',
      '```',
    ]);
    assert.deepEqual(codeOf('~~~\r\na\r\n\r\nb\r\n~~~'), ['a', '', 'b']);
  });

  it('is refused by its reason where there is none, nothing, or only its first part', () => {
    assert.deepEqual(
      [refused(' \n'), refused('I cannot do that.'), refused('```ts\n```'), refused('```ts\nlet a')],
      ['empty', 'noCode', 'noCode', 'brokenOff'],
    );
  });

  it('gets the margin of the lines that it replaces, unless it has one', () => {
    const target = ['    a {', '      b', '', '    }'];
    assert.deepEqual(indentedLike(['a {', '  c', '', '}'], target), ['    a {', '      c', '', '    }']);
    assert.deepEqual(indentedLike(['  a', '  b'], target), ['  a', '  b']);
    assert.deepEqual(indentedLike(['\ta', 'b'], ['\t\tx']), ['\t\t\ta', '\t\tb']);
  });
});

describe('a commit message', () => {
  it('is the answer without fence, quotes and white space at the ends of lines', () => {
    assert.deepEqual(
      [messageOf('```\nAdd x\n\nBecause  \n```\n'), messageOf('"Add x"'), messageOf('Add "x"\r\n\r\nBody')],
      ['Add x\n\nBecause', 'Add x', 'Add "x"\n\nBody'],
    );
    assert.throws(() => messageOf('``` \n \n```'), { reason: 'empty' });
  });
});

describe('an answer to read', () => {
  it('loads nothing, holds no HTML and runs no command', () => {
    const cases = {
      '![x](https://a/?q=secret)': '!&#91;x](https://a/?q=secret)',
      '<img src="https://a">': '&lt;img src="https://a">',
      '[run](command:tallyboard.erase)': '[run](#command:tallyboard.erase)',
      '[run]( Command:x)': '[run]( #Command:x)',
      '[r]: vscode://x': '[r]: #vscode://x',
      '[r](file:///etc/passwd)': '[r](#file:///etc/passwd)',
      '[ok](https://example.org) [here](#part)': '[ok](https://example.org) [here](#part)',
      '\\` <img src=x> `': '\\` &lt;img src=x> `',
      '`open\n` <img src=x> `': '`open\n` &lt;img src=x> `',
      '- a\n  ```\n  x\n<img src=x>': '- a\n  ```\n  x\n&lt;img src=x>',
      '> ```\n<img src=x>': '> ```\n&lt;img src=x>',
    };
    for (const [answer, shown] of Object.entries(cases)) assert.equal(readable(answer), shown);
  });

  it('keeps code as it is', () => {
    const code = 'A `Array<string>` of ``a ` <b>``:\n```html\n<img src="![x]">\n```\nand 1 + 1';
    assert.equal(readable(code), code);
  });
});
