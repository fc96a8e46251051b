import type { Formats } from '../../format.js';
import type { BudgetCourse } from '../budget.js';

/** How whoever shows a budget speaks. English text is the key, as everywhere. */
export interface Say {
  t(text: string, ...values: readonly (string | number)[]): string;
  readonly formats: Pick<Formats, 'money' | 'roundMoney' | 'compact' | 'share' | 'day' | 'clock' | 'monthName'>;
}

type Of = Pick<BudgetCourse, 'budget' | 'from' | 'window'>;

/** "November budget", "weekly budget", "daily budget", "budget of the plan window". */
export function budgetName({ budget, from }: Of, { t, formats }: Say): string {
  if (budget.unit === 'planWindow') return t('budget of the plan window');
  if (budget.period === 'month') return t('{0} budget', formats.monthName(from));
  return budget.period === 'week' ? t('weekly budget') : t('daily budget');
}

/** `81%`, `≥ 81%`: never rounded up. */
export function percentWords(
  { percent, atLeast }: Pick<BudgetCourse, 'percent' | 'atLeast'>,
  { formats }: Say,
): string {
  const share = formats.share(percent, 100);
  return atLeast ? `≥ ${share}` : share;
}

/** "You have used at least 81% of your November budget." */
export function usedSentence(course: BudgetCourse, say: Say): string {
  const share = say.formats.share(course.percent, 100);
  const used = course.atLeast ? say.t('at least {0}', share) : share;
  return say.t('You have used {0} of your {1}.', used, budgetName(course, say));
}

/** `$59.58`, `≥ 5.62M`, `41%`. */
export function usedWords({ budget, used, atLeast }: BudgetCourse, { formats }: Say): string {
  if (budget.unit === 'dollars') return formats.money(used, atLeast);
  if (budget.unit === 'tokens') return formats.compact(used, atLeast ? 'atLeast' : 'exact');
  return formats.share(used, 100);
}

/** "$59.58 of $120 in November"; `used` stands for the use, where it is to look another way. */
export function sumWords(course: BudgetCourse, say: Say, used = usedWords(course, say)): string {
  const { t, formats } = say;
  const limit = amountWords(course, course.limit, say);
  if (course.window) return t('{0} of {1}, {2}', used, limit, windowWords(course.window.name, say));
  const words = {
    month: () => t('{0} of {1} in {2}', used, limit, formats.monthName(course.from)),
    week: () => t('{0} of {1} this week', used, limit),
    day: () => t('{0} of {1} today', used, limit),
  };
  return words[course.budget.period]();
}

/** "Day 19 of 30."; nothing of a plan window. */
export function partWords({ budget, part, parts }: BudgetCourse, { t }: Say): string {
  if (parts === 0) return '';
  return budget.period === 'day' ? t('Hour {0} of {1}.', part, parts) : t('Day {0} of {1}.', part, parts);
}

/** "At this pace about $94 by the end of the month."; nothing where it is too early to say. */
export function paceWords(course: BudgetCourse, say: Say): string {
  if (course.likely === null) return '';
  const about = amountWords(course, course.likely, say);
  const words = {
    month: () => say.t('At this pace about {0} by the end of the month.', about),
    week: () => say.t('At this pace about {0} by the end of the week.', about),
    day: () => say.t('At this pace about {0} by the end of the day.', about),
  };
  return words[course.budget.period]();
}

/** How long what is left lasts, or what it comes to where nothing is left. */
export function lastsWords(course: BudgetCourse, say: Say): string {
  const { budget, likely, reachedAt, percent } = course;
  if (course.window?.resetsAt) return say.t('It resets at {0}.', momentWords(course.window.resetsAt, say));
  if (likely === null || percent >= 100) return paceWords(course, say);
  if (reachedAt === null) return say.t('At this pace it lasts.');
  const until = budget.period === 'day' ? say.formats.clock(reachedAt) : say.formats.day(reachedAt);
  return say.t('At this pace it lasts until {0}.', until);
}

/** "5 h window" for `5h`, "Weekly window" for `weekly`; another name as it is told. */
function windowWords(name: string, { t }: Say): string {
  if (/^(weekly|7 ?d)$/i.test(name)) return t('Weekly window');
  const hours = /^(\d+) ?h$/i.exec(name)?.[1];
  return hours === undefined ? name : t('{0} h window', hours);
}

function momentWords(at: number, { formats }: Say): string {
  return `${formats.day(at)}, ${formats.clock(at)}`;
}

/** An amount that is no exact sum: `$120`, `$94`, `≈` is in the words around it. */
function amountWords({ budget }: BudgetCourse, amount: number, { formats }: Say): string {
  if (budget.unit === 'dollars') return formats.roundMoney(amount);
  return budget.unit === 'tokens' ? formats.compact(Math.round(amount)) : formats.share(amount, 100);
}
