import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { assembleInsights } from '../../../src/app/page.js';
import type { LedgerReader } from '../../../src/app/you.js';
import type { Insight } from '../../../src/core/insights/rows.js';
import { insightRows } from '../../../src/core/insights/rows.js';
import type { InsightTurn } from '../../../src/core/insights/turns.js';
import type { InsightsAnswer } from '../../../src/protocol/insights.js';
import type { ReportTools } from '../../../src/vscode/commands/reports.js';
import { showInsight } from '../../../src/vscode/commands/showInsight.js';
import { createWording } from '../../../src/vscode/wording.js';
import { at, live, minute } from '../../page/harness/figures.js';

const zone = 'Europe/Berlin';
const found = (session: string, first: number, costNano: number | null, more: Partial<Insight> = {}): Insight => ({
  kind: 'cache-break',
  session,
  first,
  last: first,
  requests: 1,
  tokens: 30_000,
  costNano,
  start: at - (40 - first) * minute,
  end: at - (40 - first) * minute,
  of: 41,
  ...more,
});
const rows = insightRows([
  found(live.id, 30, 100_000_000),
  found(live.id, 11, 110_000_000),
  found('codex:dismissed', 4, 900_000_000),
  found('codex:gone', 4, 800_000_000),
  found('codex:dear', 4, 700_000_000),
  found('codex:storm', 3, null, { kind: 'retry-storm', last: 9, requests: 7 }),
]).map((row) => ({ ...row, dismissed: row.session === 'codex:dismissed', right: null }));
const answer: InsightsAnswer = { revision: 9, rows };
const turn = (number: number, counted: boolean, more: Partial<InsightTurn> = {}): InsightTurn => ({
  number,
  at: at - (41 - number) * minute,
  model: 'claude-opus-4-8',
  agent: '',
  counts: { input: 5, cacheRead: 1_000, cacheWrite5m: 29_000, cacheWrite1h: 500, output: 90, reasoning: 0 },
  costNano: 120_000_000,
  counted,
  ...more,
});

function reader(turns: InsightsAnswer['turns'] = []): LedgerReader {
  const known = [live, ...['dear', 'storm'].map((name) => ({ ...live, id: `codex:${name}`, tool: 'codex' }))];
  const answers: Readonly<Record<string, (input: { sessions: readonly string[] }) => unknown>> = {
    insights: () => ({ ...answer, turns }),
    sessions: ({ sessions }) => ({ revision: 9, sessions: known.filter(({ id }) => sessions.includes(id)) }),
  };
  return { call: async (method: string, input: never) => answers[method]?.(input) } as unknown as LedgerReader;
}

async function shown(id: string, turns?: InsightsAnswer['turns']) {
  const told: (readonly string[])[] = [];
  await showInsight(
    {
      counting: reader(turns),
      documents: { show: async (...words: string[]) => void told.push(words) },
      asking: () => ({ now: at, zone }),
      wording: () => createWording('en', zone, 'api'),
    } as unknown as ReportTools,
    id,
  );
  return told;
}

