import { html, type TemplateResult } from 'lit';

/** What a chart shows, as a table: each row a name and its figures. */
export function figuresTable(
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): TemplateResult {
  const column = (head: string, index: number) => html`<th scope="col" class=${index > 0 ? 'number' : ''}>${head}</th>`;
  return html`<table>
    <caption class="unseen">${caption}</caption>
    <thead>
      <tr>${heads.map(column)}</tr>
    </thead>
    <tbody>
      ${rows.map(
        ([name, ...figures]) => html`<tr>
          <th scope="row">${name}</th>
          ${figures.map((figure) => html`<td class="number">${figure}</td>`)}
        </tr>`,
      )}
    </tbody>
  </table>`;
}
