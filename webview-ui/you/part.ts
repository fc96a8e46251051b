import { type CSSResultGroup, html, LitElement, type TemplateResult } from 'lit';
import { icon } from '../icons.js';
import { actionLink } from '../kit/kit.js';
import { baseSheet } from '../theme.css.js';
import { t } from '../words.js';
import { act } from './act.js';
import { failureSheet } from './part.css.js';

/** A piece of the page that can fail alone: what its `body` throws is shown in its place. */
export abstract class Part extends LitElement {
  static override styles: CSSResultGroup = [baseSheet, failureSheet];

  /** Throws when the figures cannot be shown. */
  protected abstract body(): TemplateResult;

  override render(): TemplateResult {
    return this.guarded();
  }

  protected guarded(): TemplateResult {
    try {
      return this.body();
    } catch (error) {
      return failure(this, couldNot(error instanceof Error ? error.message : String(error)));
    }
  }
}

/** The words for figures that could not be worked out. */
export function couldNot(reason: string): string {
  return t('This part could not be worked out. {0}', reason);
}

/** The words and a link to Diagnose. `from` tells of the click. */
export function failure(from: EventTarget, words: string): TemplateResult {
  const diagnose = () => act(from, { kind: 'run', command: 'diagnose' });
  return html`<div class="failure small">
    ${icon('failed')}
    <p>${words} ${actionLink(t('Diagnose'), diagnose)}</p>
  </div>`;
}
