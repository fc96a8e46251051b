import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Totals } from '../../src/core/report.js';
import { compact, long, share } from '../format/format.js';
import { barSheet } from '../theme.css.js';
import { t } from '../words.js';
import { figure } from './figure.js';
import { Part } from './part.js';

const kindsSheet = css`
  .track {
    gap: 1px;
    block-size: 10px;
    border-radius: 2px;
    background: none;
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
  readonly tokens: number;
  readonly note: string;
}

/** The kinds of tokens as one bar and a table. */
@customElement('tally-kinds')
export class Kinds extends Part {
  static override styles = [Part.styles, barSheet, kindsSheet];

  @property({ attribute: false }) totals!: Totals;

  protected override body(): TemplateResult {
    const kinds = kindsOf(this.totals);
    const { total } = this.totals;
    return html`<figure aria-label=${summary(kinds, total)}>
      <div class="track" aria-hidden="true">
        ${kinds.map((kind) =>
          kind.tokens > 0
            ? html`<div
                class="fill ${kind.id}"
                title="${kind.name} ${long(kind.tokens)}"
                .style=${`inline-size: ${((kind.tokens / total) * 100).toFixed(2)}%`}
              ></div>`
            : nothing,
        )}
      </div>
      <div class="table small" role="table" aria-label=${t('Kinds of tokens')}>
        ${kinds.map((kind) => row(kind, total))}
      </div>
    </figure>`;
  }
}

function row(kind: Kind, total: number): TemplateResult {
  return html`<div class="row" role="row" title=${kind.note || nothing}>
    <span class="key ${kind.id}" aria-hidden="true"></span>
    <span class="cut" role="rowheader">${kind.name}</span>
    <span class="number" role="cell">${figure(compact(kind.tokens), long(kind.tokens))}</span>
    <span class="share number quiet" role="cell">${share(kind.tokens, total)}</span>
  </div>`;
}

function kindsOf(totals: Totals): readonly Kind[] {
  const { cacheRead, cacheWrite5m, cacheWrite1h, input, output, reasoning } = totals;
  return [
    { id: 'cacheRead', name: t('Read from cache'), tokens: cacheRead, note: '' },
    { id: 'cacheWrite', name: t('Written to cache'), tokens: cacheWrite5m + cacheWrite1h, note: '' },
    { id: 'input', name: t('Fresh input'), tokens: input, note: '' },
    {
      id: 'output',
      name: t('Output'),
      tokens: output,
      note: reasoning > 0 ? t('{0} of it reasoning', long(reasoning)) : '',
    },
  ];
}

function summary(kinds: readonly Kind[], total: number): string {
  const shares = kinds.map((kind) => share(kind.tokens, total));
  return t(
    '{0} tokens: {1} read from cache, {2} written to cache, {3} fresh input, {4} output.',
    long(total),
    ...shares,
  );
}
