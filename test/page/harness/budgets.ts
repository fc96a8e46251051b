import type { BudgetCourse } from '../../../src/core/budget/budget.js';

/** Budgets of the made-up month, on Thu 19 Nov 2026 at 15:42 in Berlin. */

const dollar = 1_000_000_000;

const november: BudgetCourse = {
  budget: { amount: 120, unit: 'dollars', period: 'month', ofProject: false },
  used: 59_580_000_000,
  limit: 120 * dollar,
  percent: 50,
  crossed: null,
  atLeast: false,
  from: '2026-11-01',
  elapsed: 18.65 / 30,
  part: 19,
  parts: 30,
  likely: 94_073_684_211,
  reachedAt: null,
  unpriced: 0,
};

const near: BudgetCourse = {
  ...november,
  budget: { ...november.budget, amount: 73 },
  limit: 73 * dollar,
  percent: 81,
  crossed: 80,
  reachedAt: Date.UTC(2026, 10, 23, 23),
};

const tokens: BudgetCourse = {
  ...november,
  budget: { amount: 40_000_000, unit: 'tokens', period: 'week', ofProject: true },
  used: 30_440_118,
  limit: 40_000_000,
  percent: 76,
  from: '2026-11-16',
  elapsed: 3.65 / 7,
  part: 4,
  parts: 7,
  likely: 53_270_206,
  reachedAt: Date.UTC(2026, 10, 20, 23),
};

const ofWindow: BudgetCourse = {
  ...november,
  budget: { amount: 80, unit: 'planWindow', period: 'month', ofProject: false },
  used: 66,
  limit: 80,
  percent: 82,
  crossed: 80,
  from: '2026-11-19T16:30:00.000Z',
  elapsed: 0.67,
  part: 0,
  parts: 0,
  likely: null,
  window: { tool: 'claude-code', name: '5h', resetsAt: Date.UTC(2026, 10, 19, 16, 20) },
};

export const budgets = {
  november,
  near,
  over: {
    ...november,
    budget: { ...november.budget, amount: 50 },
    limit: 50 * dollar,
    percent: 119,
    crossed: 100,
    reachedAt: Date.UTC(2026, 10, 15, 23),
  },
  atLeast: { ...near, atLeast: true, unpriced: 2 },
  ofProject: tokens,
  ofDay: {
    ...november,
    budget: { amount: 5, unit: 'dollars', period: 'day', ofProject: false },
    used: 4_320_000_000,
    limit: 5 * dollar,
    percent: 86,
    crossed: 80,
    from: '2026-11-19',
    elapsed: 15.7 / 24,
    part: 16,
    parts: 24,
    likely: 6_480_000_000,
    reachedAt: Date.UTC(2026, 10, 19, 17),
  },
  ofWindow,
} as const satisfies Readonly<Record<string, BudgetCourse>>;
