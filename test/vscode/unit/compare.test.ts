import assert from 'node:assert/strict';
import { compareMarkdown } from '../../../src/vscode/documents/compare.js';
import { assembleComparison, type Comparison } from '../../../src/vscode/documents/comparison.js';
import { createWording } from '../../../src/vscode/wording.js';
import { at, nothing, settled, totals, zone } from '../../page/harness/figures.js';
import { fakeLedger } from './fakeLedger.js';

const wording = createWording('en', zone, 'api');
const midnight = Date.UTC(2026, 10, 18, 23);
const day = 86_400_000;
const pair = {
  now: { since: midnight - 3 * day, until: midnight + day },
  before: { since: midnight - 10 * day, until: midnight - 7 * day + 15 * 3_600_000 },
};
const unpriced = totals(30, null, {
  costAtLeast: true,
  unpricedModels: ['x|y'],
  precision: { exact: 0, atLeast: 30, estimate: 0 },
});
const comparison: Comparison = {
  pair,
  at,
  zone,
  now: {
    totals: totals(130, 5, {
      costAtLeast: true,
      unpricedModels: ['x|y'],
      precision: { exact: 100, atLeast: 30, estimate: 0 },
    }),
    sessions: 2,
    byTool: [
      { key: { tool: 'claude-code' }, totals: totals(100, 5) },
      { key: { tool: 'codex' }, totals: unpriced },
    ],
    byModel: [{ key: { model: 'claude-sonnet-5' }, totals: totals(100, 5) }],
  },
  before: {
    totals: totals(100, 4),
    sessions: 4,
    byTool: [{ key: { tool: 'claude-code' }, totals: totals(100, 4) }],
    byModel: [{ key: { model: 'claude-opus-5' }, totals: totals(100, 4) }],
  },
  priceBook: settled.priceBook,
};

describe('comparison document', () => {
  it('says in words what changed, with the marks of its figures', () => {
    assert.equal(
      compareMarkdown(comparison, wording, 'real').replaceAll('\u00a0', ' '),
      `# Usage compared

Now: 2026-11-16 to 2026-11-19  
Before: 2026-11-09 to 2026-11-12, until 15:00  
As of Thu 19 Nov, 15:42, days of Europe/Berlin.

## ≥ 130 tokens

At least 30% more than before

|  | Now | Before | Change |
| :-- | --: | --: | :-- |
| Tokens | ≥ 130 | 100 | at least 30% more than before |
| List price | ≥ $5.00 | $4.00 | at least 25% more than before |
| Requests | 1 | 1 | the same as before |
| Sessions | 2 | 4 | 50% less than before |

## Tools

| Tool | Now | Before | Change | List price now | List price before |
| :-- | --: | --: | :-- | --: | --: |
| Claude Code | 100 | 100 | the same as before | $5.00 | $4.00 |
| Codex | ≥ 30 | 0 | none before | price unknown | – |

## Models

| Model | Now | Before | Change | List price now | List price before |
| :-- | --: | --: | :-- | --: | --: |
| \`claude-sonnet-5\` | 100 | 0 | none before | $5.00 | – |
| \`claude-opus-5\` | 0 | 100 | none now | – | $4.00 |

- ≥ at least: some of it is not in the logs.
- Without price: \`x\\|y\`.
- List price of genai-prices, dated 2026-11-14.
`,
    );
  });

  it('compares no price with none', () => {
    const empty = { totals: nothing, sessions: 0, byTool: [], byModel: [] };
    const text = compareMarkdown(
      { ...comparison, before: empty, now: { ...comparison.now, totals: unpriced } },
      wording,
      'real',
    );
    assert.match(text, /\| List price \| price unknown \| \$0\.00 \| price unknown \|/);
    const none = compareMarkdown({ ...comparison, before: empty, now: empty }, wording, 'demo');
    assert.match(none, /Demo data.*\n[^#]*## 0 tokens\n\nNone in either\n/);
  });

  it('asks for both periods alike', async () => {
    const ledger = fakeLedger();
    const made = await assembleComparison(ledger, { now: at, zone }, pair);
    const asked = ledger.asked.filter(({ method }) => method === 'usage').map(({ input }) => input);
    assert.deepEqual(asked, [
      { ...pair.now, zone, by: ['tool'] },
      { ...pair.now, zone, by: ['model'] },
      { ...pair.before, zone, by: ['tool'] },
      { ...pair.before, zone, by: ['model'] },
    ]);
    assert.deepEqual([made.now.totals.total, made.before.totals.total], [100, 100]);
  });
});
