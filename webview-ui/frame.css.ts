import { css } from 'lit';

export const frameSheet = css`
  :host {
    container-type: inline-size;
  }
  .page {
    --tally-inset: 20px;
  }
  @container (max-width: 259px) {
    .page {
      --tally-inset: 12px;
    }
  }
  .demo {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 6px var(--tally-inset);
    border-block-end: 1px solid var(--tally-line);
    background: color-mix(in srgb, var(--vscode-charts-yellow) 12%, transparent);
    font-size: calc(var(--tally-size) - 1px);
  }
`;
