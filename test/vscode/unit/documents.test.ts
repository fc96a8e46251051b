import assert from 'node:assert/strict';
import { code, escapeText } from '../../../src/core/markdown.js';
import { guardSums, type RuleId } from '../../../src/protocol/guard.js';
import type { Rebuilt } from '../../../src/protocol/ledger.js';
import { diagnoseMarkdown } from '../../../src/vscode/documents/diagnose.js';
import { reportMarkdown } from '../../../src/vscode/documents/report.js';
import type { UsageReport } from '../../../src/vscode/documents/usageReport.js';
import { createWording } from '../../../src/vscode/wording.js';
import { at, limit, live, nothing, settled, totals, zone } from '../../page/harness/figures.js';
import { ledgerState } from './fakeLedger.js';

const wording = createWording('en', zone, 'api');
const day = 86_400_000;
const midnight = Date.UTC(2026, 10, 18, 23);
const unpriced = totals(20, null, {
  costAtLeast: true,
  unpricedModels: ['harbour|coder'],
  precision: { exact: 0, atLeast: 20, estimate: 0 },
});
const all = totals(100, 4, {
  costAtLeast: true,
  unpricedModels: ['harbour|coder'],
  precision: { exact: 80, atLeast: 20, estimate: 0 },
});

const report: UsageReport = {
  period: '7d',
  at,
  zone,
  since: midnight - 6 * day,
  until: midnight + day,
  totals: all,
  only: {},
  byTool: [
    { key: { tool: 'claude-code' }, totals: totals(80, 4) },
    { key: { tool: 'codex' }, totals: unpriced },
  ],
  byModel: [
    { key: { model: 'claude-sonnet-5' }, totals: totals(80, 4) },
    { key: { model: 'harbour|coder' }, totals: unpriced },
  ],
  byDay: [
    { key: { day: '2026-11-19' }, totals: totals(80, 4) },
    { key: { day: '2026-11-17' }, totals: unpriced },
  ],
  window: null,
  kept: null,
  timeline: null,
  sessions: [{ ...live, start: at - day, totals: totals(80, 4) }],
  session: null,
  limits: [limit],
  sources: [
    {
      tool: 'codex',
      store: 'rollout',
      roots: [],
      files: 3,
      bytes: 9,
      records: 12,
      skipped: { malformed: 2, replay: 0 },
    },
    { tool: 'copilot-chat', store: 'session', roots: [], files: 0, bytes: 0, records: 0, skipped: {} },
  ],
  priceBook: settled.priceBook,
};

