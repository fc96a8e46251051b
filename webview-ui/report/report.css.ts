import { css } from 'lit';

/** The ground of an editor tab. */
export const reportDocumentSheet = css`
  :root {
    --tally-ground: var(--vscode-editor-background);
  }
`;

export const reportSheet = css`
  :host {
    container-type: inline-size;
  }
  main {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 24px;
    max-inline-size: 1000px;
    margin: 0 auto;
    padding: 24px;
  }
  .pair {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 24px 32px;
  }
  .pair:not(:has(*)) {
    display: none;
  }
  @container (min-width: 760px) {
    .pair:has(:nth-child(2)) {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
  }
  @container (max-width: 419px) {
    main {
      padding: 16px 12px;
    }
  }
  .demo {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  footer {
    color: var(--tally-quiet);
    font-size: 11px;
  }
  .old {
    opacity: 0.6;
  }
`;

/** Head of a part, what stands below it, and tables. */
export const partSheet = css`
  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 4px 16px;
    margin-block-end: 12px;
  }
  h2 {
    flex: none;
    font-weight: 600;
  }
  .aside {
    margin-inline-start: auto;
  }
  /* Where there is no room beside the heading, below it: the button to save stays at its end. */
  @container (max-width: 519px) {
    .head {
      flex-wrap: wrap;
    }
    .head h2 {
      flex: initial;
    }
    .aside {
      order: 1;
      flex-basis: 100%;
    }
    .aside:empty {
      display: none;
    }
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding-block: 5px;
    padding-inline: 12px 0;
    border-block-end: 1px solid color-mix(in srgb, var(--vscode-foreground) 12%, transparent);
    font-weight: 400;
    text-align: start;
  }
  th:first-child,
  td:first-child {
    padding-inline-start: 0;
  }
  thead th {
    color: var(--tally-quiet);
    font-size: calc(var(--tally-size) - 1px);
    white-space: nowrap;
  }
  th.number,
  td.number {
    text-align: end;
  }
  tfoot th,
  tfoot td {
    font-weight: 600;
  }
  .scroll {
    overflow-x: auto;
  }
  .scroll:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
  }
`;
