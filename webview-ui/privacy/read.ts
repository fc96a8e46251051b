import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { keepsNoCounts } from '../../src/core/advice.js';
import type { PrivacyData } from '../../src/protocol/page.js';
import { long, moment } from '../format/format.js';
import { actionLink } from '../kit/kit.js';
import { toolWords } from '../toolWords.js';
import { plural, t } from '../words.js';
import { act } from '../you/act.js';
import { Section } from '../you/section.js';
import { pathText } from './pathText.js';
import { skipWords } from './skips.js';

const readSheet = css`
  li {
    padding-block-end: 8px;
  }
  .line {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: 12px;
  }
  .path {
    font-family: var(--vscode-editor-font-family, monospace);
    font-size: calc(var(--tally-size) - 2px);
    overflow-wrap: anywhere;
    unicode-bidi: plaintext;
  }
  .verify {
    padding-block-start: 8px;
  }
`;

/** "What is read": each tool with logs here, where, how much of it, and what was passed over. */
@customElement('tally-read')
export class Read extends Section {
  static override styles = [Section.styles, readSheet];

  @property({ attribute: false }) data!: PrivacyData;

  protected readonly section = 'read';

  protected override heading(): string {
    return t('What is read');
  }

  protected override aside(): string {
    const count = this.data.sources.length;
    return plural(count, { one: '{0} tool', other: '{0} tools' }, long(count));
  }

  protected override body(): TemplateResult {
    const { sources } = this.data;
    if (sources.length === 0) return html`<p class="quiet">${t('No logs found.')}</p>`;
    const verify = () => act(this, { kind: 'run', command: 'verify' });
    return html`<ul>
        ${sources.map((source) => this.#source(source))}
      </ul>
      ${this.#passedOver()}
      <p class="small verify">${actionLink(t('Verify against the tools’ own totals'), verify)}</p>`;
  }

  /** "12,016 lines passed over. Show which" */
  #passedOver(): TemplateResult | typeof nothing {
    const counts = this.data.sources.flatMap(({ skipped }) => Object.values(skipped));
    const lines = counts.reduce((sum, count) => sum + count, 0);
    if (lines === 0) return nothing;
    const words = plural(lines, { one: '{0} line passed over.', other: '{0} lines passed over.' }, long(lines));
    const show = () => act(this, { kind: 'run', command: 'diagnose' });
    return html`<p class="small quiet">${words} ${actionLink(t('Show which'), show)}</p>`;
  }

  #source({ tool, roots, files, records, skipped, lastEventAt }: PrivacyData['sources'][number]): TemplateResult {
    const passedOver = skipWords(skipped);
    const [first, ...others] = roots.filter(({ state }) => state !== 'absent');
    return html`<li>
      <div class="line">
        <span class="cut">${toolWords(tool)}</span>
        <span class="number">${plural(records, { one: '{0} record', other: '{0} records' }, long(records))}</span>
      </div>
      <div class="line small quiet">
        <span class="path">${first ? this.#path(first) : nothing}</span>
        <span class="number">${plural(files, { one: '{0} file', other: '{0} files' }, long(files))}</span>
      </div>
      ${others.map((root) => html`<p class="small quiet path">${this.#path(root)}</p>`)}
      <p class="small quiet">
        ${lastEventAt === undefined ? nothing : t('Last {0}.', moment(lastEventAt, this.data.at))}
        ${passedOver === '' ? nothing : t('Passed over: {0}.', passedOver)}
        ${keepsNoCounts(tool, [{ records, skipped }]) ? t('Keeps no token counts.') : nothing}
      </p>
    </li>`;
  }

  #path({ path, state }: { readonly path: string; readonly state: string }): TemplateResult {
    return html`${pathText(path, this.data.home)} ${state === 'unreadable' ? t('(cannot be read)') : nothing}`;
  }
}