describe('report document', () => {
  it('says all that a period holds', () => {
    assert.equal(
      reportMarkdown(report, wording, 'real'),
      `# Usage: 7 days

Fri 13 Nov to Thu 19 Nov. As of Thu 19 Nov, 15:42, days of Europe/Berlin.

## ≥ 100 tokens

≥ $4.00 list price · 1 request

## Tools

| Tool | Requests | Fresh input | Read from cache | Written to cache | Output | Tokens | List price |
| :-- | --: | --: | --: | --: | --: | --: | --: |
| Claude Code | 1 | 4 | 71 | 3 | 2 | 80 | $4.00 |
| Codex | 1 | 1 | 18 | 1 | 0 | ≥ 20 | price unknown |
| **Together** | **1** | **6** | **89** | **3** | **2** | **≥ 100** | **≥ $4.00** |

## Models

| Model | Requests | Fresh input | Read from cache | Written to cache | Output | Tokens | List price |
| :-- | --: | --: | --: | --: | --: | --: | --: |
| \`claude-sonnet-5\` | 1 | 4 | 71 | 3 | 2 | 80 | $4.00 |
| \`harbour\\|coder\` | 1 | 1 | 18 | 1 | 0 | ≥ 20 | price unknown |
| **Together** | **1** | **6** | **89** | **3** | **2** | **≥ 100** | **≥ $4.00** |

## Days

| Day | Requests | Fresh input | Read from cache | Written to cache | Output | Tokens | List price |
| :-- | --: | --: | --: | --: | --: | --: | --: |
| Thu 19 Nov | 1 | 4 | 71 | 3 | 2 | 80 | $4.00 |
| Tue 17 Nov | 1 | 1 | 18 | 1 | 0 | ≥ 20 | price unknown |
| **Together** | **1** | **6** | **89** | **3** | **2** | **≥ 100** | **≥ $4.00** |

## Largest sessions

| Session, since | Requests | Fresh input | Read from cache | Written to cache | Output | Tokens | List price |
| :-- | --: | --: | --: | --: | --: | --: | --: |
| Claude Code, Wed 18 Nov, 15:42 | 1 | 4 | 71 | 3 | 2 | 80 | $4.00 |

## How it is known

| How | Tokens | Share | Tools |
| :-- | --: | --: | :-- |
| Exact: the provider’s own count | 80 | 80% | Claude Code |
| At least: some of it is not in the logs | 20 | 20% | Codex |

## Plan windows

- Claude Code: 5 h window 41% used, resets 17:20

## Prices

List price of genai-prices, dated 2026-11-14.

1 model without price: \`harbour\\|coder\`

## Sources

| Tool | Log | Files | Records | Passed over |
| :-- | :-- | --: | --: | :-- |
| Codex | rollout | 3 | 12 | 2 not readable |
`,
    );
  });

  it('calls no money a list price that is none', () => {
    const text = (sums: Partial<typeof all>) =>
      reportMarkdown({ ...report, totals: { ...all, ...sums } }, wording, 'real');
    assert.match(text({ costNano: null }), /\n\nprice unknown · 1 request\n/);
    assert.match(text({ costNano: null, reportedNano: 2e9 }), /\n\n\$2\.00 billed · 1 request\n/);
  });

  it('says so when there was no use', () => {
    const empty = { ...report, totals: nothing, byTool: [], byModel: [], byDay: [], limits: [], sources: [] };
    assert.match(reportMarkdown(empty, wording, 'real'), /\n\nNo use between Fri 13 Nov and Thu 19 Nov\.\n\n## Prices/);
    assert.match(
      reportMarkdown({ ...empty, period: 'session' }, wording, 'real'),
      /\n\nNo session in the last 7 days\.\n/,
    );
  });

  it('names the session it is about, and generated figures', () => {
    const text = reportMarkdown(
      { ...report, period: 'session', session: live, since: live.start, until: live.end + 1 },
      wording,
      'demo',
    );
    assert.match(
      text,
      /^# Usage: This session\n\n\*\*Demo data: generated, not yours\*\*\n\nClaude Code session of Thu 19 Nov, 14:55, last request 15:41\. As of/,
    );
  });
});

describe('diagnosis', () => {
  const base = {
    at,
    versions: [['Tallyboard', '0.1.0']] as const,
    settingProblems: [],
    stopped: undefined,
    demo: false,
    hooks: 'Accepted suggestions are not counted.',
    ledger: {
      state: { ...ledgerState, lastScanAt: at, problems: [{ code: 'unreadable-file', detail: '/x/y.jsonl: EACCES' }] },
      sources: [
        {
          tool: 'codex',
          store: 'rollout',
          roots: [{ path: '/home/kim/.codex', state: 'unreadable' as const }],
          files: 3,
          bytes: 9000,
          records: 12,
          skipped: { malformed: 2 },
          lastEventAt: at,
        },
      ],
      advice: [],
      guard: [],
    },
  };

  it('says in words what was passed over on disk, with its path', () => {
    const problems = [
      { code: 'link-loop', detail: '/x/round' },
      { code: 'vanished-file', detail: '/x/gone.jsonl' },
    ];
    const text = diagnoseMarkdown(
      { ...base, ledger: { ...base.ledger, state: { ...ledgerState, problems } } },
      wording,
    );
    assert.ok(
      text.includes(
        '- A link leads round in a circle and is not followed: `/x/round`\n- A file was gone before it was read: `/x/gone.jsonl`',
      ),
      text,
    );
  });

  it('says what a ledger that was rebuilt may lack', () => {
    const text = (rebuilt: Rebuilt) => {
      const state = { ...ledgerState, health: { newFormats: [], rebuilt } };
      return diagnoseMarkdown({ ...base, ledger: { state, sources: [], advice: [], guard: [] } }, wording);
    };
    const lost = 'seen in the editor alone';
    assert.ok(
      text({ at }).includes(`| Rebuilt | Thu 19 Nov. Missing is use whose logs are gone, and what was ${lost}`),
    );
    const backup = text({ at, backupAt: at - day });
    assert.ok(
      backup.includes('| Rebuilt | Thu 19 Nov, from the backup of Wed 18 Nov. Missing is use after it'),
      backup,
    );
  });

  it('has what the guard found, by kind, and no word of it where that is nothing', () => {
    const of = (rule: RuleId, found: number, redacted: number, sent: number) => ({ rule, found, redacted, sent });
    const guard = guardSums([of('email', 1, 0, 1), of('aws-key', 2, 1, 0), of('aws-key', 3, 1, 1)]);
    const text = diagnoseMarkdown({ ...base, ledger: { ...base.ledger, guard } }, wording);
    const rows = '| An AWS key | 5 | 2 | 1 |\n| An e-mail address | 1 | 0 | 1 |\n';
    assert.ok(
      text.includes(`## Guard\n\n| Kind | Found | Removed | Sent all the same |\n| :-- | --: | --: | --: |\n${rows}`),
      text,
    );
    assert.doesNotMatch(diagnoseMarkdown(base, wording), /## Guard/);
  });

  it('has sources with their places, ledger, price book, lease and versions', () => {
    const text = diagnoseMarkdown(base, wording);
    for (const part of [
      '- A file could not be read: `/x/y.jsonl: EACCES`',
      '| File | `/data/tallyboard/ledger.db` |',
      '| Size | 4,096 bytes |',
      '| Schema | 2 |',
      '| Reads the logs | this window |',
      '| Prices | genai-prices, 2026-11-14 (`0.1.8`) |',
      '### Codex · rollout\n\n3 files, 9,000 bytes, 12 records, last Thu 19 Nov, 15:42. Passed over: 2 not readable\n\n- cannot be read: `/home/kim/.codex`',
      '- Tallyboard: `0.1.0`',
    ]) {
      assert.ok(text.includes(part), `${part}\n\nis not in\n\n${text}`);
    }
  });

  it('says what would count more, and nothing where there is nothing to say', () => {
    const advice = [
      { kind: 'chat-logs' as const, tool: 'copilot-chat' },
      { kind: 'wsl' as const, tool: '' },
    ];
    const text = diagnoseMarkdown({ ...base, ledger: { ...base.ledger, advice } }, wording);
    const words = text.slice(text.indexOf('## What would'), text.indexOf('## Ledger'));
    assert.match(
      words,
      /^## What would count more, or more exactly\n\n- Copilot Chat: of some turns .*`github\.copilot\.chat\.agentDebugLog\.fileLogging\.enabled`.*\n- This is WSL\./,
    );
    assert.doesNotMatch(diagnoseMarkdown(base, wording), /would count/);
  });

  it('says that on a network each machine has its own ledger', () => {
    const [words, state] = [/\| Holds \| what this machine counted: .+ \|/, { ...ledgerState, ofOneMachine: true }];
    assert.match(diagnoseMarkdown({ ...base, ledger: { ...base.ledger, state } }, wording), words);
    assert.doesNotMatch(diagnoseMarkdown(base, wording), words);
  });

  it('says why nothing counts, also without a ledger', () => {
    const text = diagnoseMarkdown(
      { ...base, ledger: undefined, stopped: 'Why.', settingProblems: ['Which setting.'] },
      wording,
    );
    assert.match(
      text,
      /## Problems\n\n- Why\\?\.\n- Which setting\\?\.\n\n## Hooks\n\nAccepted suggestions are not counted\\?\.\n\n## Versions/,
    );
  });
});

describe('text in Markdown', () => {
  it('is shown as it is', () => {
    assert.equal(escapeText('a|b <i> [l](u) $(x) `c` *d*\ne'), 'a\\|b &lt;i&gt; \\[l\\](u) \\$(x) \\`c\\` \\*d\\* e');
    assert.equal(code('a`b``c'), '``` a`b``c ```');
    assert.equal(code('plain'), '`plain`');
  });
});
