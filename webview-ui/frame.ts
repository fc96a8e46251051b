import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Tab } from '../src/protocol/page.js';
import './badges/badges.js';
import { newBadges, nothingSeen } from './badges/shown.js';
import { frameSheet } from './frame.css.js';
import { icon } from './icons.js';
import './privacy/erased.js';
import './privacy/privacy.js';
import {
  boardSentence,
  copiedSentence,
  countingAgainSentence,
  erasedSentence,
  hiddenSentence,
  judgedSentence,
  kindsSentence,
  noticeSentence,
  pausedSentence,
  periodSentence,
  readSentence,
  shownAgainSentence,
  toolSentence,
} from './speech.js';
import { tabsOf } from './state.js';
import type { Store } from './store.js';
import './tabs.js';
import { tabNames } from './tabs.js';
import './team/team.js';
import { promiseOf } from './team/promise.js';
import { baseSheet } from './theme.css.js';
import { t } from './words.js';
import { type Act, onAct } from './you/act.js';
import './you/foot.js';
import './you/notice.js';
import { type NoticeWords, noticeOf, outdatedNotice } from './you/notices.js';
import './you/skeleton.js';
import './you/you.js';

/** The page: label of demo data, tabs, one notice, the tab's panel, the foot, and the one live region. Turns acts into calls of the store. */
@customElement('tally-page')
export class Page extends LitElement {
  static override styles = [baseSheet, frameSheet];

  @property({ attribute: false }) store!: Store;
  @state() private spoken = '';
  #wasReady = true;
  #wasErased = false;
  #noticed = '';

