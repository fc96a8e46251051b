import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { addDays } from '../../src/core/day.js';
import type { ReportPageData } from '../../src/protocol/reportPage.js';
import { brief, compact, days as daysWords, day as dayWords, headline, shortDay } from '../format/format.js';
import { barSheet } from '../theme.css.js';
import { toolWords } from '../toolWords.js';
import { t } from '../words.js';
import { figure } from '../you/figure.js';
import { toolColour } from '../you/toolColour.js';
import { changeFromBefore } from './changeWords.js';
import { Chart, type ChartMark, cell } from './chart.js';
import { type DayPart, dayPartsOf, type PartName, together } from './dayParts.js';
import type { LegendItem } from './picture.js';
import type * as Plot from './plot.js';
import { reportAct } from './reportAct.js';

const legendSheet = css`
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 4px;
  }
  /* Below the heading, its first key stands where the heading begins. */
  @container (max-width: 519px) {
    .legend {
      margin-inline-start: -7px;
    }
  }
  .legend button,
  .legend .others {
    overflow-wrap: anywhere;
    display: flex;
    align-items: center;
    gap: 6px;
    min-block-size: 24px;
    padding: 2px 6px;
    border: 1px solid transparent;
    border-radius: 4px;
  }
  .legend button:hover {
    color: var(--tally-text);
  }
  .legend button[aria-pressed='true'] {
    border-color: var(--vscode-contrastActiveBorder, var(--vscode-inputOption-activeBorder));
    background: var(--vscode-inputOption-activeBackground);
    color: var(--vscode-inputOption-activeForeground, var(--tally-text));
  }
`;

/** Tokens a day, stacked by tool, whose legend filters, or by model; a day narrows the report to itself. */
@customElement('tally-day-chart')
export class DayChart extends Chart {
  static override styles = [Chart.styles, barSheet, legendSheet];

  @property({ attribute: false }) data!: ReportPageData;
  /** With the days before as an outline. */
  @property({ type: Boolean }) compares = false;

  protected override readonly isFirst = true;

  protected override heading(): string {
    return t('Tokens a day');
  }

  protected override aside(): TemplateResult {
    const { byTool, request, dailyByModel } = this.data;
    if (dailyByModel) return this.#models();
    return html`<div class="legend" role="group" aria-label=${t('Tools')}>
      ${byTool.map(({ tool, totals }) => {
        const chosen = tool === request.tool;
        return html`<button
          aria-pressed=${chosen ? 'true' : 'false'}
          @click=${() => reportAct(this, { kind: 'show', request: { tool: chosen ? null : tool } })}
        >
          <span class="key ${toolColour(tool)}" aria-hidden="true"></span>${toolWords(tool)}
          ${figure(brief(totals), headline(totals))}
        </button>`;
      })}
    </div>`;
  }

