import { css } from 'lit';

/** Buttons of the page's own with the editor's colours; their words may wrap. */
export const controlsSheet = css`
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-block-start: 8px;
  }
  .push {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-block-size: 26px;
    padding: 3px 11px;
    border: 1px solid var(--vscode-button-border, var(--vscode-contrastBorder, transparent));
    border-color: var(--vscode-contrastBorder, var(--vscode-input-border, var(--vscode-button-border, transparent)));
    border-radius: 4px;
    background: var(--vscode-button-secondaryBackground);
    color: var(--vscode-button-secondaryForeground, var(--tally-text));
  }
  .push:hover {
    background: var(--vscode-button-secondaryHoverBackground);
  }
  .push:focus-visible {
    outline-offset: 2px;
  }
  .push.first {
    border-color: var(--vscode-contrastBorder, var(--vscode-button-border, transparent));
    background: var(--vscode-button-background);
    color: var(--vscode-button-foreground);
  }
  .push.first:hover {
    background: var(--vscode-button-hoverBackground);
  }
  .push .icon {
    inline-size: 14px;
    block-size: 14px;
  }
`;

/** A button that is an icon alone. */
export const iconButtonSheet = css`
  .bare {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 24px;
    block-size: 24px;
    border-radius: 5px;
  }
  .bare:hover {
    background: var(--vscode-toolbar-hoverBackground);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
`;

/** A list to choose one from, with the editor's colours. */
export const selectSheet = css`
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
`;
