import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Milestones } from '../../src/core/badges/milestones.js';
import { compact, days, long, rounded } from '../format/format.js';
import { rowsSheet } from '../team/team.css.js';
import { t } from '../words.js';
import { figure } from '../you/figure.js';
import { Section } from '../you/section.js';

/** "Milestones": round sums of tokens, apart from the badges and for the person alone. */
@customElement('tally-milestones')
export class MilestonesSection extends Section {
  static override styles = [Section.styles, rowsSheet];

  @property({ attribute: false }) milestones!: Milestones;

  protected readonly section = 'milestones';

  protected override heading(): string {
    return t('Milestones');
  }

  protected override body(): TemplateResult {
    const { total, reached, next } = this.milestones;
    return html`${line(t('Counted so far'), figure(compact(total), long(total)))}
      ${[...reached].reverse().map(({ tokens, day: on }) => line(t('{0} tokens', rounded(tokens)), html`${days(on, on)}`))}
      ${line(t('Next'), html`${t('{0} tokens', rounded(next))}`)}
      <p class="small quiet">${t('Volume, no badge. Nobody else sees it, and it is never shared.')}</p>`;
  }
}

function line(name: string, value: TemplateResult): TemplateResult {
  return html`<p class="line"><span>${name}</span><span class="quiet">${value}</span></p>`;
}
