import type { LimitRow, SessionRow, Totals } from '../../../src/core/report.js';
import type { KindCosts, ScanProgress, WindowUse } from '../../../src/protocol/ledger.js';
import type { Hello, Period, ToolTotals, YouData } from '../../../src/protocol/page.js';

/** The made-up month of UI.md: every sum agrees. Times are of Thu 19 Nov 2026, 15:42 in Berlin. */

export const zone = 'Europe/Berlin';
export const at = Date.UTC(2026, 10, 19, 14, 42);
export const minute = 60_000;
const clock = (hours: number, minutes: number): number => Date.UTC(2026, 10, 19, hours - 1, minutes);
const dollar = 1_000_000_000;

/** Exact totals with a price, changed by `more`. Buckets are those of today unless given. */
export function totals(total: number, dollars: number | null, more: Partial<Totals> = {}): Totals {
  const output = Math.round(total * 0.0212);
  const cacheWrite5m = Math.round(total * 0.0335);
  const input = Math.round(total * 0.055);
  return {
    input,
    cacheRead: total - output - cacheWrite5m - input,
    cacheWrite5m,
    cacheWrite1h: 0,
    output,
    reasoning: 0,
    total,
    requests: Math.max(1, Math.round(total / 60_000)),
    costNano: dollars === null ? null : Math.round(dollars * dollar),
    costAtLeast: false,
    unpricedModels: [],
    precision: { exact: total, atLeast: 0, estimate: 0 },
    reportedNano: 0,
    ...more,
  };
}

export const nothing: Totals = totals(0, 0, { requests: 0 });

const todayTotals: Totals = totals(5_620_999, 4.32, {
  cacheRead: 5_004_812,
  cacheWrite5m: 150_200,
  cacheWrite1h: 37_904,
  input: 308_900,
  output: 119_183,
  reasoning: 40_112,
  requests: 95,
});

const todayTools: readonly ToolTotals[] = [
  { tool: 'claude-code', totals: totals(3_853_000, 3.51) },
  { tool: 'codex', totals: totals(1_321_000, 0.59) },
  { tool: 'copilot-chat', totals: totals(254_000, 0.04) },
  { tool: 'gemini-cli', totals: totals(192_999, 0.18) },
];

export const live: SessionRow = {
  id: 'claude-code:2f1c',
  tool: 'claude-code',
  project: '/home/kim/src/payments-api',
  branch: 'retry-queue',
  start: clock(14, 55),
  end: at - minute,
  models: ['claude-sonnet-5'],
  totals: totals(1_812_450, 1.65),
  context: 124_000,
  contextWindow: 200_000,
};

export const notHooked: WindowUse = { requests: 0, suggestions: 0, acceptedTokens: 0, droppedTokens: 0, lastAt: null };

export const limit: LimitRow = {
  tool: 'claude-code',
  window: '5h',
  usedPercent: 41,
  resetsAt: clock(17, 20),
  at: clock(15, 40),
};

export const idle: ScanProgress = {
  phase: 'idle',
  filesDone: 453,
  filesTotal: 453,
  bytesDone: 1,
  bytesTotal: 1,
  tools: [],
};

export const settled: YouData['state'] = {
  ready: true,
  paused: null,
  progress: idle,
  toolsFound: ['claude-code', 'codex', 'copilot-chat', 'gemini-cli'],
  toolsLooked: 21,
  problems: [],
  priceBook: { version: '0.1.8', source: 'genai-prices', date: '2026-11-14' },
  health: { newFormats: [] },
};

/** Of today's $4.32. */
export const costs: KindCosts = {
  cacheRead: 1_501_443_600,
  cacheWrite: 1_021_956_400,
  input: 926_700_000,
  output: 869_900_000,
  estimated: false,
};

export const today: YouData = {
  revision: 7,
  period: 'today',
  tool: null,
  at,
  totals: todayTotals,
  byTool: todayTools,
  now: {
    live,
    window: { since: clock(12, 58), totals: totals(3_131_200, 2.78), hooked: notHooked },
    branch: { name: 'retry-queue', totals: totals(9_204_000, 8.1) },
    limits: [limit],
  },
  lastUse: null,
  kindCosts: costs,
  restricted: false,
  state: settled,
};

/** Today's figures with other sums, for another period. */
export function of(period: Period, sums: Totals, byTool: readonly ToolTotals[]): YouData {
  const cost = sums.costNano;
  const part = (share: number) => Math.round((cost ?? 0) * share);
  const kindCosts =
    cost === null
      ? null
      : { ...costs, cacheRead: part(0.35), cacheWrite: part(0.24), input: part(0.21), output: part(0.2) };
  return { ...today, period, totals: sums, byTool, kindCosts };
}

const unpriced = { costAtLeast: true, unpricedModels: ['harbour-coder-2'] };
export const month: YouData = of('30d', totals(123_597_548, 94.41, { ...unpriced, requests: 2113 }), [
  { tool: 'claude-code', totals: totals(83_406_112, 71.2) },
  { tool: 'codex', totals: totals(28_120_400, 18.02) },
  { tool: 'gemini-cli', totals: totals(8_004_036, 4.31) },
  { tool: 'opencode', totals: totals(2_713_000, null, unpriced) },
  { tool: 'copilot-chat', totals: totals(1_354_000, 0.88) },
]);

export const week: YouData = of('7d', totals(30_440_118, 22.9, { requests: 512 }), [
  { tool: 'claude-code', totals: totals(21_000_118, 18.4) },
  { tool: 'codex', totals: totals(9_440_000, 4.5) },
]);
export const session: YouData = of('session', totals(3_131_200, 2.78, { requests: 52 }), [
  { tool: 'claude-code', totals: totals(2_131_200, 2.3) },
  { tool: 'codex', totals: totals(1_000_000, 0.48) },
]);

export const hello: Hello = {
  protocol: 5,
  snapshot: null,
  view: { tab: 'you', period: 'today', tool: null, folded: [], kindsAsCost: false },
  dataKind: 'real',
  locale: 'en',
  zone,
  badges: null,
  plan: 'api',
  words: {},
};
