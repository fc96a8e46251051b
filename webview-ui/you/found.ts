import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { YouData } from '../../src/protocol/page.js';
import { long } from '../format/format.js';
import { type IconName, icon } from '../icons.js';
import { actionLink } from '../kit/kit.js';
import { toolWords } from '../toolWords.js';
import { t } from '../words.js';
import { act } from './act.js';
import { Section } from './section.js';

const foundSheet = css`
  li {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 25px;
  }
  li .cut {
    flex: 1 1 40%;
  }
  li .quiet {
    flex: none;
    max-inline-size: 60%;
    white-space: normal;
  }
  .more {
    margin-block-start: 4px;
  }
`;

/** "Found on this machine": the tools with logs, and how far each has been read. */
@customElement('tally-found')
export class Found extends Section {
  static override styles = [Section.styles, foundSheet];

  @property({ attribute: false }) data!: YouData;

  protected readonly section = 'found';

  protected override heading(): string {
    return t('Found on this machine');
  }

  protected override body(): TemplateResult {
    const addFolder = () => act(this, { kind: 'run', command: 'addFolder' });
    return html`<ul>
        ${this.#tools().map(
          ({ tool, sign, words }) => html`<li>
            <span class=${sign === 'pass' ? 'done' : 'quiet'}>${icon(sign)}</span>
            <span class="cut">${toolWords(tool)}</span>
            ${words ? html`<span class="number small quiet">${words}</span>` : nothing}
          </li>`,
        )}
      </ul>
      <p class="more small">${actionLink(t('Add a folder'), addFolder)}</p>`;
  }

  /** Tools in the order they are read; those found but not yet listed come last. */
  #tools(): readonly { readonly tool: string; readonly sign: IconName; readonly words: string }[] {
    const { progress, toolsFound } = this.data.state;
    const listed = new Set(progress.tools.map(({ tool }) => tool));
    return [
      ...progress.tools.map(({ tool, filesDone, filesTotal }) => ({ tool, ...stage(filesDone, filesTotal) })),
      ...toolsFound.filter((tool) => !listed.has(tool)).map((tool) => ({ tool, ...stage(0, 1) })),
    ];
  }
}

function stage(done: number, total: number): { readonly sign: IconName; readonly words: string } {
  if (done >= total) return { sign: 'pass', words: t('read') };
  if (done > 0) return { sign: 'sync', words: t('reading {0} of {1}', long(done), long(total)) };
  return { sign: 'clock', words: t('next') };
}
