import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { assembleInsights } from '../../../src/app/page.js';
import type { LedgerReader } from '../../../src/app/you.js';
import type { Insight } from '../../../src/core/insights/rows.js';
import { insightRows } from '../../../src/core/insights/rows.js';
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

function reader(): LedgerReader {
  const known = [live, ...['dear', 'storm'].map((name) => ({ ...live, id: `codex:${name}`, tool: 'codex' }))];
  const answers: Readonly<Record<string, (input: { sessions: readonly string[] }) => unknown>> = {
    insights: () => answer,
    sessions: ({ sessions }) => ({ revision: 9, sessions: known.filter(({ id }) => sessions.includes(id)) }),
  };
  return { call: async (method: string, input: never) => answers[method]?.(input) } as unknown as LedgerReader;
}

async function shown(id: string) {
  const told: (readonly string[])[] = [];
  await showInsight(
    {
      counting: reader(),
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

**Instead**: Go on within the cache’s life; leave instructions and tools as they are within a session.

| Began | Requests of the session | Meant | Tokens | List price |
| :-- | :-- | --: | --: | --: |
| Thu 19 Nov, 15:13 | 12 of 41 | 1 | 30,000 | $0.11 |
| Thu 19 Nov, 15:32 | 31 of 41 | 1 | 30,000 | $0.10 |

How it is found: A request was given at least 80 % as much as the one before, but read less than 20 % of what was cached.`,
    );
    const [[, storm] = []] = await shown('retry-storm codex:storm');
    assert.match(storm ?? '', /at this price\. What they cost too much is not known\./);
  });

  it('opens nothing where it, or its session, is told no more', async () => {
    assert.deepEqual([await shown('cache-break codex:other'), await shown('cache-break codex:gone')], [[], []]);
  });
});

describe('what the page is told of findings', () => {
  const told = async (tool: string | null) => {
    const { shown, more } = await assembleInsights(reader(), { now: at, zone }, tool);
    return { shown: shown.map(({ id, times, first, last, of }) => [id, times, first, last, of]), more };
  };

  it('is the three dearest that are not dismissed, and how many others there are; a session that is gone is left out', async () => {
    assert.deepEqual(await told(null), {
      shown: [
        ['cache-break codex:dear', 1, 5, 5, 41],
        [`cache-break ${live.id}`, 2, 12, 31, 41],
      ],
      more: 1,
    });
  });

  it('of one tool those of its sessions alone', async () => {
    assert.deepEqual(await told('claude-code'), {
      shown: [[`cache-break ${live.id}`, 2, 12, 31, 41]],
      more: 0,
    });
  });
});
