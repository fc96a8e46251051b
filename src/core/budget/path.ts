import type { BudgetCourse } from './budget.js';
import { forecast } from './forecast.js';

/** How a budget came to where it stands, and where it is going. */
export interface BudgetPath {
  readonly course: BudgetCourse;
  /** The instants at which the parts of its period begin, and last the one at which it ends. */
  readonly starts: readonly number[];
  /** The use of each part so far, the running one last, in the budget's unit. */
  readonly uses: readonly number[];
  /** Between which four of five periods end; null where it is too early to say. */
  readonly range: { readonly low: number; readonly high: number } | null;
}

/** `uses` are those of all parts, the ones to come too. */
export function pathOf(course: BudgetCourse, starts: readonly number[], uses: readonly number[]): BudgetPath {
  const soFar = uses.slice(0, course.part);
  const told = forecast(soFar, course.parts, course.limit);
  return { course, starts, uses: soFar, range: told && { low: told.low, high: told.high } };
}