  constructor() {
    super();
    onAct(this, (what) => void this.#do(what));
  }

  /** To be called after each change of the store's state. */
  follow(): void {
    const { data, erased } = this.store.state;
    const notice = this.#notice();
    const news = [
      ...(data?.state.ready && !this.#wasReady ? [readSentence(data)] : []),
      ...(erased && !this.#wasErased ? [erasedSentence()] : []),
      ...(notice && notice.id !== this.#noticed ? [noticeSentence(notice)] : []),
    ];
    if (news.length > 0) this.spoken = news.join(' ');
    if (data) this.#wasReady = data.state.ready;
    this.#wasErased = erased;
    this.#noticed = notice?.id ?? '';
    this.requestUpdate();
  }

  override render(): TemplateResult {
    const { hello, outdated, view, team } = this.store.state;
    const notice = this.#notice();
    return html`<main class="page">
        <h1 class="unseen">${t('Tallyboard')}</h1>
        ${outdated ? nothing : html`<tally-tabs .tab=${view.tab} .tabs=${tabsOf(hello)} .news=${this.#news()}></tally-tabs>`}
        ${hello && hello.dataKind !== 'real' ? demoLabel() : nothing}
        ${notice ? html`<tally-notice .notice=${notice}></tally-notice>` : nothing}
        ${outdated ? nothing : html`<div role="tabpanel" aria-label=${tabNames[view.tab]()}>${this.#panel()}</div>`}
        <tally-foot .at=${this.#figuresAt()} .promise=${promiseOf(view.tab, team.value)}></tally-foot>
      </main>
      <div class="unseen" role="status" aria-live="polite">${this.spoken}</div>`;
  }

  /** Instant of the figures that are shown; 0: none, or none that age. */
  #figuresAt(): number {
    const { view, data, team } = this.store.state;
    if (view.tab === 'team') return team.value?.state === 'member' ? team.value.at : 0;
    return view.tab === 'you' ? (data?.at ?? 0) : 0;
  }

  #news(): readonly Tab[] {
    const { badges, view } = this.store.state;
    return newBadges(badges.value, view.badges ?? nothingSeen).length > 0 ? ['badges'] : [];
  }

  #notice(): NoticeWords | null {
    const { outdated, data, closedNotices } = this.store.state;
    if (outdated) return outdatedNotice();
    return data && noticeOf(data, Date.now(), closedNotices);
  }

  #panel(): TemplateResult {
    const { data, view, failure, erased, erasure, team, calendar, kept, insights, badges, details, machines } =
      this.store.state;
    if (erased) return html`<tally-erased .erasure=${erasure}></tally-erased>`;
    if (view.tab === 'privacy') return this.#privacy();
    if (view.tab === 'badges') {
      if (badges.value === null && badges.failure === null) return html`<tally-skeleton></tally-skeleton>`;
      return html`<tally-badges .data=${badges.value} .view=${view} .failure=${badges.failure}></tally-badges>`;
    }
    if (view.tab === 'team') {
      if (team.value === null && team.failure === null) return html`<tally-skeleton></tally-skeleton>`;
      return html`<tally-team .data=${team.value} .view=${view} .failure=${team.failure}></tally-team>`;
    }
    if (!data && failure === null) return html`<tally-skeleton></tally-skeleton>`;
    return html`<tally-you
      .data=${data}
      .view=${view}
      .failure=${failure}
      .calendar=${calendar}
      .kept=${kept}
      .insights=${insights}
      .badges=${badges.value}
      .details=${details}
      .machines=${machines.value}
    ></tally-you>`;
  }

  #privacy(): TemplateResult {
    const { hello, privacy, shared, view, failure } = this.store.state;
    if (privacy.value === null && privacy.failure === null && failure === null)
      return html`<tally-skeleton></tally-skeleton>`;
    const silent = hello?.team === undefined || hello.team?.state === 'none';
    return html`<tally-privacy
      .data=${privacy.value}
      .view=${view}
      .failure=${privacy.failure ?? failure ?? shared.failure}
      .shared=${shared.value}
      .silent=${silent}
    ></tally-privacy>`;
  }

  async #do(what: Act): Promise<void> {
    const { store } = this;
    if (what.kind === 'run') store.run(what.command);
    else if (what.kind === 'fold') store.toggleFold(what.section);
    else if (what.kind === 'close') store.closeNotice(what.notice);
    else if (what.kind === 'tab') store.showTab(what.tab);
    else if (what.kind === 'detail') store.toggleDetail(what.tool);
    else if (what.kind === 'report') store.report(what.about);
    else if (what.kind === 'runTeam') store.runTeam(what.command);
    else if (what.kind === 'showSent') store.showSent(what.hash);
    else if (what.kind === 'showBadge') store.showBadge(what.id);
    else if (what.kind === 'showInsight') store.showInsight(what.id);
    else if (what.kind === 'badgesSeen') store.seeBadges();
    else if (what.kind === 'badge') return;
    else await this.#doAndTell(what);
  }

  /** Acts whose outcome is spoken. */
  async #doAndTell(
    what: Exclude<
      Act,
      {
        kind:
          | 'run'
          | 'fold'
          | 'close'
          | 'tab'
          | 'detail'
          | 'report'
          | 'runTeam'
          | 'showSent'
          | 'showBadge'
          | 'showInsight'
          | 'badgesSeen'
          | 'badge';
      }
    >,
  ): Promise<void> {
    const { store } = this;
    if (what.kind === 'copy') {
      if (await store.copy(what.text)) this.spoken = copiedSentence(what.text);
    } else if (what.kind === 'pause') {
      if (await store.pause(what.length)) this.spoken = pausedSentence();
    } else if (what.kind === 'countAgain') {
      if (await store.countAgain(what.from)) this.spoken = countingAgainSentence();
    } else if (what.kind === 'kinds') {
      store.toggleKinds();
      this.spoken = kindsSentence(store.state.view.kindsAsCost);
    } else if (what.kind === 'hideBadge' || what.kind === 'unhideBadge') {
      const hide = what.kind === 'hideBadge';
      store.hideBadge(what.badge, hide);
      this.spoken = hide ? hiddenSentence(what.badge) : shownAgainSentence(what.badge);
    } else if (what.kind === 'judge') {
      if (await store.judge(what.verdict)) this.spoken = judgedSentence(what.verdict);
    } else if (what.kind === 'board') {
      await store.showBoard(what.board);
      this.spoken = boardSentence(store.state.team.value);
    } else await this.#show(what);
  }

  async #show(what: Extract<Act, { kind: 'period' | 'tool' }>): Promise<void> {
    const { store } = this;
    await (what.kind === 'period' ? store.showPeriod(what.period) : store.showTool(what.tool));
    const { data, view } = store.state;
    if (data?.period !== view.period || data.tool !== view.tool) return;
    this.spoken = what.kind === 'period' ? periodSentence(data) : toolSentence(data);
  }
}

function demoLabel(): TemplateResult {
  return html`<p class="demo">${icon('beaker')}<span>${t('Demo data: generated, not yours')}</span></p>`;
}
