import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { icon } from '../icons.js';
import { barSheet, baseSheet } from '../theme.css.js';
import { toolWords } from '../toolWords.js';
import { t } from '../words.js';
import { act } from './act.js';
import { toolColour } from './toolColour.js';

const filterSheet = css`
  :host {
    min-inline-size: 0;
  }
  button {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    max-inline-size: 100%;
    min-block-size: 26px;
    padding-inline: 8px 5px;
    border: 1px solid var(--vscode-contrastBorder, color-mix(in srgb, var(--vscode-foreground) 18%, transparent));
    border-radius: 13px;
    background: var(--vscode-list-inactiveSelectionBackground);
    font-size: calc(var(--tally-size) - 1px);
  }
  .icon {
    inline-size: 14px;
    block-size: 14px;
  }
`;

/** The chip "Claude Code ×": the tab is about one tool; a click shows all again. */
@customElement('tally-filter')
export class Filter extends LitElement {
  static override styles = [baseSheet, barSheet, filterSheet];

  @property() tool = '';

  override render(): TemplateResult {
    const name = toolWords(this.tool);
    const words = t('{0} only. Show all tools', name);
    return html`<button aria-label=${words} title=${words} @click=${() => act(this, { kind: 'tool', tool: null })}>
      <span class="key ${toolColour(this.tool)}" aria-hidden="true"></span><span class="cut">${name}</span
      >${icon('close')}
    </button>`;
  }
}
