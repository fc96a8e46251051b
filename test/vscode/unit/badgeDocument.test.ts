import assert from 'node:assert/strict';
import type { LedgerReader } from '../../../src/app/you.js';
import type { Standing } from '../../../src/core/badges/badge.js';
import { type BadgeId, badgeOf, standings } from '../../../src/core/badges/registry.js';
import { stateOf } from '../../../src/core/badges/state.js';
import type { BadgeAnswer, BadgeRow } from '../../../src/protocol/badges.js';
import type { ReportTools } from '../../../src/vscode/commands/reports.js';
import { showBadge } from '../../../src/vscode/commands/showBadge.js';
import { createWording } from '../../../src/vscode/wording.js';
import { commit, factsOf } from '../../core/badges/facts.js';
import { at, live, totals } from '../../page/harness/figures.js';
import { keptOf } from '../../page/harness/kept.js';

const zone = 'UTC';

function row(id: BadgeId, more: Partial<Standing>): BadgeRow {
  const standing = standings(factsOf({})).find((each) => each.id === id) as Standing;
  const { group, formula, tiers, rule } = badgeOf(id);
  const all = { ...standing, ...more, id };
  return { ...all, group, formula, tiers, rule, state: stateOf(all) };
}

const commits = [
  commit('2026-11-18', { id: '0123456789abcdef', repository: '/home/dev/har|bour/.git', lines: 1_200, added: 1_300 }),
  commit('2026-11-19', { id: 'other' }),
];
const answer: BadgeAnswer = {
  revision: 7,
  today: '2026-11-19',
  milestones: { total: 0, next: 1, reached: [] },
  commits,
  reviews: [
    { id: 'fedcba98765432', day: '2026-11-17' },
    { id: 'another', day: '2026-11-18' },
  ],
  badges: [
    row('doc-friend', {
      progress: 0.2,
      count: { value: 1, of: 5, unit: 'commits' },
      evidence: [{ key: 'commits', value: 1 }],
      shown: { kind: 'commits', ids: ['0123456789abcdef'] },
    }),
    row('cache-gardener', {
      progress: 0.2,
      count: { value: 2, of: 10, unit: 'days' },
      missed: { day: '2026-11-17', why: 'lowerYield' },
      shown: { kind: 'days', ids: ['2026-11-16', '2026-11-18'] },
    }),
    row('keeper', {
      reached: ['2026-11-01', '2026-11-02', '2026-11-03'],
      progress: 1,
      lacks: null,
      shown: { kind: 'sessions', ids: [live.id, 'codex:gone'] },
    }),
    row('survivor', { shown: { kind: 'sessions', ids: ['codex:gone', 'codex:gone too'] } }),
    row('reviewer', {
      count: { value: 1, of: 10, unit: 'commits' },
      lacks: null,
      shown: { kind: 'reviews', ids: ['fedcba98765432'] },
    }),
    row('honest-meter', {
      count: { value: 1, of: 13, unit: 'weeks' },
      lacks: null,
      shown: { kind: 'weeks', ids: ['2026-11-15'] },
    }),
    row('comeback', {}),
  ],
};

/** What is shown of a badge, and what the ledger was asked beside it. */
async function shown(id: BadgeId) {
  const asked: unknown[] = [];
  const told: unknown[] = [];
  const answers: Readonly<Record<string, unknown>> = {
    badges: answer,
    days: [{ day: '2026-11-16', total: 5_620_999, precision: { exact: 1, atLeast: 0, estimate: 0 } }],
    kept: keptOf(40, 30, {
      rows: [{ key: { day: '2026-11-18' }, edits: 2, lines: 40, kept: 30, aged: 0, survived: 0 }],
    } as never),
    sessions: { revision: 7, sessions: id === 'keeper' ? [{ ...live, totals: totals(1_812_450, 1) }] : [] },
  };
  const call = async (method: string, input: unknown) => {
    asked.push([method, input]);
    return answers[method];
  };
  const tools = {
    counting: { call } as unknown as LedgerReader,
    documents: { show: async (...words: unknown[]) => void told.push(words) },
    asking: () => ({ now: at, zone }),
    wording: () => createWording('en', zone, 'api'),
  } as unknown as ReportTools;
  await showBadge(tools, id);
  return { asked, told };
}

describe('what a badge counts, as a document', () => {
  it('weeks of a team: what the own share is made of, 28 days in the zone of its weeks', async () => {
    const { told, asked } = await shown('honest-meter');
    const [[, text] = []] = told as [string, string][];
    assert.equal(
      text?.split('\n\n').at(-1),
      '| 28 days to | Your AI lines | In a commit | Share |\n| :-- | --: | --: | --: |\n| Sun 15 Nov | 40 | 30 | 75% |',
    );
    const range = { since: Date.UTC(2026, 9, 19), until: Date.UTC(2026, 10, 16), zone: 'UTC' };
    assert.deepEqual(asked.at(-1), ['kept', { ...range, by: [] }]);
  });

  it('commits of others: day and id, which is all that is kept', async () => {
    const [[, text] = []] = (await shown('reviewer')).told as [string, string][];
    assert.equal(text?.split('\n\n').at(-1), '| Day | Commit |\n| :-- | :-- |\n| Tue 17 Nov | `fedcba9876` |');
  });

  it('commits: each with its repository and its AI lines, and no other', async () => {
    assert.deepEqual((await shown('doc-friend')).told, [
      [
        'Badge, Doc Friend',
        `# Doc Friend

5 commits with AI lines that change documentation.

1 of 5 commits

1 commit.

| Day | Commit | Repository | AI lines | Lines added | Lines removed |
| :-- | :-- | :-- | --: | --: | --: |
| Wed 18 Nov | \`0123456789\` | \`har\\|bour\` | 1,200 | 1,300 | 2 |`,
      ],
    ]);
  });

  it('days: of all that are counted, with what was missed', async () => {
    const { asked, told } = await shown('cache-gardener');
    const [title, text] = told[0] as readonly [string, string];
    assert.equal(title, 'Badge, Cache Gardener');
    assert.match(text, /\n\nTue 17 Nov: fewer kept lines per token than usual\.\n\n/);
    assert.match(
      text,
      /\| Day \| AI lines \| In a commit \| Tokens \|\n.+\n\| Mon 16 Nov \| 0 \| 0 \| 5,620,999 \|\n\| Wed 18 Nov \| 40 \| 30 \| 0 \|$/,
    );
    const range = { since: Date.UTC(2026, 10, 16), until: Date.UTC(2026, 10, 19), zone };
    assert.deepEqual(asked, [
      ['badges', { now: at, zone }],
      ['days', range],
      ['kept', { ...range, by: ['day'] }],
    ]);
  });

  it('sessions: those that are still told of, and how many are not', async () => {
    const { told } = await shown('keeper');
    const [, text] = told[0] as readonly [string, string];
    assert.match(text, /^# Keeper\n\n70%, 80% or 90% of the AI lines of 28 days stay, from 200 lines on\.\n\n\| Since/);
    assert.match(text, /\| Thu 19 Nov, 13:55 \| Claude Code \| 1,812,450 \|\n\n1 session is no longer told of\.$/);
    const [, gone] = (await shown('survivor')).told[0] as readonly [string, string];
    assert.match(gone, /\n\n2 sessions are no longer told of\.$/);
    assert.ok(!gone.includes('|'));
  });

  it('nothing where it counts nothing', async () => {
    assert.deepEqual((await shown('comeback')).told, []);
    assert.deepEqual((await shown('unplugged')).told, []);
  });
});
