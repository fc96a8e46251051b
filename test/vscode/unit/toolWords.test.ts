import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { toolWords as ofCli } from '../../../src/cli/toolWords.js';
import { toolWords } from '../../../src/vscode/toolWords.js';

describe('names of tools', () => {
  it('are those of the products, of hooked use, and of the extension that reported', () => {
    for (const words of [toolWords, ofCli])
      assert.deepEqual(['codex', 'assist', 'inline', 'hooked', 'reported:maker.helper', 'new-tool'].map(words), [
        'Codex',
        'Assist commands',
        'Inline suggestions',
        'Hooked commands',
        'Reported by maker.helper',
        'new-tool',
      ]);
  });
});