  #models(): TemplateResult {
    return html`<div class="legend" role="group" aria-label=${t('Models')}>
      ${dayPartsOf(this.data).names.map((name) => this.#model(name))}
    </div>`;
  }

  /** One of several models together narrows nothing. */
  #model({ part, name, colour }: PartName): TemplateResult {
    const key = html`<span class="key" aria-hidden="true" .style=${`background: ${colour}`}></span>`;
    if (part === '') return html`<span class="others">${key}${name}</span>`;
    const chosen = part === this.data.request.model;
    return html`<button
      aria-pressed=${chosen ? 'true' : 'false'}
      @click=${() => reportAct(this, { kind: 'show', request: { model: chosen ? null : part } })}
    >
      ${key}${name}
    </button>`;
  }

  protected override summary(): string {
    const { span, totals } = this.data;
    const sums = [...byDay(dayPartsOf(this.data).rows)].map(([day, parts]) => ({ day, sum: together(parts) }));
    const [most] = sums.sort((a, b) => b.sum.total - a.sum.total);
    const words = t('{0}: {1} tokens', daysWords(span.since, span.until), headline(totals));
    const peak = most && span.since !== span.until ? t('most on {0}: {1}', dayWords(most.day), brief(most.sum)) : '';
    const before = this.compares ? this.#beforeWords() : '';
    return [words, peak, before].filter(Boolean).join(', ');
  }

  /** "2% less than before (outlined)" */
  #beforeWords(): string {
    const words = changeFromBefore(this.data);
    return this.asTable ? words : t('{0} (outlined)', words);
  }

  protected override marks(): readonly ChartMark[] {
    const { rows, names } = dayPartsOf(this.data);
    const days = byDay(rows);
    return this.#days().map((day) => ({ id: day, words: wordsOf(day, days.get(day) ?? [], names) }));
  }

  protected override chosen(day: string): void {
    const { since, until } = this.data.span;
    if (since !== until) reportAct(this, { kind: 'show', request: { days: { since: day, until: day } } });
  }

  protected override draw({ drawDays }: typeof Plot, width: number): SVGSVGElement {
    const days = this.#days();
    const { rows, names } = dayPartsOf(this.data);
    return drawDays({
      width,
      days,
      bars: rows,
      before: this.compares ? this.data.dailyBefore : [],
      parts: names,
      ticks: ticksOf(days, width),
      dayWords: (day) => (day === this.data.today ? t('today') : shortDay(day)),
      countWords: (count) => (count === 0 ? '0' : shortCount(count)),
    });
  }

  protected override table(): TemplateResult {
    const { rows: all, names } = dayPartsOf(this.data);
    const rows = byDay(all);
    const sum = (of: ReturnType<typeof together>) => cell(of.total, () => headline(of));
    return html`<table>
      <caption class="unseen">${this.heading()}</caption>
      <thead>
        <tr>
          <th scope="col">${t('Day')}</th>
          ${names.map(({ name }) => html`<th scope="col" class="number">${name}</th>`)}
          <th scope="col" class="number">${t('Together')}</th>
        </tr>
      </thead>
      <tbody>
        ${[...rows].reverse().map(
          ([day, parts]) => html`<tr>
            <th scope="row">${dayWords(day)}</th>
            ${names.map((name) => sum(together(parts.filter(({ part }) => part === name.part))))}
            ${sum(together(parts))}
          </tr>`,
        )}
      </tbody>
    </table>`;
  }

  protected override time(): string {
    return daysWords(this.data.span.since, this.data.span.until);
  }

  protected override legend(): readonly LegendItem[] {
    return dayPartsOf(this.data).names;
  }

  protected override figures() {
    const rows = dayPartsOf(this.data).rows.map(({ day, part, total }) => [day, part, total]);
    return { name: 'tokens-a-day', head: ['day', this.data.dailyByModel ? 'model' : 'tool', 'tokens'], rows };
  }

  #days(): readonly string[] {
    const { since, until } = this.data.span;
    const days: string[] = [];
    for (let day = since; day <= until; day = addDays(day, 1)) days.push(day);
    return days;
  }
}

function byDay(rows: readonly DayPart[]): ReadonlyMap<string, readonly DayPart[]> {
  const days = new Map<string, DayPart[]>();
  for (const row of rows) days.set(row.day, [...(days.get(row.day) ?? []), row]);
  return days;
}

function wordsOf(day: string, parts: readonly DayPart[], names: readonly PartName[]): string {
  const nameOf = (part: string) => names.find((each) => each.part === part)?.name ?? part;
  const words = t('{0}: {1} tokens', dayWords(day), headline(together(parts)));
  if (parts.length < 2) return parts[0] ? `${words}, ${nameOf(parts[0].part)}` : words;
  const sorted = [...parts].sort((a, b) => b.total - a.total);
  return `${words}. ${sorted.map((part) => `${nameOf(part.part)} ${compact(part.total, part.mark)}`).join(', ')}`;
}

/** `8M` and `1.2M` of round numbers: three digits of them say no more. */
function shortCount(count: number): string {
  return compact(count).replace(/([.,]|(?<=[.,]\d+))0+(?=\D|$)/, '');
}

/** Days that are named below the bars: Mondays, or first days of months, as many as have room; the last one always. */
function ticksOf(days: readonly string[], width: number): readonly string[] {
  const room = Math.max(1, Math.floor(width / 64));
  const last = days.at(-1) ?? '';
  if (days.length <= room) return days;
  const begins = days.length > 100 ? isFirst : isMonday;
  const found = days.filter((day) => begins(day) && day !== last);
  const step = Math.ceil(found.length / Math.max(1, room - 1));
  const apart = Math.ceil((64 / width) * days.length);
  const free = found.filter((day, index) => index % step === 0 && days.length - 1 - days.indexOf(day) >= apart);
  return [...free.filter((day) => days.indexOf(day) >= apart / 2), last];
}

function isMonday(day: string): boolean {
  return new Date(day).getUTCDay() === 1;
}

function isFirst(day: string): boolean {
  return day.endsWith('-01');
}
