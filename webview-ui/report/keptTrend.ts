import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { addDays } from '../../src/core/day.js';
import { keptError, leastLinesTold } from '../../src/core/keptWork/formulae.js';
import type { ReportPageData } from '../../src/protocol/reportPage.js';
import { days as daysWords, long, share, shortDay } from '../format/format.js';
import { t } from '../words.js';
import { boundsOf, isTold, percentOf } from '../you/keptLine.js';
import { keptTable, weekWords } from '../you/keptWords.js';
import { Chart, type ChartMark } from './chart.js';
import type * as Plot from './plot.js';
import { reportAct } from './reportAct.js';

/** Which share of the AI lines stayed, by week, within what it may be wrong by. Weeks of few lines are gaps. */
@customElement('tally-kept-trend')
export class KeptTrend extends Chart {
  @property({ attribute: false }) data!: ReportPageData;

  protected override heading(): string {
    return t('AI lines kept, by week');
  }

  protected override aside(): string {
    return t('measured at commit, ±{0}', long(keptError));
  }

  protected override summary(): string {
    const { keptWeeks } = this.data;
    const last = keptWeeks.findLast(isTold);
    const told = keptWeeks.filter(isTold).length;
    const gaps = told < keptWeeks.length ? ` ${t('Gaps: weeks of fewer than {0} lines.', long(leastLinesTold))}` : '';
    return (last ? `${weekWords(last)}.` : '') + gaps;
  }

  protected override marks(): readonly ChartMark[] {
    return this.data.keptWeeks.map((week) => ({ id: week.first, words: weekWords(week) }));
  }

  /** To the edits of that week. */
  protected override chosen(first: string): void {
    const { today } = this.data;
    const last = addDays(first, 6);
    reportAct(this, { kind: 'show', request: { days: { since: first, until: last < today ? last : today } } });
  }

  protected override draw({ drawKept }: typeof Plot, width: number): SVGSVGElement {
    const { keptWeeks } = this.data;
    const weeks = keptWeeks.map((week) => ({
      first: week.first,
      percent: isTold(week) ? percentOf(week) : Number.NaN,
    }));
    return drawKept({
      width,
      weeks,
      error: keptError,
      bounds: boundsOf(keptWeeks),
      dayWords: shortDay,
      percentWords: (percent) => share(percent, 100),
    });
  }

  protected override time(): string {
    const { keptWeeks, today } = this.data;
    return daysWords(keptWeeks[0]?.first ?? today, today);
  }

  protected override figures() {
    const rows = this.data.keptWeeks.map(({ first, lines, kept }) => [first, lines, kept]);
    return { name: 'ai-lines-kept', head: ['week', 'lines', 'kept'], rows };
  }

  protected override table(): TemplateResult {
    return keptTable(this.heading(), this.data.keptWeeks);
  }
}
