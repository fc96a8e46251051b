import { provideVSCodeDesignSystem, vsCodeButton, vsCodeLink } from '@vscode/webview-ui-toolkit';
import { html, type TemplateResult } from 'lit';
import { icon } from '../icons.js';

/**
 * The one seam to the component library. Badge and tag write inline styles, which our CSP refuses: never register them.
 */
provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeLink());

/**
 * A link that does something here. The editor follows every click on an anchor that reaches the document (`#` scrolls
 * to the top), so this one does not get there.
 */
export function actionLink(label: string, onClick: () => void): TemplateResult {
  const follow = (event: Event): void => {
    event.preventDefault();
    event.stopPropagation();
    onClick();
  };
  return html`<vscode-link href="#" @click=${follow}>${label}</vscode-link>`;
}

/** A small button with a cross; `label` is spoken and shown as tooltip. */
export function closeButton(label: string, onClick: () => void): TemplateResult {
  return html`<vscode-button appearance="icon" aria-label=${label} title=${label} @click=${onClick}
    >${icon('close')}</vscode-button
  >`;
}
