import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { frameSheet } from './frame.css.js';
import { icon } from './icons.js';
import { copiedSentence, periodSentence, readSentence } from './speech.js';
import type { Store } from './store.js';
import { baseSheet } from './theme.css.js';
import { t } from './words.js';
import { type Act, onAct } from './you/act.js';
import './you/foot.js';
import './you/notice.js';
import { type NoticeWords, noticeOf, outdatedNotice } from './you/notices.js';
import './you/skeleton.js';
import './you/you.js';

/** The page: label of demo data, one notice, the tab, the foot, and the one live region. Turns acts into calls of the store. */
@customElement('tally-page')
export class Page extends LitElement {
  static override styles = [baseSheet, frameSheet];

  @property({ attribute: false }) store!: Store;
  @state() private spoken = '';
  #wasReady = true;

  constructor() {
    super();
    onAct(this, (what) => void this.#do(what));
  }

  /** To be called after each change of the store's state. */
  follow(): void {
    const { data } = this.store.state;
    if (data?.state.ready && !this.#wasReady) this.spoken = readSentence(data);
    if (data) this.#wasReady = data.state.ready;
    this.requestUpdate();
  }

  override render(): TemplateResult {
    const { hello, data } = this.store.state;
    return html`<main class="page">
        <h1 class="unseen">${t('You')}</h1>
        ${hello && hello.dataKind !== 'real' ? demoLabel() : nothing} ${this.#notice()} ${this.#tab()}
        <tally-foot .at=${data?.at ?? 0}></tally-foot>
      </main>
      <div class="unseen" role="status" aria-live="polite">${this.spoken}</div>`;
  }

  #notice(): TemplateResult | typeof nothing {
    const { outdated, data, closedNotices } = this.store.state;
    const notice: NoticeWords | null = outdated
      ? outdatedNotice()
      : data
        ? noticeOf(data, Date.now(), closedNotices)
        : null;
    return notice ? html`<tally-notice .notice=${notice}></tally-notice>` : nothing;
  }

  #tab(): TemplateResult | typeof nothing {
    const { outdated, data, view, failure } = this.store.state;
    if (outdated) return nothing;
    if (!data && failure === null) return html`<tally-skeleton></tally-skeleton>`;
    return html`<tally-you .data=${data} .view=${view} .failure=${failure}></tally-you>`;
  }

  async #do(what: Act): Promise<void> {
    if (what.kind === 'run') this.store.run(what.command);
    else if (what.kind === 'fold') this.store.toggleFold(what.section);
    else if (what.kind === 'close') this.store.closeNotice(what.notice);
    else if (what.kind === 'copy') await this.#copy(what.text);
    else await this.#showPeriod(what.period);
  }

  async #showPeriod(period: Extract<Act, { kind: 'period' }>['period']): Promise<void> {
    await this.store.showPeriod(period);
    const { data, view } = this.store.state;
    if (data?.period === period && view.period === period) this.spoken = periodSentence(data);
  }

  async #copy(text: string): Promise<void> {
    if (await this.store.copy(text)) this.spoken = copiedSentence(text);
  }
}

function demoLabel(): TemplateResult {
  return html`<p class="demo">${icon('beaker')}<span>${t('Demo data: generated, not yours')}</span></p>`;
}
