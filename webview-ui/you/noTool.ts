import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { mark } from '../icons.js';
import { actionLink } from '../kit/kit.js';
import { plural, t } from '../words.js';
import { act } from './act.js';
import { Part } from './part.js';

const noToolSheet = css`
  .mark {
    inline-size: 32px;
    block-size: 32px;
    margin-block: 4px 12px;
    color: var(--tally-quiet);
  }
  h2 {
    margin-block-end: 4px;
    font-weight: 600;
  }
  .links {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    margin-block-start: 8px;
  }
`;

/** No AI tool has been found on this machine yet. */
@customElement('tally-no-tool')
export class NoTool extends Part {
  static override styles = [Part.styles, noToolSheet];

  /** In how many tools' places was looked. */
  @property({ type: Number }) looked = 0;

  protected override body(): TemplateResult {
    const forms = {
      one: 'Tallyboard looked where {0} tool keeps its logs.',
      other: 'Tallyboard looked where {0} tools keep their logs.',
    };
    return html`${mark()}
      <h2>${t('No AI tool found yet.')}</h2>
      <p class="small quiet">
        ${plural(this.looked, forms, String(this.looked))} ${t('Use one and it appears here by itself.')}
      </p>
      <p class="links small">
        ${actionLink(t('Add a folder'), () => act(this, { kind: 'run', command: 'addFolder' }))}
        ${actionLink(t('What was looked at'), () => act(this, { kind: 'run', command: 'diagnose' }))}
      </p>`;
  }
}
