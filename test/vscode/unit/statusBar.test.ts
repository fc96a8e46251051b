import assert from 'node:assert/strict';
import { escapeText } from '../../../src/core/markdown.js';
import type { YouData } from '../../../src/protocol/page.js';
import { firstView, type Painted } from '../../../src/vscode/statusBar/firstPaint.js';
import { hoverCommands } from '../../../src/vscode/statusBar/hover.js';
import { isSettled, type StatusState } from '../../../src/vscode/statusBar/state.js';
import { statusView } from '../../../src/vscode/statusBar/view.js';
import { createWording } from '../../../src/vscode/wording.js';
import { budgets } from '../../page/harness/budgets.js';
import {
  at,
  idle,
  limit,
  live,
  minute,
  month,
  of,
  session,
  settled,
  today,
  totals,
  zone,
} from '../../page/harness/figures.js';

const base: StatusState = {
  now: at,
  shows: 'tokens',
  period: 'today',
  plan: 'api',
  dataKind: 'real',
  data: today,
  progress: idle,
  stopped: undefined,
};

function view(change: Partial<StatusState>) {
  const state = { ...base, ...change };
  return statusView(state, createWording('en', zone, state.plan));
}

function known(exact: number, atLeast: number, estimate: number): YouData {
  const precision = { exact, atLeast, estimate };
  return { ...today, totals: { ...today.totals, precision } };
}

const { live: _live, ...notLive } = today.now;
const withoutSession: YouData = { ...today, now: { ...notLive, live: null, limits: [] } };
const { contextWindow: _window, ...windowUntold } = live;
const { context: _context, ...contextUntold } = windowUntold;
const withSession = (row: YouData['now']['live']): YouData => ({ ...today, now: { ...today.now, live: row } });
const withLimits = (...limits: YouData['now']['limits'][number][]): YouData => ({
  ...today,
  now: { ...today.now, limits },
});
const reading = {
  ...idle,
  phase: 'reading',
  filesDone: 275,
  filesTotal: 453,
  bytesDone: 610,
  bytesTotal: 1000,
} as const;
const firstReading: YouData = { ...today, state: { ...settled, ready: false, progress: reading } };
const paused: YouData = { ...today, state: { ...settled, paused: { since: at - minute } } };
const noTool: YouData = { ...of('today', totals(0, 0), []), state: { ...settled, toolsFound: [] } };

const withBudget = (budget: NonNullable<YouData['budget']>): YouData => ({ ...today, budget });

