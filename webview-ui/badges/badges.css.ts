import { css } from 'lit';

export const badgesSheet = css`
  .block {
    padding: 13px var(--tally-inset) 16px;
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 4px 12px;
    margin-block-end: 6px;
  }
  .sum {
    font-size: 28px;
    font-weight: 600;
    line-height: 1.2;
  }
  select {
    min-block-size: 26px;
    max-inline-size: 100%;
    padding: 2px 6px;
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-dropdown-border, var(--tally-quiet)));
    border-radius: 4px;
    background: var(--vscode-dropdown-background);
    color: var(--vscode-dropdown-foreground, var(--tally-text));
    font: inherit;
  }
  select:focus {
    outline: none;
  }
  select:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
  .card {
    margin-block-start: 10px;
    padding: 12px;
    border: 1px solid var(--vscode-contrastBorder, color-mix(in srgb, var(--vscode-foreground) 12%, transparent));
    border-radius: 6px;
    background: color-mix(in srgb, var(--vscode-foreground) 4%, transparent);
  }
  .title {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 2px 12px;
    margin-block-end: 8px;
  }
  h3 {
    font-weight: 600;
  }
  dl {
    display: grid;
    grid-template-columns: minmax(56px, max-content) minmax(0, 1fr);
    gap: 4px 12px;
    margin: 10px 0;
  }
  dt {
    max-inline-size: 100px;
    color: var(--tally-quiet);
  }
  dd {
    margin: 0;
  }
  .links {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
  }
  @container (max-width: 259px) {
    dl {
      grid-template-columns: minmax(0, 1fr);
      gap: 0;
    }
    dd {
      margin-block-end: 6px;
    }
  }
`;
