import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LimitRow, SessionRow, Totals } from '../../src/core/report.js';
import type { WindowUse } from '../../src/protocol/ledger.js';
import type { YouData } from '../../src/protocol/page.js';
import { brief, compact, duration, headline, long, moment, requests, share } from '../format/format.js';
import { actionLink } from '../kit/kit.js';
import { toolWords } from '../toolWords.js';
import { plural, t } from '../words.js';
import { act } from './act.js';
import { bar, figure, price } from './figure.js';
import { folderName } from './folderName.js';
import { Section } from './section.js';

const nowSheet = css`
  .line {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    min-block-size: 24px;
  }
  .line .cut {
    flex: 0 1 auto;
  }
  .live {
    display: grid;
    grid-template-columns: 15px minmax(0, 1fr);
    margin-block-end: 8px;
  }
  .live > :nth-child(n + 3) {
    grid-column: 2;
  }
  .dot {
    align-self: center;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--vscode-charts-green);
    forced-color-adjust: none;
  }
  .meter {
    margin-block-start: 6px;
  }
  .meter .line {
    flex-wrap: wrap;
    column-gap: 12px;
    row-gap: 0;
    min-block-size: 22px;
  }
  .meter .number {
    margin-inline-start: auto;
    white-space: normal;
  }
  .hooked {
    margin-block: 0 4px;
    padding-inline-start: 12px;
  }
  .live .quiet {
    overflow-wrap: anywhere;
  }
`;

/** An old reading of a plan window is shown with its time. */
const freshFor = 10 * 60_000;

/** "Right now": the live AI session with context fill and plan windows, this window, this branch. */
@customElement('tally-now')
export class Now extends Section {
  static override styles = [Section.styles, nowSheet];

  @property({ attribute: false }) data!: YouData;

  protected readonly section = 'now';

  protected override heading(): string {
    return t('Right now');
  }

  protected override aside(): string {
    return this.data.now.live ? t('live') : '';
  }

  protected override body(): TemplateResult {
    const { live, window, branch } = this.data.now;
    return html`
      ${live ? this.#live(live) : this.#noSession()}
      ${window ? sum(t('This window, since {0}', this.#moment(window.since)), window.totals) : nothing}
      ${window && isUsed(window.hooked) ? hookedUse(window.hooked) : nothing}
      ${branch ? sum(t('This branch, {0}', branch.name), branch.totals) : nothing}
      ${this.data.offerAccepts ? this.#offer() : nothing}
    `;
  }

  #offer(): TemplateResult {
    const run = () => act(this, { kind: 'run', command: 'countAccepted' });
    return html`<p class="line small">${actionLink(t('Count accepted suggestions'), run)}</p>`;
  }

  /** Of the tools there is none; what this window does is told below. */
  #noSession(): TemplateResult | typeof nothing {
    const lastAt = this.data.now.window?.hooked.lastAt ?? Number.NEGATIVE_INFINITY;
    if (this.data.at - lastAt <= freshFor) return nothing;
    return html`<p class="line quiet">${t('No session in the last 10 minutes.')}</p>`;
  }

  #live(live: SessionRow): TemplateResult {
    const limits = this.data.now.limits.filter((limit) => limit.tool === live.tool && this.#runs(limit));
    const name = [toolWords(live.tool), folderName(live.project)].filter(Boolean).join(' · ');
    const facts = [t('since {0}', this.#moment(live.start)), duration(this.data.at - live.start)].join(' · ');
    return html`<div class="live">
      <span class="dot" aria-hidden="true"></span>
      <div class="line">
        <span class="cut" title=${live.project || nothing}>${name}</span>
        ${figure(brief(live.totals), headline(live.totals))}
      </div>
      <p class="small quiet">${facts} · ${price(live.totals)}</p>
      ${contextFill(live)} ${limits.map((limit) => this.#limit(limit))}
    </div>`;
  }

  /** A window that has been reset since is no longer known. */
  #runs(limit: LimitRow): boolean {
    return limit.resetsAt === undefined || limit.resetsAt > this.data.at;
  }

  #limit(limit: LimitRow): TemplateResult {
    const used = t('{0} {1} used', windowName(limit.window), share(limit.usedPercent, 100));
    const resets = limit.resetsAt === undefined ? '' : t('resets {0}', this.#moment(limit.resetsAt));
    const asOf = this.data.at - limit.at > freshFor ? t('as of {0}', this.#moment(limit.at)) : '';
    return meter(used, [resets, asOf].filter(Boolean).join(', '), bar(limit.usedPercent, 100));
  }

  #moment(at: number): string {
    return moment(at, this.data.at);
  }
}

function contextFill(live: SessionRow): TemplateResult | typeof nothing {
  const { context, contextWindow } = live;
  if (context === undefined) return nothing;
  if (contextWindow === undefined) return meter(t('Context {0}', compact(context)), '', nothing);
  const ratio = t('{0} of {1}', compact(context), compact(contextWindow));
  return meter(t('Context {0} full', share(context, contextWindow)), ratio, bar(context, contextWindow));
}

function meter(words: string, detail: string, track: TemplateResult | typeof nothing): TemplateResult {
  return html`<div class="meter small">
    <div class="line"><span>${words}</span>${detail ? html`<span class="number quiet">${detail}</span>` : nothing}</div>
    ${track}
  </div>`;
}

function sum(words: string, totals: Totals): TemplateResult {
  return html`<div class="line small">
    <span class="cut quiet" title=${words}>${words}</span>${figure(brief(totals), headline(totals))}
  </div>`;
}

function isUsed({ requests, suggestions }: WindowUse): boolean {
  return requests + suggestions > 0;
}

/** What this window's commands and suggestions came to; it is part of the window's sum. */
function hookedUse({ requests: count, suggestions, acceptedTokens, droppedTokens }: WindowUse): TemplateResult {
  const forms = { one: '{0} accepted suggestion', other: '{0} accepted suggestions' };
  const parts = [
    ...(count > 0 ? [requests(count)] : []),
    ...(suggestions > 0 ? [plural(suggestions, forms, long(suggestions))] : []),
  ];
  const became = t('{0} tokens accepted, {1} dropped', compact(acceptedTokens), compact(droppedTokens));
  return html`<p class="small quiet hooked">${parts.join(', ')}<br />${became}</p>`;
}

/** "5 h window" for `5h`, "Weekly window" for `weekly` and `7d`; another name as it is told. */
function windowName(window: string): string {
  if (/^(weekly|7 ?d)$/i.test(window)) return t('Weekly window');
  const span = /^(\d+) ?([hd])$/i.exec(window);
  if (!span) return window;
  return span[2]?.toLowerCase() === 'h' ? t('{0} h window', span[1] ?? '') : t('{0} d window', span[1] ?? '');
}
