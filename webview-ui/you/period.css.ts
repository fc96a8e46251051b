import { css } from 'lit';

/** A switch: choices side by side, one of them chosen. */
export const periodSheet = css`
  :host {
    position: relative;
    overflow: hidden;
    margin: -4px;
    padding: 4px;
  }
  .group {
    display: inline-flex;
    max-inline-size: 100%;
    border: 1px solid var(--tally-outline);
    border-radius: 4px;
    --tally-outline: var(
      --vscode-contrastBorder,
      color-mix(in srgb, var(--vscode-foreground) 18%, transparent)
    );
  }
  button {
    min-inline-size: 0;
    min-block-size: 24px;
    padding: 2px 11px;
    overflow: hidden;
    border-inline-start: 1px solid var(--tally-outline);
    color: var(--tally-quiet);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .group button:first-child {
    border-inline-start: 0;
    border-start-start-radius: 3px;
    border-end-start-radius: 3px;
  }
  .group button:last-child {
    border-start-end-radius: 3px;
    border-end-end-radius: 3px;
  }
  button:hover {
    color: var(--tally-text);
  }
  button[aria-checked='true'] {
    background: var(--vscode-inputOption-activeBackground);
    color: var(--vscode-inputOption-activeForeground, var(--tally-text));
    position: relative;
    z-index: 1;
    outline: var(--tally-chosen) solid var(--vscode-contrastActiveBorder, var(--vscode-inputOption-activeBorder));
    outline-offset: 0;
  }
  button:focus-visible,
  button[aria-checked='true']:focus-visible {
    position: relative;
    z-index: 2;
    outline: 2px solid var(--vscode-focusBorder);
    outline-offset: 2px;
  }
  @media (forced-colors: active) {
    button[aria-checked='true'] {
      outline: 2px solid Highlight;
    }
  }
  .measure {
    position: absolute;
    visibility: hidden;
    max-inline-size: none;
  }
  @container (max-width: 259px) {
    button {
      padding-inline: 9px;
    }
  }
  @container (max-width: 219px) {
    button {
      padding-inline: 5px;
    }
  }
  /* Two by two, where four would lose their words. */
  @container (max-width: 189px) {
    .group {
      display: inline-grid;
      grid-template-columns: auto auto;
    }
    button {
      padding-inline: 9px;
    }
    .group button:nth-child(odd) {
      border-inline-start: 0;
    }
    .group button:nth-child(n + 3) {
      border-block-start: 1px solid var(--tally-outline);
    }
    .group button:first-child {
      border-end-start-radius: 0;
    }
    .group button:nth-child(2) {
      border-start-end-radius: 3px;
    }
    .group button:nth-child(3) {
      border-end-start-radius: 3px;
    }
    .group button:last-child {
      border-start-end-radius: 0;
    }
  }
`;
