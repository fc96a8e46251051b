import assert from 'node:assert/strict';
import type { ImportOutcome } from '../../../src/core/imported.js';
import { importFailureWords, importMarkdown } from '../../../src/vscode/documents/import.js';
import { createWording } from '../../../src/vscode/wording.js';

const wording = createWording('en', 'UTC', 'api');
const growth = {
  requests: 3,
  input: 979,
  cacheRead: 3649,
  cacheWrite5m: 649,
  cacheWrite1h: 0,
  output: 3235,
  total: 8512,
};

describe('what an import would add', () => {
  it('is a table by tool, with what is left out and why', () => {
    const counts = { requests: 9, added: 3, told: 6, known: 0, paused: 0, points: 4 };
    const outcome: ImportOutcome = {
      id: undefined,
      tools: [{ tool: 'claude-code', ...counts, growth }],
      skipped: { 'told-twice': 20 },
    };
    assert.equal(
      importMarkdown(outcome, ['/logs/a.jsonl'], wording),
      `# Tallyboard: what the files would add

- \`/logs/a.jsonl\`

| Tool | In the files | New | Told by its log | Imported before | Tokens |
| :-- | --: | --: | --: | --: | --: |
| Claude Code | 9 | 3 | 6 | 0 | +8,512 |

What a tool’s own log tells is not counted again, whichever came first. An import can be taken back.

4 points of metrics: of them counts what exceeds the requests of their session.

- Left out: 20 of a metric that counts some answers twice (Claude Code before 2.1.214)
`,
    );
  });

  it('says so where there is nothing, and names the line of a fault', () => {
    const text = importMarkdown({ id: undefined, tools: [], skipped: {} }, ['/logs/a.jsonl'], wording);
    assert.match(text, /They hold no use of a tool that is known\./);
    assert.equal(
      importFailureWords({ reason: 'unclosed', path: '/logs/a.jsonl', line: 3 }),
      'Nothing was imported. /logs/a.jsonl, line 3: what begins here does not end.',
    );
    assert.equal(
      importFailureWords({ reason: 'absent', path: '/logs/a.jsonl' }),
      'Nothing was imported. /logs/a.jsonl: there is no such file.',
    );
  });
});
