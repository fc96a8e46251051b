import type { YouData } from '../../../src/protocol/page.js';
import type { StatusState } from '../../../src/vscode/statusBar/state.js';
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

export const base: StatusState = {
  now: at,
  shows: 'tokens',
  period: 'today',
  plan: 'api',
  dataKind: 'real',
  data: today,
  progress: idle,
  stopped: undefined,
};

export function view(change: Partial<StatusState>) {
  const state = { ...base, ...change };
  return statusView(state, createWording('en', zone, state.plan));
}

export function known(exact: number, atLeast: number, estimate: number): YouData {
  const precision = { exact, atLeast, estimate };
  return { ...today, totals: { ...today.totals, precision } };
}

export const { live: _live, ...notLive } = today.now;
export const withoutSession: YouData = { ...today, now: { ...notLive, live: null, limits: [] } };
export const { contextWindow: _window, ...windowUntold } = live;
export const { context: _context, ...contextUntold } = windowUntold;
export const withSession = (row: YouData['now']['live']): YouData => ({ ...today, now: { ...today.now, live: row } });
export const withLimits = (...limits: YouData['now']['limits'][number][]): YouData => ({
  ...today,
  now: { ...today.now, limits },
});
export const reading = {
  ...idle,
  phase: 'reading',
  filesDone: 275,
  filesTotal: 453,
  bytesDone: 610,
  bytesTotal: 1000,
} as const;
export const firstReading: YouData = { ...today, state: { ...settled, ready: false, progress: reading } };
export const paused: YouData = { ...today, state: { ...settled, paused: { since: at - minute } } };
export const noTool: YouData = { ...of('today', totals(0, 0), []), state: { ...settled, toolsFound: [] } };

export const withBudget = (budget: NonNullable<YouData['budget']>): YouData => ({ ...today, budget });

/** State, text, spoken label. */
export const cases: readonly (readonly [name: string, change: Partial<StatusState>, text: string, spoken: string])[] = [
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
  [
    'all erased, as the person asked',
    { stopped: 'erased', data: null },
    '$(tallyboard-mark) –',
    'Tallyboard: Everything was erased. Nothing is counted until you choose from when.',
  ],
  ['no tool or logs', { data: noTool }, '$(tallyboard-mark) –', 'Tallyboard: no AI tool found yet.'],
  [
    'a tool, but no use today',
    { data: of('today', totals(0, 0), []) },
    '$(tallyboard-mark) 0',
    'Tallyboard: 0 tokens today, exact, 0.00 dollars.',
  ],
];