describe('a finding, as a document', () => {
  it('has its session, its rule, what avoids it, and every moment; the moments come to its sum', async () => {
    const [[title, text] = []] = await shown(`cache-break ${live.id}`);
    assert.equal(title, 'Worth a look, Cache paid for again');
    assert.equal(
      text,
      `# Cache paid for again, 2 times

Claude Code · \`/home/kim/src/payments-api\` · since Thu 19 Nov, 14:55 · \`${live.id}\`

60,000 tokens need not have been used, or not at this price. \\$0.21 too much.

**Instead**: Reply before the cache expires, and keep instructions and tools unchanged during a session.

| Began | Requests of the session | Meant | Tokens | List price |
| :-- | :-- | --: | --: | --: |
| Thu 19 Nov, 15:13 | 12 of 41 | 1 | 30,000 | $0.11 |
| Thu 19 Nov, 15:32 | 31 of 41 | 1 | 30,000 | $0.10 |

How it is found: A request was given at least 80% as much as the one before, but read less than 20% of what was cached.`,
    );
    const [[, storm] = []] = await shown('retry-storm codex:storm');
    assert.match(storm ?? '', /at this price\. What they cost too much is not known\./);
  });

  it('has every request that it counts once, and the one before to compare with', async () => {
    const moments = [
      [turn(11, false), turn(12, true)],
      [turn(12, false), turn(13, true, { costNano: null })],
    ];
    const [[, text = ''] = []] = await shown(`cache-break ${live.id}`, moments);
    assert.equal(
      text.slice(text.indexOf('## ')),
      `## The requests

Marked ones are counted. The one before them is there to be compared with.

| Request | When | Model | Input | Cache read | Cache write | Output | List price |
| :-- | :-- | :-- | --: | --: | --: | --: | --: |
| 11 | Thu 19 Nov, 15:12 | \`claude-opus-4-8\` | 5 | 1,000 | 29,500 | 90 | $0.12 |
| **12** ● | Thu 19 Nov, 15:13 | \`claude-opus-4-8\` | 5 | 1,000 | 29,500 | 90 | $0.12 |
| **13** ● | Thu 19 Nov, 15:14 | \`claude-opus-4-8\` | 5 | 1,000 | 29,500 | 90 | price unknown |`,
    );
    const [[, agents = ''] = []] = await shown(`cache-break ${live.id}`, [[turn(1, true, { agent: 'explore|x' })]]);
    assert.match(agents, /^\| \*\*1\*\* ● \| [^|]+ \| `claude-opus-4-8` \| `explore\\\|x` \| 5 \|/m);
  });

  it('says how many more there are where they are too many for a document', async () => {
    const many = Array.from({ length: 450 }, (_, index) => turn(index + 1, true));
    const [[, text = ''] = []] = await shown(`cache-break ${live.id}`, [many]);
    assert.deepEqual([text.match(/ ● /g)?.length, text.includes('**401**')], [400, false]);
    assert.match(text, /\n50 more: tallyboard report --insights --turns tells them all\.$/);
  });

  it('opens nothing where it, or its session, is told no more', async () => {
    assert.deepEqual([await shown('cache-break codex:other'), await shown('cache-break codex:gone')], [[], []]);
  });
});

describe('what the page is told of findings', () => {
  const told = async (tool: string | null, of: LedgerReader = reader()) => {
    const { shown, more } = await assembleInsights(of, { now: at, zone }, tool);
    return { shown: shown.map(({ id, times, first, last, of }) => [id, times, first, last, of]), more };
  };

  it('is those that are not dismissed, the dearest first; a session that is gone is left out', async () => {
    assert.deepEqual(await told(null), {
      shown: [
        ['cache-break codex:dear', 1, 5, 5, 41],
        [`cache-break ${live.id}`, 2, 12, 31, 41],
        ['retry-storm codex:storm', 1, 4, 10, 41],
      ],
      more: 0,
    });
  });

  it('is the thirty dearest where there are more, and how many others there are', async () => {
    const sessions = Array.from({ length: 32 }, (_, index) => ({ ...live, id: `codex:${index}`, tool: 'codex' }));
    const many = insightRows(sessions.map(({ id }, index) => found(id, 4, 1_000_000 * (index + 1))));
    const answers: Readonly<Record<string, unknown>> = {
      insights: { revision: 9, rows: many.map((row) => ({ ...row, dismissed: false, right: null })) },
      sessions: { revision: 9, sessions },
    };
    const { shown, more } = await told(null, {
      call: async (method: string) => answers[method],
    } as unknown as LedgerReader);
    assert.deepEqual(
      [shown.length, shown[0]?.[0], shown[29]?.[0], more],
      [30, 'cache-break codex:31', 'cache-break codex:2', 2],
    );
  });

  it('of one tool those of its sessions alone', async () => {
    assert.deepEqual(await told('claude-code'), {
      shown: [[`cache-break ${live.id}`, 2, 12, 31, 41]],
      more: 0,
    });
  });
});