/** State, text, spoken label. */
const cases: readonly (readonly [name: string, change: Partial<StatusState>, text: string, spoken: string])[] = [
  ['tokens of today', {}, '$(tallyboard-mark) 5.62M', 'Tallyboard: 5,620,999 tokens today, exact, 4.32 dollars.'],
  [
    'a budget under 80%: no word in the text',
    { data: withBudget(budgets.november) },
    '$(tallyboard-mark) 5.62M',
    'Tallyboard: 5,620,999 tokens today, exact, 4.32 dollars. 50% of the November budget.',
  ],
  [
    'a budget from 80%',
    { data: withBudget(budgets.near) },
    '$(tallyboard-mark) 5.62M · 81%',
    'Tallyboard: 5,620,999 tokens today, exact, 4.32 dollars. 81% of the November budget.',
  ],
  [
    'a budget from 100%',
    { data: withBudget(budgets.over), warns: true },
    '$(tallyboard-mark) 5.62M · 119%',
    'Tallyboard: 5,620,999 tokens today, exact, 4.32 dollars. 119% of the November budget.',
  ],
  [
    'a budget with models without price',
    { data: withBudget(budgets.atLeast) },
    '$(tallyboard-mark) 5.62M · ≥ 81%',
    'Tallyboard: 5,620,999 tokens today, exact, 4.32 dollars. At least 81% of the November budget.',
  ],
  [
    'a budget while counting is paused',
    { data: { ...paused, budget: budgets.near } },
    '$(debug-pause) 5.62M',
    'Tallyboard: counting is paused. 5,620,999 tokens today, exact, 4.32 dollars. 81% of the November budget.',
  ],
  [
    'a budget of a plan window that no tool tells of',
    { data: { ...today, budget: null } },
    '$(tallyboard-mark) 5.62M',
    'Tallyboard: 5,620,999 tokens today, exact, 4.32 dollars.',
  ],
  [
    'tokens of the session',
    { period: 'session', data: session },
    '$(tallyboard-mark) 3.13M',
    'Tallyboard: 3,131,200 tokens this session, exact, 2.78 dollars.',
  ],
  [
    'list price',
    { shows: 'listPrice' },
    '$(tallyboard-mark) $4.32',
    'Tallyboard: 5,620,999 tokens today, exact, 4.32 dollars.',
  ],
  [
    'list price, a model without one',
    { shows: 'listPrice', data: { ...month, period: 'today' } },
    '$(tallyboard-mark) ≥ $94.41',
    'Tallyboard: 123,597,548 tokens today, exact, at least 94.41 dollars.',
  ],
  [
    'list price, none known',
    { shows: 'listPrice', data: of('today', totals(2_713_000, null, { costAtLeast: true }), []) },
    '$(tallyboard-mark) price unknown',
    'Tallyboard: 2,713,000 tokens today, exact, price unknown.',
  ],
  [
    'list price, none known but billed by the tool',
    { shows: 'listPrice', data: of('today', totals(2_713_000, null, { reportedNano: 310_000_000 }), []) },
    '$(tallyboard-mark) $0.31 billed',
    'Tallyboard: 2,713,000 tokens today, exact, 0.31 dollars billed.',
  ],
  [
    'context fill',
    { shows: 'context' },
    '$(tallyboard-mark) ctx 62%',
    'Tallyboard: 5,620,999 tokens today, exact, 4.32 dollars. Context 62% full.',
  ],
  [
    'context, window of unknown size',
    { shows: 'context', data: withSession(windowUntold) },
    '$(tallyboard-mark) ctx 124K',
    'Tallyboard: 5,620,999 tokens today, exact, 4.32 dollars. Context 124K tokens.',
  ],
  [
    'context not told: the tokens',
    { shows: 'context', data: withSession(contextUntold) },
    '$(tallyboard-mark) 5.62M',
    'Tallyboard: 5,620,999 tokens today, exact, 4.32 dollars.',
  ],
  [
    'context without a live session: the tokens',
    { shows: 'context', data: withoutSession },
    '$(tallyboard-mark) 5.62M',
    'Tallyboard: 5,620,999 tokens today, exact, 4.32 dollars.',
  ],
  [
    'plan window',
    { shows: 'planWindow' },
    '$(tallyboard-mark) 5h 41%',
    'Tallyboard: 5,620,999 tokens today, exact, 4.32 dollars. 5 h window 41% used, resets 17:20.',
  ],
  [
    'plan window: the shortest of the live tool',
    {
      shows: 'planWindow',
      data: withLimits(
        { ...limit, window: 'weekly', usedPercent: 70 },
        { ...limit, tool: 'codex', usedPercent: 9, at },
        limit,
      ),
    },
    '$(tallyboard-mark) 5h 41%',
    'Tallyboard: 5,620,999 tokens today, exact, 4.32 dollars. 5 h window 41% used, resets 17:20.',
  ],
  [
    'plan window not told: the tokens',
    { shows: 'planWindow', data: withoutSession },
    '$(tallyboard-mark) 5.62M',
    'Tallyboard: 5,620,999 tokens today, exact, 4.32 dollars.',
  ],
  [
    'plan window reset since: the tokens',
    { shows: 'planWindow', data: withLimits({ ...limit, resetsAt: at - minute }) },
    '$(tallyboard-mark) 5.62M',
    'Tallyboard: 5,620,999 tokens today, exact, 4.32 dollars.',
  ],
  [
    'at least',
    { data: known(5_366_999, 254_000, 0) },
    '$(tallyboard-mark) ≥ 5.62M',
    'Tallyboard: at least 5,620,999 tokens today, 4.32 dollars.',
  ],
  [
    'estimate inside',
    { data: known(5_366_999, 100_000, 154_000) },
    '$(tallyboard-mark) ≈ 5.62M',
    'Tallyboard: about 5,620,999 tokens today, 4.32 dollars.',
  ],
  [
    'less than one per cent estimated: no mark',
    { data: known(5_600_999, 0, 20_000) },
    '$(tallyboard-mark) 5.62M',
    'Tallyboard: 5,620,999 tokens today, exact, 4.32 dollars.',
  ],
  ['first reading', { data: firstReading, progress: reading }, '$(sync~spin) 61%', 'Tallyboard: reading logs, 61%.'],
  [
    'first reading, before any answer',
    { data: null, progress: reading },
    '$(sync~spin) 61%',
    'Tallyboard: reading logs, 61%.',
  ],
  [
    'nothing known yet',
    { data: null, progress: null },
    '$(tallyboard-mark) …',
    'Tallyboard: figures are on their way.',
  ],
  [
    'paused',
    { data: paused },
    '$(debug-pause) 5.62M',
    'Tallyboard: counting is paused. 5,620,999 tokens today, exact, 4.32 dollars.',
  ],
  [
    'error',
    { stopped: 'crashed' },
    '$(warning) 5.62M',
    'Tallyboard: counting stopped. 5,620,999 tokens today, exact, 4.32 dollars.',
  ],
  ['error, nothing known', { stopped: 'no-sqlite', data: null }, '$(warning) –', 'Tallyboard: counting stopped.'],
  ['no tool or logs', { data: noTool }, '$(tallyboard-mark) –', 'Tallyboard: no AI tool found yet.'],
  [
    'a tool, but no use today',
    { data: of('today', totals(0, 0), []) },
    '$(tallyboard-mark) 0',
    'Tallyboard: 0 tokens today, exact, 0.00 dollars.',
  ],
];

