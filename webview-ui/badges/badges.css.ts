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
