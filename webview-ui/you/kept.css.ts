import { css } from 'lit';

export const keptSheet = css`
  .share {
    display: flex;
    flex-wrap: wrap;
    gap: 0 5px;
  }
  .share strong {
    font-weight: 600;
  }
  figure {
    margin-block: 8px 0;
  }
  .chart {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 8px;
    direction: ltr;
  }
  .field {
    position: relative;
    block-size: 48px;
    border-block: 1px solid var(--tally-line);
  }
  .scale {
    display: flex;
    flex-direction: column;
    justify-content: space-between;
    margin-block: -8px;
    line-height: 16px;
  }
  .field svg {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    overflow: visible;
    fill: none;
    stroke: var(--tally-own);
    stroke-linecap: round;
    stroke-linejoin: round;
    forced-color-adjust: none;
  }
  .line {
    stroke-width: 2px;
  }
  .dots {
    stroke-width: 5px;
  }
  .error {
    stroke-width: 7px;
    stroke-linecap: butt;
    opacity: 0.45;
  }
  .weeks {
    position: absolute;
    inset: 0;
    display: flex;
  }
  .week {
    flex: 1;
    border-radius: 2px;
  }
  .week.shown {
    background: color-mix(in srgb, var(--tally-text) 12%, transparent);
    outline: 1px solid var(--tally-edge);
    outline-offset: -1px;
  }
  .week:focus {
    outline: 2px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
  .week:focus:not(:focus-visible) {
    outline: 1px solid var(--tally-text);
    outline-offset: 0;
  }
  .under {
    min-block-size: 20px;
    margin-block-start: 12px;
  }
  .notes {
    margin-block-start: 4px;
  }
  @media (forced-colors: active) {
    .field svg {
      stroke: CanvasText;
    }
  }
`;