describe('status bar item', () => {
  for (const [name, change, text, spoken] of cases) {
    it(`says: ${name}`, () => {
      const shown = view(change);
      assert.deepEqual({ text: shown.text, spoken: shown.spoken }, { text, spoken });
    });
  }
});

describe('first paint', () => {
  const painted: Painted = { view: { text: 'a', hover: 'b', spoken: 'c' }, until: at, made: 'settings' };

  it('is what was shown last, while that holds', () => {
    assert.deepEqual(firstView(painted, 'settings', at - 1), painted.view);
  });

  it('is a sign of waiting on a new day, with other settings, and on the first start', () => {
    const waiting = '$(tallyboard-mark) …';
    const views = [
      firstView(painted, 'settings', at),
      firstView(painted, 'other', at - 1),
      firstView(null, 'settings', at),
    ];
    assert.deepEqual(
      views.map(({ text }) => text),
      [waiting, waiting, waiting],
    );
  });

  it('is not kept of what will have passed by then', () => {
    const kept = cases.filter(([, change]) => !isSettled({ ...base, ...change })).map(([name]) => name);
    assert.deepEqual(kept, [
      'first reading',
      'first reading, before any answer',
      'nothing known yet',
      'error',
      'error, nothing known',
    ]);
  });
});

describe('hover of the status bar item', () => {
  it('has headline, table, sum, session, plan window and links', () => {
    const asOf = withLimits({ ...limit, at: at - 40 * minute });
    assert.equal(
      view({ data: { ...asOf, byTool: today.byTool.slice(0, 3) } }).hover,
      [
        '**5,620,999 tokens today** · $(check) exact',
        '',
        '| Tool | &nbsp;&nbsp;&nbsp;Tokens | &nbsp;&nbsp;&nbsp;Cost |',
        '|:--|--:|--:|',
        `| ${key('charts-purple')}&nbsp;&nbsp;Claude Code | &nbsp;&nbsp;&nbsp;3.85M | &nbsp;&nbsp;&nbsp;$3.51 |`,
        `| ${key('charts-green')}&nbsp;&nbsp;Codex | &nbsp;&nbsp;&nbsp;1.32M | &nbsp;&nbsp;&nbsp;$0.59 |`,
        `| ${key('terminal-ansiCyan')}&nbsp;&nbsp;Copilot Chat | &nbsp;&nbsp;&nbsp;254K | &nbsp;&nbsp;&nbsp;$0.04 |`,
        '| Together | &nbsp;&nbsp;&nbsp;5.62M | &nbsp;&nbsp;&nbsp;$4.32 |',
        '',
        '$(pulse) This session 1.81M, since 14:55, context 62% full<br>$(clock) 5 h window 41% used, resets 17:20, as of 15:02<br>$(tag) Cost is list price',
        '',
        '---',
        '',
        '[Open](command:tallyboard.openSidebar) &nbsp;&nbsp; [Report](command:tallyboard.showReport) &nbsp;&nbsp; [Pause](command:tallyboard.pause) &nbsp;&nbsp; [Settings](command:tallyboard.openSettings)',
      ].join('\n'),
    );
  });

  it('has a meter of the budget, full where it is used up', () => {
    const line = (budget: NonNullable<YouData['budget']>) =>
      /(\$\(credit-card\).*?)<br>/.exec(view({ data: withBudget(budget) }).hover)?.[1] ?? '';
    const cells = (text: string, colour: string) =>
      (
        new RegExp(`background-color:var\\(--vscode-${colour}\\);border-radius:2px;">((?:&nbsp;)*)</span>`).exec(
          text,
        )?.[1] ?? ''
      ).length / '&nbsp;'.length;
    const meters = [budgets.november, budgets.over].map((budget) => [
      cells(line(budget), 'charts-blue'),
      cells(line(budget), 'list-inactiveSelectionBackground'),
      line(budget).replace(/.*<\/small> /, ''),
    ]);
    assert.deepEqual(meters, [
      [11, 13, String.raw`\$59.58 of \$120 in November`],
      [24, 0, String.raw`\$59.58 of \$50 in November`],
    ]);
  });

  it('names five tools and counts the rest', () => {
    const byTool = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((tool) => ({ tool, totals: totals(10, 1) }));
    const rows = view({ data: { ...today, byTool } })
      .hover.split('\n')
      .filter((line) => line.startsWith('| '));
    assert.deepEqual(rows.slice(6), [
      '| 2 more | | |',
      '| Together | &nbsp;&nbsp;&nbsp;5.62M | &nbsp;&nbsp;&nbsp;$4.32 |',
    ]);
  });

  it('tells how it is known where not all is exact', () => {
    assert.match(view({ data: known(5_366_999, 100_000, 154_000) }).hover, /· 95% exact, 2% at least, 3% estimate\n/);
  });

  it('calls money list value on a flat plan, and says that no plan window is told', () => {
    const { hover } = view({ plan: 'subscription', data: withoutSession });
    assert.match(hover, /\$\(clock\) Plan window: not reported<br>\$\(tag\) Cost is list value/);
  });

  it('labels generated figures', () => {
    assert.match(view({ dataKind: 'demo' }).hover, /^\$\(beaker\) Demo data: generated, not yours\n/);
  });

  it('offers to resume while paused, and says what a pause does', () => {
    const { hover } = view({ data: paused });
    assert.match(hover, /Counting is paused\. Use during a pause is left out for good\./);
    assert.match(hover, /\[Resume\]\(command:tallyboard\.resume\)/);
    assert.doesNotMatch(hover, /\[Pause\]/);
  });

  it('says since when figures stand still, or why nothing can be counted', () => {
    assert.match(
      view({ stopped: 'crashed' }).hover,
      /Counting stopped\. Figures are of 15:42\. The logs will be read again\./,
    );
    assert.match(view({ stopped: 'no-sqlite', data: null }).hover, /no node:sqlite/);
  });

  it('links to nothing but its own commands', () => {
    for (const [, change] of cases) {
      const links = [...view(change).hover.matchAll(/\(command:([\w.]+)/g)].map(([, id]) => id);
      assert.ok(links.length >= 4);
      for (const id of links)
        assert.ok(
          hoverCommands.some((command) => command === id),
          id,
        );
    }
  });

  it('styles spans only in the form that the editor keeps', () => {
    const kept = /^color:var\(--vscode-[\w-]+\);background-color:var\(--vscode-[\w-]+\);border-radius:\d+px;$/;
    for (const [, style] of view({ data: withBudget(budgets.near) }).hover.matchAll(/style="([^"]*)"/g))
      assert.match(style ?? '', kept);
  });

  it('shows names from logs as text', () => {
    const byTool = [{ tool: '[x](command:evil) | <b>', totals: totals(10, 1) }];
    const { hover } = view({ data: { ...today, byTool } });
    assert.ok(hover.includes(escapeText('[x](command:evil) | <b>')));
    assert.ok(!hover.includes('[x](command:evil)') && !hover.includes('<b>'));
  });
});

function key(colour: string): string {
  const value = `var(--vscode-${colour})`;
  return `<small><span style="color:${value};background-color:${value};border-radius:2px;">&nbsp;&nbsp;&nbsp;</span></small>`;
}
