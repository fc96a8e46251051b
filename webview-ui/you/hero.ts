import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { headlinePrecision } from '../../src/core/format.js';
import type { Totals } from '../../src/core/report.js';
import type { Period, YouData } from '../../src/protocol/page.js';
import { billed, compact, day, headline, requests, share, tokensIn } from '../format/format.js';
import { type IconName, icon } from '../icons.js';
import { actionLink } from '../kit/kit.js';
import { toolWords } from '../toolWords.js';
import { plural, t } from '../words.js';
import { act } from './act.js';
import { price } from './figure.js';
import { heroSheet } from './hero.css.js';
import './known.js';
import { Part } from './part.js';
import { roll } from './roll.js';

const copiedFor = 1500;

/** The one big number, how well it is known, and what it cost. */
@customElement('tally-hero')
export class Hero extends Part {
  static override styles = [Part.styles, heroSheet];

  @property({ attribute: false }) data!: YouData;
  @state() private explained = false;
  @state() private copied = false;
  #copiedTimer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    clearTimeout(this.#copiedTimer);
    super.disconnectedCallback();
  }

  /** It rolls when the same figure has become another, not when another one was asked for. */
  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('data');
    const { period, tool } = this.data;
    if (before?.period === period && before.tool === tool)
      roll(this.renderRoot.querySelector('.signs'), headline(before.totals));
  }

  protected override body(): TemplateResult {
    const { totals } = this.data;
    const text = headline(totals);
    return html`<div class="top">
        <button
          class="hero number ${text.length > 12 ? 'long' : ''}"
          title=${t('Copy {0}', text)}
          aria-label="${text} ${tokensIn(this.data.period)}. ${t('Copy')}"
          @click=${() => this.#copy(text)}
        >
          <span class="signs" aria-hidden="true">${[...text].map((sign) => html`<i>${sign}</i>`)}</span>${icon(this.copied ? 'check' : 'copy')}
        </button>
        ${totals.total > 0 ? this.#chip(totals) : nothing}
      </div>
      ${totals.total > 0 ? this.#used(totals) : this.#unused()}
      ${this.explained && totals.total > 0 ? html`<tally-known id="known" .data=${this.data}></tally-known>` : nothing}`;
  }

  #chip(totals: Totals): TemplateResult {
    const { sign, words } = chipOf(totals);
    return html`<button
      class="chip"
      aria-expanded=${this.explained ? 'true' : 'false'}
      aria-controls=${this.explained ? 'known' : nothing}
      title=${t('How it is known')}
      @click=${() => (this.explained = !this.explained)}
    >
      ${sign.length === 1 ? html`<span aria-hidden="true">${sign}</span>` : icon(sign as IconName)}<span>${words}</span>
    </button>`;
  }

  #used(totals: Totals): TemplateResult {
    const noPrice = totals.unpricedModels.length > 0 || totals.reportedNano > 0;
    return html`<p class="quiet facts">
        <span class="run"
          ><span>${tokensIn(this.data.period)}</span>${noPrice ? nothing : price(totals)}<span
            >${requests(totals.requests)}</span
          ></span
        >
      </p>
      ${noPrice ? this.#missingPrice(totals) : nothing}`;
  }

  /** "≥ $94.41 · 1 model without price · Add a price" */
  #missingPrice(totals: Totals): TemplateResult {
    const { unpricedModels: models, reportedNano } = totals;
    const forms = { one: '{0} model without price', other: '{0} models without price' };
    const addPrice = () => act(this, { kind: 'run', command: 'addPrice' });
    return html`<p class="quiet facts">
      <span class="run">
        ${price(totals)} ${reportedNano > 0 ? html`<span>${billed(reportedNano)}</span>` : nothing}
        ${
          models.length > 0
            ? html`<span title=${models.join(', ')}>${plural(models.length, forms, String(models.length))}</span>
                <span>${actionLink(t('Add a price'), addPrice)}</span>`
            : nothing
        }
      </span>
    </p>`;
  }

  #unused(): TemplateResult {
    const { lastUse, period, tool } = this.data;
    if (tool !== null) return html`<p class="quiet">${unusedTool[period](toolWords(tool))}</p>`;
    return html`<p class="quiet">
      ${unused[period]()} ${lastUse ? t('Last: {0}, {1}.', day(lastUse.day), compact(lastUse.total)) : nothing}
    </p>`;
  }

  #copy(text: string): void {
    act(this, { kind: 'copy', text });
    this.copied = true;
    clearTimeout(this.#copiedTimer);
    this.#copiedTimer = setTimeout(() => (this.copied = false), copiedFor);
  }
}

const unused: Readonly<Record<Period, () => string>> = {
  session: () => t('No AI use this session.'),
  today: () => t('No AI use today.'),
  '7d': () => t('No AI use in 7 days.'),
  '30d': () => t('No AI use in 30 days.'),
};

/** Of the tool that the tab is narrowed to; others may have been used. */
const unusedTool: Readonly<Record<Period, (tool: string) => string>> = {
  session: (tool) => t('No use of {0} this session.', tool),
  today: (tool) => t('No use of {0} today.', tool),
  '7d': (tool) => t('No use of {0} in 7 days.', tool),
  '30d': (tool) => t('No use of {0} in 30 days.', tool),
};

/** An icon's name or a sign, and a word. Where a little is estimated, how much is exact. */
function chipOf(totals: Totals): { readonly sign: IconName | '≥' | '≈'; readonly words: string } {
  const kind = headlinePrecision(totals);
  if (kind === 'estimate') return { sign: '≈', words: t('estimate') };
  if (kind === 'atLeast') return { sign: '≥', words: t('at least') };
  const { exact } = totals.precision;
  if (exact === totals.total) return { sign: 'check', words: t('exact') };
  return { sign: '≈', words: t('{0} exact', share(exact, totals.total)) };
}
