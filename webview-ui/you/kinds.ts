import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Totals } from '../../src/core/report.js';
import type { KindCosts } from '../../src/protocol/ledger.js';
import { compact, long, partOfCost, share, spokenCost } from '../format/format.js';
import { barSheet } from '../theme.css.js';
import { t } from '../words.js';
import { act } from './act.js';
import { figure } from './figure.js';
import { Part } from './part.js';

const kindsSheet = css`
  .track {
    gap: 1px;
    block-size: 10px;
    border-radius: 2px;
    background: none;
  }
  .swap {
    display: block;
    inline-size: 100%;
    padding-block: 7px;
    margin-block: -7px;
  }
  .fill {
    flex: 0 1 auto;
    border-radius: 0;
  }
  .fill:first-child {
    flex-grow: 1;
  }
  .table {
    display: grid;
    grid-template-columns: auto 1fr auto auto;
    column-gap: 8px;
    margin-block-start: 10px;
    line-height: 20px;
  }
  .row {
    display: grid;
    grid-column: 1 / -1;
    grid-template-columns: subgrid;
    align-items: center;
  }
  .share {
    padding-inline-start: 14px;
  }
  .cacheRead {
    --key: color-mix(in srgb, var(--tally-own) 42%, var(--tally-ground));
  }
  .cacheWrite {
    --key: color-mix(in srgb, var(--tally-own) 61%, var(--tally-ground));
  }
  .input {
    --key: color-mix(in srgb, var(--tally-own) 80%, var(--tally-ground));
  }
  .output {
    --key: var(--tally-own);
  }
  @container (max-width: 259px) {
    .table {
      grid-template-columns: auto 1fr auto;
    }
    .share {
      display: none;
    }
  }
`;

interface Kind {
  readonly id: 'cacheRead' | 'cacheWrite' | 'input' | 'output';
  readonly name: string;
  /** Tokens or nano-dollars. */
  readonly size: number;
  readonly shown: string;
  readonly spoken: string;
  readonly note: string;
}

/** The kinds of tokens as one bar and a table. Where there is a price, a click on the bar turns tokens into cost and back. */
@customElement('tally-kinds')
export class Kinds extends Part {
  static override styles = [Part.styles, barSheet, kindsSheet];

  @property({ attribute: false }) totals!: Totals;
  /** Null without a price. */
  @property({ attribute: false }) costs: KindCosts | null = null;
  @property({ type: Boolean }) asCost = false;

  protected override body(): TemplateResult {
    const { totals, costs } = this;
    const asCost = this.asCost && costs !== null;
    const kinds = asCost ? kindsByCost(totals, costs) : kindsByTokens(totals);
    const whole = kinds.reduce((sum, kind) => sum + kind.size, 0);
    const name = asCost ? t('Kinds of tokens by cost') : t('Kinds of tokens');
    return html`<figure aria-label=${summary(kinds, whole, asCost ? spokenCost(totals) : long(totals.total), asCost)}>
      ${costs === null ? track(kinds, whole) : this.#swap(track(kinds, whole), asCost)}
      <div class="table small" role="table" aria-label=${name}>${kinds.map((kind) => row(kind, whole))}</div>
    </figure>`;
  }

  #swap(content: TemplateResult, asCost: boolean): TemplateResult {
    const words = asCost ? t('Show tokens') : t('Show cost');
    return html`<button class="swap" aria-label=${words} title=${words} @click=${() => act(this, { kind: 'kinds' })}>
      ${content}
    </button>`;
  }
}

function track(kinds: readonly Kind[], whole: number): TemplateResult {
  return html`<div class="track" aria-hidden="true">
    ${kinds.map((kind) =>
      kind.size > 0
        ? html`<div
            class="fill ${kind.id}"
            title="${kind.name} ${kind.spoken}"
            .style=${`inline-size: ${((kind.size / whole) * 100).toFixed(2)}%`}
          ></div>`
        : nothing,
    )}
  </div>`;
}

function row(kind: Kind, total: number): TemplateResult {
  return html`<div class="row" role="row" title=${kind.note || nothing}>
    <span class="key ${kind.id}" aria-hidden="true"></span>
    <span class="cut" role="rowheader">${kind.name}</span>
    <span class="number" role="cell">${figure(kind.shown, kind.spoken)}</span>
    <span class="share number quiet" role="cell">${share(kind.size, total)}</span>
  </div>`;
}

const names: Readonly<Record<Kind['id'], () => string>> = {
  cacheRead: () => t('Read from cache'),
  cacheWrite: () => t('Written to cache'),
  input: () => t('Fresh input'),
  output: () => t('Output'),
};

function kindsByTokens(totals: Totals): readonly Kind[] {
  const { cacheRead, cacheWrite5m, cacheWrite1h, input, output, reasoning } = totals;
  const reasoned = reasoning > 0 ? t('{0} of it reasoning', long(reasoning)) : '';
  const kind = (id: Kind['id'], tokens: number, note = ''): Kind => {
    return { id, name: names[id](), size: tokens, shown: compact(tokens), spoken: long(tokens), note };
  };
  return [
    kind('cacheRead', cacheRead),
    kind('cacheWrite', cacheWrite5m + cacheWrite1h),
    kind('input', input),
    kind('output', output, reasoned),
  ];
}

function kindsByCost({ costAtLeast }: Totals, costs: KindCosts): readonly Kind[] {
  return (['cacheRead', 'cacheWrite', 'input', 'output'] as const).map((id) => {
    const shown = partOfCost(costs[id], costs.estimated, costAtLeast);
    return { id, name: names[id](), size: costs[id], shown, spoken: shown, note: '' };
  });
}

function summary(kinds: readonly Kind[], whole: number, sum: string, asCost: boolean): string {
  const shares = kinds.map((kind) => share(kind.size, whole));
  if (asCost)
    return t(
      '{0}: {1} for reading from cache, {2} for writing to cache, {3} for fresh input, {4} for output.',
      sum,
      ...shares,
    );
  return t('{0} tokens: {1} read from cache, {2} written to cache, {3} fresh input, {4} output.', sum, ...shares);
}
