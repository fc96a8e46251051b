import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { type PauseLength, type PrivacyData, pauseLengths } from '../../src/protocol/page.js';
import { controlsSheet } from '../controls.css.js';
import { moment } from '../format/format.js';
import { t } from '../words.js';
import { act } from '../you/act.js';
import { Section } from '../you/section.js';

/** "Controls": counting goes on or is paused. */
@customElement('tally-controls')
export class Controls extends Section {
  static override styles = [Section.styles, controlsSheet];

  @property({ attribute: false }) data!: PrivacyData;

  protected readonly section = 'controls';

  protected override heading(): string {
    return t('Controls');
  }

  protected override body(): TemplateResult {
    const { paused } = this.data;
    return paused ? this.#paused(paused) : this.#counting();
  }

  #counting(): TemplateResult {
    return html`<p>${t('New use is counted.')}</p>
      <p class="small quiet">${t('Pause for how long? Use during a pause is left out for good.')}</p>
      <div class="buttons" role="group" aria-label=${t('Pause Counting')}>
        ${pauseLengths.map(
          (length) =>
            html`<button class="push" @click=${() => act(this, { kind: 'pause', length })}>${lengths[length]()}</button>`,
        )}
      </div>`;
  }

  #paused({ since, until }: NonNullable<PrivacyData['paused']>): TemplateResult {
    const { at } = this.data;
    const words =
      until === undefined
        ? t('Counting is paused since {0}, until you resume.', moment(since, at))
        : t('Counting is paused since {0}, until {1}.', moment(since, at), moment(until, at));
    return html`<p>${words}</p>
      <p class="small quiet">${t('Use during a pause is left out for good.')}</p>
      <div class="buttons">
        <button class="push" @click=${() => act(this, { kind: 'run', command: 'resume' })}>${t('Resume')}</button>
      </div>`;
  }
}

const lengths: Readonly<Record<PauseLength, () => string>> = {
  hour: () => t('1 hour'),
  tomorrow: () => t('Until tomorrow'),
  resumed: () => t('Until I resume'),
};
