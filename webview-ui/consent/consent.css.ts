import { css } from 'lit';

export const consentSheet = css`
  :host {
    container-type: inline-size;
  }
  main {
    max-inline-size: 830px;
    margin: 0 auto;
    padding: 32px 24px;
  }
  h1 {
    font-size: calc(var(--tally-size) * 1.7);
    font-weight: 600;
  }
  section {
    margin-block-start: 28px;
  }
  .card {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 8px 32px;
    margin-block-start: 20px;
    padding: 12px 16px;
    border: 1px solid var(--tally-edge);
    border-radius: 6px;
    background: color-mix(in srgb, var(--vscode-foreground) 5%, transparent);
  }
  dl,
  dd {
    margin: 0;
  }
  .name {
    unicode-bidi: isolate;
    overflow-wrap: anywhere;
  }
  td,
  th {
    vertical-align: top;
  }
  td.name {
    min-inline-size: 90px;
  }
  .changed th,
  .changed td:first-of-type {
    font-weight: 600;
  }
  .links {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
  }
  .never {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }
  .bytes {
    margin: 0;
    padding: 12px 16px;
    border: 1px solid var(--tally-edge);
    border-radius: 6px;
    background: color-mix(in srgb, var(--vscode-foreground) 5%, transparent);
    font-family: var(--vscode-editor-font-family, monospace);
    font-size: var(--vscode-editor-font-size, 12px);
    direction: ltr;
    text-align: start;
    white-space: pre-wrap;
    word-break: break-all;
  }
  .bytes:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
  }
  .size {
    margin-block-start: 8px;
  }
  code {
    font-family: var(--vscode-editor-font-family, monospace);
    overflow-wrap: anywhere;
  }
  .words {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 4px 16px;
    margin-block-start: 12px;
  }
  .say {
    margin-block-start: 12px;
  }
  .failure {
    display: flex;
    align-items: start;
    gap: 8px;
    margin-block-start: 12px;
  }
  .failure .icon {
    color: var(--vscode-errorForeground);
  }
  @container (max-width: 419px) {
    main {
      padding: 20px 12px;
    }
    .card,
    .words {
      grid-template-columns: minmax(0, 1fr);
      gap: 2px;
    }
    .card dd,
    .words dd {
      margin-block-end: 8px;
    }
  }
`;

/** A box to tick, its words, and what it means below them. */
export const checkSheet = css`
  .check {
    display: inline-flex;
    align-items: center;
    gap: 12px;
    min-block-size: 24px;
    cursor: pointer;
  }
  .detail {
    margin-inline-start: 32px;
    color: var(--tally-quiet);
  }
  .choice + .choice {
    margin-block-start: 10px;
  }
  input[type='checkbox'] {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 20px;
    block-size: 20px;
    margin: 0;
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-descriptionForeground));
    border-radius: 3px;
    background: var(--vscode-checkbox-background);
    appearance: none;
    cursor: inherit;
  }
  input[type='checkbox']:checked::before {
    inline-size: 12px;
    block-size: 12px;
    background: var(--vscode-checkbox-foreground, var(--tally-text));
    clip-path: polygon(14% 44%, 0 65%, 50% 100%, 100% 16%, 80% 0%, 43% 62%);
    content: '';
    forced-color-adjust: none;
  }
  input[type='checkbox']:focus {
    outline: none;
  }
  input[type='checkbox']:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 2px;
  }
  input[type='checkbox']:disabled,
  .check:has(:disabled) {
    opacity: 0.6;
    cursor: default;
  }
  .many {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(150px, 1fr));
    gap: 2px 16px;
    margin-block-start: 6px;
    margin-inline-start: 32px;
  }
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  legend {
    padding: 0;
  }
  summary {
    inline-size: fit-content;
    padding-block: 3px;
    cursor: pointer;
  }
  summary:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
`;
