import { css } from 'lit';

export const chartSheet = css`
  .plot {
    display: block;
    block-size: auto;
    max-inline-size: 100%;
    overflow: visible;
    background: none;
    font-family: inherit;
    font-size: 11px;
    forced-color-adjust: none;
  }
  .plot text {
    white-space: pre;
  }
  /* Time goes from left to right in every language, as it does in the pictures that are saved. */
  .field {
    position: relative;
    direction: ltr;
  }
  .marks {
    position: absolute;
    inset: 12px 44px 24px 0;
    display: flex;
  }
  .mark {
    flex: 1;
    min-inline-size: 0;
    block-size: auto;
    border-radius: 2px;
  }
  .mark.shown {
    background: color-mix(in srgb, var(--tally-text) 10%, transparent);
    outline: 1px solid var(--tally-edge);
  }
  .mark:focus {
    outline: 2px solid var(--vscode-focusBorder);
  }
  .mark:focus:not(:focus-visible) {
    outline: 1px solid var(--tally-edge);
  }
  .scroll th {
    white-space: nowrap;
  }
  .scroll + figcaption {
    margin-block-start: 6px;
  }
  .under {
    min-block-size: 20px;
    margin-block-start: 4px;
  }
`;
