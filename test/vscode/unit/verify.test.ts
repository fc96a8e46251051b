import assert from 'node:assert/strict';
import type { VerifyRow } from '../../../src/core/verify.js';
import { verifyMarkdown } from '../../../src/vscode/documents/verify.js';
import { createWording } from '../../../src/vscode/wording.js';

const wording = createWording('en', 'UTC', 'api');
const row = (session: string, difference: number, name: VerifyRow['class'], line?: number): VerifyRow => ({
  tool: 'codex',
  session,
  ours: 1000,
  theirs: 1000 - difference,
  difference,
  class: name,
  records: line === undefined ? [] : [{ path: '/logs/a.jsonl', line }],
});

describe('verification document', () => {
  it('has what is not explained first, and the lines', () => {
    const rows = [row('codex:a', 0, 'equal'), row('codex:b', -1200, 'fork', 3), row('codex:c', 7, 'unexplained')];
    assert.equal(
      verifyMarkdown({ rows, unexplained: 7 }, wording, 'real'),
      `# Tallyboard: verification

Our sums, held against the sums that the tools keep themselves.

| Tool | Sessions | Equal | Different | Tokens not explained |
| :-- | --: | --: | --: | --: |
| Codex | 3 | 1 | 2 | 7 |

7 tokens are not explained.

## Differences

| Session | Ours | Theirs | Difference | Reason |
| :-- | --: | --: | --: | :-- |
| \`codex:c\` | 1,000 | 993 | +7 | not explained |
| \`codex:b\` | 1,000 | 2,200 | -1,200 | the tool’s sum holds what was taken over from another session |

## Lines that show it

- \`codex:b\`: \`/logs/a.jsonl:3\`
`,
    );
  });

  it('names at most two hundred, and says how many more there are', () => {
    const rows = Array.from({ length: 203 }, (_, index) => row(`codex:${index}`, 1 + index, 'reset'));
    const text = verifyMarkdown({ rows, unexplained: 0 }, wording, 'demo');
    assert.match(text, /\n3 more differences\n/);
    assert.equal(text.match(/\| `codex:/g)?.length, 200);
    assert.match(text, /Nothing is unexplained\./);
  });

  it('says so where no tool tells sums', () => {
    assert.match(
      verifyMarkdown({ rows: [], unexplained: 0 }, wording, 'real'),
      /No tool here keeps totals of its own\./,
    );
  });
});
