import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { insightAdvice, insightName } from '../../src/core/insights/words/insightWords.js';
import type { InsightsData, PageInsight } from '../../src/protocol/insights.js';
import { allFormats, long, moment, namedCost } from '../format/format.js';
import { icon } from '../icons.js';
import { actionLink } from '../kit/kit.js';
import type { Answer } from '../state.js';
import { toolWords } from '../toolWords.js';
import { plural, t } from '../words.js';
import { act } from './act.js';
import { folderName } from './folderName.js';
import { couldNot, failure } from './part.js';
import { Section } from './section.js';
import { worthSheet } from './worth.css.js';

/** Findings that are named before one asks for all. */
const first = 3;

/**
 * "Worth a look": what need not have been used, each with where it was and what it cost too much. A click shows its evidence, what
 * avoids it, and asks whether it is right.
 */
@customElement('tally-worth')
export class Worth extends Section {
  static override styles = [Section.styles, worthSheet];

  @property({ attribute: false }) answer: Answer<InsightsData> = { value: null, failure: null };
  /** Instant of now. */
  @property({ type: Number }) at = 0;
  /** Ids of those that are unfolded. */
  @state() private open: readonly string[] = [];
  @state() private all = false;

  protected readonly section = 'worth';

  protected override heading(): string {
    return t('Worth a look');
  }

  protected override aside(): string {
    return this.answer.value ? t('28 days') : '';
  }

  protected override body(): TemplateResult {
    const { value, failure: reason } = this.answer;
    if (!value) return html`${reason === null ? nothing : failure(this, couldNot(reason))}`;
    if (value.shown.length === 0) return html`<p class="small quiet">${t('Nothing in the last 28 days.')}</p>`;
    const shown = this.all ? value.shown : value.shown.slice(0, first);
    return html`<ul>
        ${shown.map((each) => this.#finding(each))}
      </ul>
      ${this.#rest(value)}`;
  }

  #rest({ shown, more }: InsightsData): TemplateResult | typeof nothing {
    if (shown.length <= first) return nothing;
    const toggle = () => {
      this.all = !this.all;
    };
    const smaller = { one: '{0} more, smaller.', other: '{0} more, smaller.' };
    return html`<p class="rest small">
      ${this.all && more > 0 ? html`<span class="quiet">${plural(more, smaller, long(more))}</span>` : nothing}
      ${actionLink(this.all ? t('Show fewer') : t('Show all {0}', long(shown.length + more)), toggle)}
    </p>`;
  }

  #finding(found: PageInsight): TemplateResult {
    const { id, kind, times, costNano } = found;
    const open = this.open.includes(id);
    const name = insightName(kind, times, { t, plural });
    const where = whereWords(found, this.at);
    return html`<li>
      <button class="finding" aria-expanded=${open ? 'true' : 'false'} @click=${() => this.#toggle(id)}>
        ${icon('bulb')}<span class="what"
          ><span class="cut" title=${name}>${name}</span><span class="cut small quiet" title=${where}>${where}</span></span
        >
        <span class="number ${costNano === null ? 'small quiet' : ''}">${costWords(costNano)}</span>
      </button>
      ${open ? this.#detail(found) : nothing}
    </li>`;
  }

  #detail(found: PageInsight): TemplateResult {
    const { id, kind, tokens, costNano, session } = found;
    const tokenWords = t('{0} tokens', long(tokens));
    return html`<div class="detail small">
      <dl>
        <dt>${t('Evidence')}</dt>
        <dd>${evidenceWords(found)}</dd>
        <dt>${t('Too much')}</dt>
        <dd>${costNano === null ? tokenWords : t('{0}, {1}', tokenWords, namedCost({ costNano, costAtLeast: false }))}</dd>
        <dt>${t('Instead')}</dt>
        <dd>${insightAdvice(kind, { t, plural })}</dd>
      </dl>
      <p class="links">
        ${actionLink(t('Show the turns'), () => act(this, { kind: 'showInsight', id }))}
        ${actionLink(t('Session report'), () => act(this, { kind: 'report', about: { session: session.id } }))}
        ${actionLink(t('Dismiss'), () => this.#judge(found, { dismissed: true }))}
      </p>
      <p class="links">${this.#question(found)}</p>
    </div>`;
  }

  #question(found: PageInsight): TemplateResult {
    if (found.right !== null) {
      const words = found.right ? t('You said it was right.') : t('You said it was not right.');
      return html`<span class="quiet">${words} ${t('That stays on this machine.')}</span>
        ${actionLink(t('Take it back'), () => this.#judge(found, { right: null }))}`;
    }
    return html`<span class="quiet">${t('Was this right?')}</span>
      ${actionLink(t('Yes'), () => this.#judge(found, { right: true }))}
      ${actionLink(t('No'), () => this.#judge(found, { right: false }))}`;
  }

  #toggle(id: string): void {
    this.open = this.open.includes(id) ? this.open.filter((other) => other !== id) : [...this.open, id];
  }

  #judge({ id, right }: PageInsight, verdict: { readonly dismissed?: true; readonly right?: boolean | null }): void {
    act(this, { kind: 'judge', verdict: { id, dismissed: false, right, ...verdict } });
  }
}

function costWords(costNano: number | null): string {
  return costNano === null ? t('price unknown') : allFormats().money(costNano);
}

/** "Claude Code · harbour, Thu 26 Nov, 10:21" */
function whereWords({ session, start }: PageInsight, now: number): string {
  const where = [toolWords(session.tool), folderName(session.project)].filter(Boolean).join(' · ');
  return t('{0}, {1}', where, moment(start, now));
}

/** "3 requests, from number 12 to number 31 of 41" */
function evidenceWords({ requests, first, last, of }: PageInsight): string {
  if (first === last) return t('request {0} of {1}', long(first), long(of));
  const count = plural(requests, { one: '{0} request', other: '{0} requests' }, long(requests));
  return t('{0}, between request {1} and {2} of {3}', count, long(first), long(last), long(of));
}
