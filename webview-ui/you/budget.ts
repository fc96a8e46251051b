import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { BudgetCourse } from '../../src/core/budget/budget.js';
import { paceWords, partWords, percentWords, sumWords, usedWords } from '../../src/core/budget/words/budgetWords.js';
import { speaker } from '../format/format.js';
import { actionLink } from '../kit/kit.js';
import { plural, t } from '../words.js';
import { act } from './act.js';
import { bar } from './figure.js';
import { Section } from './section.js';

const budgetSheet = css`
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 12px;
    min-block-size: 24px;
  }
  .line .number {
    margin-inline-start: auto;
  }
  .meter {
    position: relative;
    padding-block: 4px;
  }
  .mark {
    position: absolute;
    inset-block-start: 1px;
    block-size: 11px;
    inline-size: 2px;
    margin-inline-start: -1px;
    background: var(--vscode-foreground);
    forced-color-adjust: none;
  }
  .under {
    margin-block-start: 2px;
  }
`;

const outOf = '\u0000';

/** Budget: sum, meter with a mark at now, and where it is going. Without a budget a link that sets one. */
@customElement('tally-budget')
export class Budget extends Section {
  static override styles = [Section.styles, budgetSheet];

  /** As in `YouData`. */
  @property({ attribute: false }) course: BudgetCourse | null | undefined;

  protected readonly section = 'budget';

  protected override heading(): string {
    return t('Budget');
  }

  protected override aside(): string {
    return this.course?.budget.ofProject ? t('this project') : '';
  }

  protected override body(): TemplateResult {
    const { course } = this;
    if (course === undefined) return html`<p class="line">${this.#link(t('Set a budget'))}</p>`;
    if (course === null) return html`<p class="line quiet">${t('Plan window: not reported')}</p>${this.#change()}`;
    const say = speaker();
    const [before = '', after = ''] = sumWords(course, say, outOf).split(outOf);
    const words = [partWords(course, say), paceWords(course, say), this.#resets(course), unpricedWords(course)];
    return html`<p class="line">
        <span><span class="quiet">${before}</span>${usedWords(course, say)}<span class="quiet">${after}</span></span>
        <span class="number">${percentWords(course, say)}</span>
      </p>
      <div class="meter">${bar(course.used, course.limit)}${mark(course.elapsed)}</div>
      <p class="small quiet under">${words.filter(Boolean).join(' ')} ${this.#change()}</p>`;
  }

  #resets({ window }: BudgetCourse): string {
    if (!window || window.resetsAt === null) return '';
    const { day, clock } = speaker().formats;
    return t('It resets at {0}.', `${day(window.resetsAt)}, ${clock(window.resetsAt)}`);
  }

  #change(): TemplateResult {
    return this.#link(t('Change budget'));
  }

  #link(words: string): TemplateResult {
    return actionLink(words, () => act(this, { kind: 'run', command: 'setBudget' }));
  }
}

/** How much of the period is over. */
function mark(elapsed: number | null): TemplateResult | typeof nothing {
  if (elapsed === null) return nothing;
  return html`<div class="mark" aria-hidden="true" .style=${`inset-inline-start: ${(elapsed * 100).toFixed(2)}%`}></div>`;
}

function unpricedWords({ unpriced }: BudgetCourse): string {
  if (unpriced === 0) return '';
  const forms = { one: 'At least: {0} model has no price.', other: 'At least: {0} models have no price.' };
  return plural(unpriced, forms, String(unpriced));
}
