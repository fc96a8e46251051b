import { html, type TemplateResult } from 'lit';

/** A path that breaks between its folders; `~/.codex/sessions` where it lies below the home folder. */
export function pathText(path: string, home: string): TemplateResult {
  const below = home !== '' && path.startsWith(home) && /^[\\/]/.test(path.slice(home.length));
  const parts = (below ? `~${path.slice(home.length)}` : path).split(/(?<=[\\/])/);
  return html`${parts.map((part) => html`${part}<wbr />`)}`;
}
