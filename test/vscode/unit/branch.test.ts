import assert from 'node:assert/strict';
import { branchMarkdown } from '../../../src/vscode/documents/branch.js';
import { assembleBranch, type BranchReport } from '../../../src/vscode/documents/branchReport.js';
import { createWording } from '../../../src/vscode/wording.js';
import { at, live, nothing, settled, totals, zone } from '../../page/harness/figures.js';
import { keptOf } from '../../page/harness/kept.js';
import { fakeLedger } from './fakeLedger.js';

const wording = createWording('en', zone, 'api');
const facts = {
  kind: 'branch',
  name: 'quay',
  head: 'abc1234',
  folders: ['/home/kim/harbour'],
  base: 'main',
  commits: { count: 3, more: false },
  earlierNames: ['harbour'],
} as const;
const unpriced = totals(20, null, {
  costAtLeast: true,
  unpricedModels: ['x|y'],
  precision: { exact: 0, atLeast: 20, estimate: 0 },
});
const report: BranchReport = {
  name: 'quay',
  at,
  facts,
  totals: totals(100, 4, {
    costAtLeast: true,
    unpricedModels: ['x|y'],
    precision: { exact: 80, atLeast: 20, estimate: 0 },
  }),
  byTool: [
    { key: { tool: 'claude-code' }, totals: totals(80, 4) },
    { key: { tool: 'codex' }, totals: unpriced },
  ],
  byModel: [
    { key: { model: 'claude-sonnet-5' }, totals: totals(80, 4) },
    { key: { model: 'x|y' }, totals: unpriced },
  ],
  sessions: new Map([
    ['claude-code', 2],
    ['codex', 1],
  ]),
  days: ['2026-11-17', '2026-11-19'],
  unplaced: [{ key: { tool: 'copilot-chat' }, totals: totals(50, 1) }],
  kept: keptOf(140, 115),
  priceBook: settled.priceBook,
};

describe('report of a branch', () => {
  it('says all that it holds', () => {
    assert.equal(
      branchMarkdown(report, wording, 'real'),
      `## AI use on \`quay\`

**≥ 100 tokens** · ≥ $4.00 list price · 3 sessions · 3 commits since \`main\`

2026-11-17 to 2026-11-19

Kept so far: **82% ±8** of 140 AI lines, covers 73% of AI-written changes. Reconstructed from git history.

| Tool | Sessions | Requests | Tokens | List price |
| :-- | --: | --: | --: | --: |
| Claude Code | 2 | 1 | 80 | $4.00 |
| Codex | 1 | 1 | ≥ 20 | price unknown |

| Model | Requests | Tokens | List price |
| :-- | --: | --: | --: |
| \`claude-sonnet-5\` | 1 | 80 | $4.00 |
| \`x\\|y\` | 1 | ≥ 20 | price unknown |

- Use under its earlier name is counted too: \`harbour\`.
- Not counted: 50 tokens of Copilot Chat in this folder at that time, which tell no branch.
- ≥ at least: some of it is not in the logs.
- Without price: \`x\\|y\`.
- List price of \`genai-prices\`, dated 2026-11-14. Counted by Tallyboard from the tools’ own logs.
`,
    );
  });

  it('says so when there was no use, and tells no commits where git tells no base', () => {
    const empty = { ...report, totals: nothing, byTool: [], byModel: [], days: undefined, unplaced: [] };
    assert.match(
      branchMarkdown(empty, wording, 'demo'),
      /^## AI use on `quay`\n\n\*\*Demo data.*\*\*\n\nNo use is recorded for this branch\. 3 commits since `main`\n/,
    );
    assert.doesNotMatch(
      branchMarkdown({ ...report, facts: { ...facts, base: null, commits: null } }, wording, 'real'),
      /commit/,
    );
    const many = branchMarkdown(
      { ...report, facts: { ...facts, commits: { count: 10_000, more: true } } },
      wording,
      'real',
    );
    assert.match(many, /≥ 10,000 commits since/);
  });

  it('asks for the branch under all its names, and for what tells no branch while it was worked on', async () => {
    const ledger = fakeLedger();
    const asking = {
      now: at,
      zone,
      folders: [],
      windowSince: 0,
      editorSession: 'm1-ab',
      branch: null,
      restricted: false,
    };
    const made = await assembleBranch(ledger, asking, { name: 'quay', folders: [live.project], facts });
    const asked = ledger.asked
      .filter(({ method }) => method === 'usage')
      .map(({ input }) => input as { branches: string[] });
    assert.deepEqual(
      asked.map(({ branches }) => branches),
      [['quay', 'harbour'], ['quay', 'harbour'], ['quay', 'harbour'], ['']],
    );
    assert.deepEqual(
      [asked[3], made.sessions],
      [
        { zone, folders: [live.project], branches: [''], since: live.start, until: live.end + 1, by: ['tool'] },
        new Map([[live.tool, 1]]),
      ],
    );
  });

  it('says so where git is still being asked', () => {
    const text = (kept: BranchReport['kept']) => branchMarkdown({ ...report, kept, keptLater: true }, wording, 'real');
    const later = 'Git is still being asked: newer figures are in the next report.';
    assert.ok(text(report.kept).includes(`Reconstructed from git history. ${later}`));
    assert.ok(text(keptOf(0, 0, { coverage: { seen: 0, escaped: 0 } })).includes(`\n\n${later}\n\n`));
  });

  it('names what stayed by model where there are several; of few lines no share', () => {
    const row = (model: string, lines: number, kept: number) => ({
      ...{ key: { model }, edits: 2, lines, kept },
      ...{ aged: 0, survived: 0 },
    });
    const rows = [row('small-1', 40, 30), row('claude-sonnet-5', 100, 85)];
    const text = (kept: BranchReport['kept']) => branchMarkdown({ ...report, kept }, wording, 'real');
    const head = '| Model | Edits | AI lines | In a commit | Kept |';
    assert.ok(
      text({ ...report.kept, rows }).includes(
        `${head}\n| :-- | --: | --: | --: | --: |\n| \`claude-sonnet-5\` | 2 | 100 | 85 | 85% ±8 |\n| \`small-1\` | 2 | 40 | 30 | – |`,
      ),
    );
    assert.equal(text({ ...report.kept, rows: rows.slice(1) }).includes(head), false);
  });

  it('calls nobody where it is pasted', () => {
    const named = { ...report, priceBook: { ...settled.priceBook, source: '@maker/prices' } };
    assert.match(branchMarkdown(named, wording, 'real'), /`@maker\/prices`/);
  });

  it('holds no path and no session', () => {
    const text = branchMarkdown(report, wording, 'real');
    for (const secret of ['/home/kim', live.id, 'abc1234']) assert.ok(!text.includes(secret), secret);
  });
});
