import { provideVSCodeDesignSystem, vsCodeLink } from '@vscode/webview-ui-toolkit';
import { html, type TemplateResult } from 'lit';

/**
 * The one seam to the component library. Badge and tag write inline styles, which our CSP refuses: never register them. Its
 * button would be a tenth of the page: the page has its own (`controls.css.ts`).
 */
provideVSCodeDesignSystem().register(vsCodeLink());

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
