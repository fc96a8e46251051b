import { css } from 'lit';

export const toolsSheet = css`
  .list {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto auto;
    column-gap: 10px;
  }
  li {
    position: relative;
    display: grid;
    grid-column: 1 / -1;
    grid-template-columns: subgrid;
    align-items: center;
    padding-block-end: 7px;
  }
  .name {
    min-inline-size: 0;
    min-block-size: 24px;
    display: flex;
    align-items: center;
  }
  .name::after {
    content: '';
    position: absolute;
    inset-block: 0 auto;
    inset-inline: 0;
    block-size: 32px;
  }
  .chosen::before {
    content: '';
    position: absolute;
    inset-block: -3px auto;
    /* Behind the chevron too. */
    inset-inline: -18px -8px;
    block-size: 37px;
    z-index: -1;
    border-radius: 4px;
    background: var(--vscode-list-inactiveSelectionBackground);
    outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
  }
  .chosen > .cost .quiet {
    color: var(--tally-text);
  }
  @media (forced-colors: active) {
    .chosen::before {
      outline-color: Highlight;
    }
  }
  .unfold {
    position: absolute;
    z-index: 1;
    grid-area: 1 / 1 / 2 / -1;
    inset-block: 0;
    inset-inline-start: -20px;
    margin-block: auto;
    display: grid;
    place-items: center;
    inline-size: 24px;
    block-size: 24px;
    padding-inline-end: 6px;
    color: var(--tally-quiet);
  }
  .unfold .icon {
    inline-size: 12px;
    block-size: 12px;
  }
  .unfold[aria-expanded='false'] .icon {
    rotate: -90deg;
  }
  .unfold[aria-expanded='false']:dir(rtl) .icon {
    rotate: 90deg;
  }
  .cost {
    padding-inline-start: 14px;
  }
  /* Words take their room from the gap before the tool's name. */
  .words {
    padding-inline-start: 0;
    font-size: calc(var(--tally-size) - 1px);
  }
  .long {
    grid-column: 2 / -1;
    margin-block-start: 1px;
  }
  .detail {
    position: relative;
    z-index: 1;
    display: grid;
    grid-column: 2 / -1;
    grid-template-columns: subgrid;
    margin-block: 6px 4px;
  }
  .detail > * {
    display: grid;
    grid-column: 1 / -1;
    grid-template-columns: subgrid;
    align-items: center;
    min-block-size: 24px;
  }
  .detail .cut {
    text-align: start;
  }
  .detail h3 {
    display: block;
    min-block-size: 0;
    margin-block: 4px 2px;
    color: var(--tally-quiet);
  }
  .session:hover .cut {
    color: var(--vscode-textLink-foreground);
    text-decoration: underline;
  }
  .detail p {
    display: block;
    min-block-size: 0;
    margin-block: 6px 8px;
  }
  /* Where that is too little, two lines, so that the tool keeps its name; from 520px on there are two columns. */
  @container (max-width: 319px) or ((min-width: 520px) and (max-width: 639px)) {
    .words {
      justify-self: end;
      inline-size: min-content;
      line-height: 1.2;
    }
    .words .number {
      white-space: normal;
    }
  }
  @container (max-width: 259px) {
    .list {
      grid-template-columns: auto minmax(0, 1fr) auto;
    }
    .chosen::before {
      inset-inline-start: -11px;
    }
    .cost {
      display: none;
    }
    .unfold {
      inset-inline-start: -12px;
      padding-inline-end: 12px;
    }
  }
`;
