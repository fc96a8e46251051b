import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { WeekFigures } from '../../src/core/team/figures.js';
import type { Champions } from '../../src/core/team/insights.js';
import { long, share } from '../format/format.js';
import { toolWords } from '../toolWords.js';
import { t } from '../words.js';
import { Section } from '../you/section.js';
import { rowsSheet } from './team.css.js';
import { spanWords, wasteWords, weekNumber } from './teamWords.js';

/** "Team figures": medians and shares, rounded, from five members. */
@customElement('tally-team-figures')
export class FiguresSection extends Section {
  static override styles = [Section.styles, rowsSheet];

  @property({ attribute: false }) figures!: WeekFigures;
  @property({ attribute: false }) champions: readonly Champions[] = [];
  /** Members of a figure. */
  @property({ attribute: false }) least!: number;

  protected readonly section = 'teamFigures';

  protected override heading(): string {
    return t('Team figures');
  }

  protected override aside(): string {
    return t('week {0}', weekNumber(this.figures.week));
  }

  protected override body(): TemplateResult {
    const { kept, cache, tools, waste, tokens } = this.figures;
    return html`${this.#figure(t('AI lines kept'), kept)} ${this.#figure(t('Read from cache'), cache)}
      ${tools.map(({ tool, members }) => line(t('Use {0}', toolWords(tool)), percent(members)))}
      ${waste.map(({ kind, met }) => line(t('Met: {0}', wasteWords[kind]()), percent(met)))}
      ${
        tokens === null
          ? nothing
          : line(
              t('Tokens, all together'),
              typeof tokens === 'string' ? withheld[tokens](this.least) : spanWords(tokens.from, tokens.to),
            )
      }
      <p class="small quiet">${t('Rounded. Shown from {0} members, never per person.', long(this.least))}</p>
      ${this.champions.map(asked)}`;
  }

  #figure(name: string, value: number | null): TemplateResult {
    return line(name, value === null ? withheld['fewer-than-5'](this.least) : percent(value));
  }
}

/** "Ask about Codex: Amber Fern, Low Cloud". They offered it. */
function asked({ tool, aliases }: Champions): TemplateResult {
  return html`<p class="line">
    <span>${t('Ask about {0}', toolWords(tool))}</span>
    <span>${aliases.map((alias, index) => html`${index > 0 ? ', ' : nothing}<bdi>${alias}</bdi>`)}</span>
  </p>`;
}

const withheld = {
  'fewer-than-5': (least: number) => t('fewer than {0} share it', long(least)),
  dominance: () => t('withheld: one member makes most of it'),
} as const;

function line(name: string, value: string): TemplateResult {
  return html`<p class="line"><span>${name}</span><span>${value}</span></p>`;
}

function percent(value: number): string {
  return share(value, 100);
}
