import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { BudgetPath } from '../../src/core/budget/path.js';
import {
  budgetName,
  paceWords,
  partWords,
  percentWords,
  sumWords,
  usedWords,
} from '../../src/core/budget/words/budgetWords.js';
import { dayOf } from '../../src/core/day.js';
import { allFormats, day as dayWords, shortDay, speaker } from '../format/format.js';
import { t } from '../words.js';
import { figuresTable } from '../you/figuresTable.js';
import { Chart, type ChartMark } from './chart.js';
import type * as Plot from './plot.js';
import { reportAct } from './reportAct.js';

/** What was used of a budget, day by day up to now, against its limit, and where it is going. */
@customElement('tally-budget-chart')
export class BudgetChart extends Chart {
  @property({ attribute: false }) path!: BudgetPath;
  @property() zone = '';

  protected override heading(): string {
    return t('Against your {0}', budgetName(this.path.course, speaker()));
  }

  protected override aside(): string {
    const { course } = this.path;
    return `${t('{0} used', percentWords(course, speaker()))}. ${partWords(course, speaker())}`;
  }

  protected override summary(): string {
    const { course, range } = this.path;
    const say = speaker();
    const between = range
      ? t('Four of five times it ends between {0} and {1}.', this.#axis(range.low), this.#axis(range.high))
      : '';
    return [`${sumWords(course, say)}.`, paceWords(course, say), between].filter(Boolean).join(' ');
  }

  protected override note(): string {
    const { course } = this.path;
    return paceWords(course, speaker()) || `${sumWords(course, speaker())}.`;
  }

  protected override marks(): readonly ChartMark[] {
    const sums = this.#sums();
    return this.path.starts
      .slice(0, -1)
      .map((start, index) => ({ id: String(index), words: this.#words(start, index, sums) }));
  }

  protected override chosen(index: string): void {
    const start = this.path.starts[Number(index)];
    if (start === undefined || Number(index) >= this.path.uses.length || this.#ofHours) return;
    const day = dayOf(start, this.zone);
    reportAct(this, { kind: 'show', request: { days: { since: day, until: day } } });
  }

  protected override draw({ drawBudget }: typeof Plot, width: number): SVGSVGElement {
    const { course, starts, range } = this.path;
    const { limit, likely, elapsed, parts, used } = course;
    const sums = this.#sums();
    const now = Math.max((elapsed ?? 1) * parts, sums.length - 1);
    const path = [
      { at: 0, sum: 0 },
      ...sums.slice(0, -1).map((sum, index) => ({ at: index + 1, sum })),
      { at: now, sum: used },
    ];
    return drawBudget({
      width,
      parts,
      path,
      limit,
      likely: likely !== null && now < parts ? { ...(range ?? { low: likely, high: likely }), likely } : null,
      limitWords: t('your budget'),
      sumWords: (sum) => this.#axis(sum),
      partWords: (index) => this.#short(starts[index] ?? 0),
    });
  }

  protected override time(): string {
    return partWords(this.path.course, speaker());
  }

  /** Money in dollars. */
  protected override figures() {
    const { uses, starts, course } = this.path;
    const inMoney = course.budget.unit === 'dollars';
    const plain = (sum: number) => (inMoney ? Math.round(sum / 1_000) / 1_000_000 : sum);
    const sums = this.#sums();
    const rows = uses.map((use, index) => {
      const start = starts[index] ?? 0;
      return [
        this.#ofHours ? new Date(start).toISOString() : dayOf(start, this.zone),
        plain(use),
        plain(sums[index] ?? 0),
      ];
    });
    return { name: 'budget', head: [this.#ofHours ? 'hour' : 'day', inMoney ? 'dollars' : 'tokens', 'together'], rows };
  }

  protected override table(): TemplateResult {
    const sums = this.#sums();
    const heads = [this.#ofHours ? t('Hour') : t('Day'), t('Used'), t('So far')];
    const rows = this.path.uses.map((use, index) => [
      this.#part(this.path.starts[index] ?? 0),
      this.#sum(use),
      this.#sum(sums[index] ?? 0),
    ]);
    return figuresTable(this.heading(), heads, rows);
  }

  get #ofHours(): boolean {
    return this.path.course.budget.period === 'day';
  }

  /** Up to and with each part. */
  #sums(): readonly number[] {
    let sum = 0;
    return this.path.uses.map((use) => (sum += use));
  }

  #words(start: number, index: number, sums: readonly number[]): string {
    const use = this.path.uses[index];
    if (use === undefined) return t('{0}: to come', this.#part(start));
    return t('{0}: {1}, together {2}', this.#part(start), this.#sum(use), this.#sum(sums[index] ?? 0));
  }

  #sum(used: number): string {
    return usedWords({ ...this.path.course, used, atLeast: false }, speaker());
  }

  /** Round figures say enough. */
  #axis(sum: number): string {
    const { roundMoney, compact } = allFormats();
    return this.path.course.budget.unit === 'dollars'
      ? roundMoney(sum)
      : compact(Math.round(sum)).replace(/[.,]0+(?=\D|$)/, '');
  }

  #part(start: number): string {
    return this.#ofHours ? allFormats().clock(start) : dayWords(dayOf(start, this.zone));
  }

  #short(start: number): string {
    return this.#ofHours ? allFormats().clock(start) : shortDay(dayOf(start, this.zone));
  }
}
