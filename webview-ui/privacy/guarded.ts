import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PrivacyData } from '../../src/protocol/page.js';
import { long } from '../format/format.js';
import { actionLink } from '../kit/kit.js';
import { plural, t } from '../words.js';
import { act } from '../you/act.js';
import { Section } from '../you/section.js';

/** "What the guard found": how many secrets and personal data were in texts about to be sent, and what came of them. */
@customElement('tally-guarded')
export class Guarded extends Section {
  @property({ attribute: false }) data!: NonNullable<PrivacyData['guard']>;

  protected readonly section = 'guarded';

  protected override heading(): string {
    return t('What the guard found');
  }

  protected override body(): TemplateResult {
    const { found, redacted, sent } = this.data;
    const texts = { one: '{0} secret or personal text.', other: '{0} secrets and personal texts.' };
    const show = () => act(this, { kind: 'run', command: 'diagnose' });
    return html`<p>${plural(found, texts, long(found))} ${actionLink(t('By kind'), show)}</p>
      <p class="small quiet">
        ${t('{0} taken out, {1} sent all the same, {2} not sent.', long(redacted), long(sent), long(found - redacted - sent))}
      </p>
      <p class="small quiet">${t('Only these counts are kept, by kind and day.')}</p>`;
  }
}
