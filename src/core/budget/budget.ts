import type { DayKey } from '../day.js';
import type { BudgetPeriod } from './period.js';
import type { Standing } from './standing.js';

export const budgetUnits = ['dollars', 'tokens', 'planWindow'] as const;
export type BudgetUnit = (typeof budgetUnits)[number];

/** What a person wants to use at most. */
export interface Budget {
  /** More than 0: dollars at list price, tokens, or percent of the plan window that is used most. */
  readonly amount: number;
  readonly unit: BudgetUnit;
  /** A plan window has a length of its own. */
  readonly period: BudgetPeriod;
  /** Of the folders of the workspace alone. */
  readonly ofProject: boolean;
}

/** How a budget stands within its running period. */
export interface BudgetCourse extends Standing {
  readonly budget: Budget;
  /** Whole nano-dollars, tokens, or percent of the plan window; `limit` in the same. */
  readonly used: number;
  readonly limit: number;
  /** The first day of the period; of a plan window the half-hour in which it resets. A later period sorts after it. */
  readonly from: DayKey | string;
  /** Share of the period that is over, up to 1; null of a plan window whose length is not known. */
  readonly elapsed: number | null;
  /** The running part of the period from 1, and how many it has: hours of a day, else days; 0 of a plan window. */
  readonly part: number;
  readonly parts: number;
  /** What will be used by the end at this pace; null where it is too early to say. */
  readonly likely: number | null;
  /** Start of the part in which the limit is reached at this pace; null where it lasts or is not known. */
  readonly reachedAt: number | null;
  /** Models that tokens have and prices lack. */
  readonly unpriced: number;
  /** The plan window that is meant, and when it resets. */
  readonly window?: { readonly tool: string; readonly name: string; readonly resetsAt: number | null };
}

const nanoPerDollar = 1_000_000_000;

/** The limit in the unit that `used` has. */
export function limitOf({ amount, unit }: Budget): number {
  return unit === 'dollars' ? Math.max(1, Math.round(amount * nanoPerDollar)) : amount;
}

/** Tells one budget from another, so that a changed one may be told of again. */
export function budgetId({ budget, window }: Pick<BudgetCourse, 'budget' | 'window'>): string {
  return [budget.amount, budget.unit, window ? `${window.tool} ${window.name}` : budget.period].join(' ');
}
