import { css } from 'lit';

export const calendarSheet = css`
  .months,
  .days {
    display: grid;
    direction: ltr;
    gap: 2px;
  }
  .months {
    block-size: 16px;
    margin-block-end: 3px;
    color: var(--tally-quiet);
    font-size: 11px;
    line-height: 16px;
    white-space: nowrap;
  }
  .week {
    display: contents;
  }
  .day,
  .later {
    aspect-ratio: 1;
  }
  .day,
  .sample {
    border-radius: 2px;
    background: var(--tally-track);
    outline: 1px solid transparent;
    outline-offset: -1px;
    forced-color-adjust: none;
  }
  .level0 {
    outline-color: color-mix(in srgb, var(--tally-edge) 55%, transparent);
  }
  .level1 {
    background: color-mix(in srgb, var(--tally-own) 34%, var(--tally-ground));
  }
  .level2 {
    background: color-mix(in srgb, var(--tally-own) 56%, var(--tally-ground));
  }
  .level3 {
    background: color-mix(in srgb, var(--tally-own) 78%, var(--tally-ground));
  }
  .level4 {
    background: var(--tally-own);
  }
  .day.shown {
    outline: 1px solid var(--tally-text);
    outline-offset: 0;
  }
  .day:focus {
    outline: 2px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
  .day:focus:not(:focus-visible) {
    outline: 1px solid var(--tally-text);
    outline-offset: 0;
  }
  @media (forced-colors: active) {
    .level0 {
      outline-color: GrayText;
    }
  }
  .under {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 2px 12px;
    min-block-size: 24px;
    margin-block-start: 6px;
  }
  .scale {
    display: flex;
    align-items: center;
    gap: 2px;
    margin-inline-start: auto;
  }
  .sample {
    inline-size: 10px;
    block-size: 10px;
  }
  .scale :first-child {
    margin-inline-end: 3px;
  }
  .scale :last-child {
    margin-inline-start: 3px;
  }
`;
