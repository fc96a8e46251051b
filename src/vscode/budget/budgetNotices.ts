import { type BudgetCourse, budgetId } from '../../core/budget/budget.js';
import { dueCrossing } from '../../core/budget/standing.js';
import { lastsWords, usedSentence } from '../../core/budget/words/budgetWords.js';
import { dayOf } from '../../core/day.js';
import type { Keeper } from '../memory/keeper.js';
import { systemTimers, type Timers } from '../throttle.js';
import type { Wording } from '../wording.js';
import { t } from '../words.js';
import type { BudgetMemory } from './budgetMemory.js';

export interface BudgetNoticesOptions {
  readonly memory: BudgetMemory;
  readonly keeper: Pick<Keeper, 'isDismissed' | 'dismiss'>;
  readonly wording: () => Wording;
  readonly zone: () => string;
  /** The setting. */
  readonly wanted: () => boolean;
  /** The person is at this window: of several, only one tells. */
  readonly focused: () => boolean;
  /** Of the window, by the timers' clock. */
  readonly startedAt: number;
  /** Shows a notification; the way that the person chose. */
  readonly ask: (words: string, ways: readonly string[]) => PromiseLike<string | undefined>;
  readonly run: (command: 'tallyboard.openSidebar' | 'tallyboard.setBudget') => PromiseLike<unknown>;
  readonly timers?: Timers;
  readonly now?: () => number;
}

const hint = 'budget';
/** Nothing is said so soon after the window's start, */
const afterStart = 60_000;
/** nor so soon after a key was pressed. */
const afterTyping = 5_000;
/** Another moment is looked for this often. */
const again = 5_000;

/**
 * Tells a person that 80 % or all of a budget is used: once for each in a period, and of a week's or month's one a day.
 * It waits for a moment at which the person does not type.
 */
export class BudgetNotices {
  readonly #options: BudgetNoticesOptions;
  readonly #timers: Timers;
  #typedAt = Number.NEGATIVE_INFINITY;
  #course: BudgetCourse | null = null;
  #waiting: { cancel(): void } | undefined;
  #open = false;

  constructor(options: BudgetNoticesOptions) {
    this.#options = options;
    this.#timers = options.timers ?? systemTimers;
  }

  /** The person pressed a key. */
  typed(): void {
    this.#typedAt = this.#timers.now();
  }

  /** How the budget stands now; null without one. */
  look(course: BudgetCourse | null): void {
    this.#course = course;
    if (!this.#due()) return;
    const now = this.#timers.now();
    const calm = Math.max(this.#options.startedAt + afterStart, this.#typedAt + afterTyping);
    if (now >= calm && this.#options.focused()) void this.#tell();
    else this.#waiting ??= this.#timers.after(Math.max(again, calm - now), () => this.#lookAgain());
  }

  dispose(): void {
    this.#waiting?.cancel();
    this.#waiting = undefined;
  }

  #lookAgain(): void {
    this.#waiting = undefined;
    this.look(this.#course);
  }

  #due(): ReturnType<typeof dueCrossing> {
    const { memory, keeper, wanted } = this.#options;
    const course = this.#course;
    if (!course?.crossed || this.#open || !wanted() || keeper.isDismissed(hint)) return null;
    const told = memory.toldOf(course);
    const long = course.budget.unit !== 'planWindow' && course.budget.period !== 'day';
    if (long && told?.day === this.#today()) return null;
    return dueCrossing(course, { from: course.from, budget: budgetId(course) }, told);
  }

  async #tell(): Promise<void> {
    const { memory, keeper, wording, ask, run } = this.#options;
    const due = this.#due();
    const course = this.#course;
    if (!due || !course) return;
    this.#open = true;
    try {
      // First: a window that is closed with the question open asks it no second time.
      await memory.tell(course, { ...due, day: this.#today() });
      const [show, change, never] = [t('Show'), t('Change budget'), t('Don’t show again')];
      const way = await ask(crossingWords(course, wording()), [show, change, never]);
      if (way === show) await run('tallyboard.openSidebar');
      if (way === change) await run('tallyboard.setBudget');
      if (way === never) await keeper.dismiss(hint);
    } finally {
      this.#open = false;
    }
  }

  #today(): string {
    return dayOf((this.#options.now ?? Date.now)(), this.#options.zone());
  }
}

/** "You have used 81% of your November budget. At this pace it lasts until Tue 24 Nov." */
function crossingWords(course: BudgetCourse, wording: Wording): string {
  const say = { t, formats: wording };
  return `${usedSentence(course, say)} ${lastsWords(course, say)}`.trim();
}
