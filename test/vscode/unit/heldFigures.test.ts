import assert from 'node:assert/strict';
import { heldFigures } from '../../../src/vscode/chat/heldFigures.js';

const [space, joiner] = ['\u2007', '\u2060'];
const held = (count: number) => joiner + space.repeat(count) + joiner;

describe('figures in a narrow chat', () => {
  it('stand below heads that are at least as wide; the rest of the answer is as it was', () => {
    const answer = (heads: string) =>
      [
        '**Today**  ',
        '| no table',
        '',
        heads,
        '| :-- | --: | --: |',
        '| Claude Code | 2,758,106 | ≥\u00a0$1.47 |',
        '| **Together** | **2,758,106** | **≥\u00a0$1.47** |',
        '',
        '- Without price: `a`.',
      ].join('\n');
    assert.equal(
      heldFigures(answer('| Tool | Tokens | Cost |')),
      answer(`| Tool${held(4)} | ${joiner}${space.repeat(3)}Tokens | ${joiner}${space.repeat(3)}Cost |`),
    );
  });

  it('leave a head alone that is wide enough, but for its breaks, also above words', () => {
    const table = (head: string) => `| Model | ${head} |\n| :-- | --: |\n| \`a\` | price unknown |`;
    assert.equal(heldFigures(table('List price')), table('List\u00a0price'));
  });

  it('do not ask for room for a name without end, and take a bar within it for a part of it', () => {
    const table = `| Model | Tokens |\n| :-- | --: |\n| \`${'x'.repeat(40)} \\| y\` | 1 |`;
    assert.equal(heldFigures(table.replace('Model', '')).split('\n')[0], `| ${held(8)} | Tokens |`);
    assert.equal(heldFigures(table).split('\n')[0], `| Model${held(3)} | Tokens |`);
  });
});
