import { css } from 'lit';

export const headSheet = css`
  :host {
    overflow: visible;
    margin: 0;
    padding: 0;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    justify-content: space-between;
    gap: 12px 16px;
  }
  h1 {
    font-size: calc(var(--tally-size) + 7px);
    font-weight: 600;
  }
  .controls,
  form {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }
  .controls,
  form,
  .buttons {
    flex-basis: 100%;
    margin: 0;
  }
  .group {
    flex-wrap: wrap;
  }
  .slim {
    display: none;
  }
  @container (max-width: 519px) {
    .wide {
      display: none;
    }
    .slim {
      display: inline;
    }
  }
  label {
    display: flex;
    align-items: center;
    gap: 6px;
  }
  input {
    min-block-size: 26px;
    padding: 1px 6px;
    border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, transparent));
    border-radius: 4px;
    background: var(--vscode-input-background);
    color: var(--vscode-input-foreground);
    font: inherit;
    color-scheme: light;
  }
  /* The theme's, whatever the system has. */
  :host-context(.vscode-dark) input,
  :host-context(.vscode-high-contrast:not(.vscode-high-contrast-light)) input {
    color-scheme: dark;
  }
  input:focus {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .push[aria-expanded]:dir(rtl) .icon {
    scale: -1 1;
  }
  .push[aria-pressed='true'] {
    background: var(--vscode-inputOption-activeBackground);
    color: var(--vscode-inputOption-activeForeground, var(--tally-text));
    outline: var(--tally-chosen) solid var(--vscode-contrastActiveBorder, var(--vscode-inputOption-activeBorder));
    outline-offset: 0;
  }
`;
