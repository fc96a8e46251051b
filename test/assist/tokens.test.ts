import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { tokensOf } from '../../src/assist/tokens.js';

describe('tokens of a text', () => {
  // Counts of OpenAI's own tokenizer for o200k_base.
  for (const [text, count] of [
    ['', 0],
    ['hello world', 2],
    ['Grüße aus Köln', 5],
  ] as const)
    it(`counts ${count} in ${JSON.stringify(text)}`, () => assert.equal(tokensOf(text), count));

  it('takes the words of special tokens as text', () => assert.ok(tokensOf('a <|endoftext|> b') > 5));

  it('a text is never fewer tokens than its half', () => {
    const text = 'const total = counts.reduce((sum, each) => sum + each, 0);\n'.repeat(200);
    assert.ok(tokensOf(text) > tokensOf(text.slice(0, text.length / 2)));
  });
});
