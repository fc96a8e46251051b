import { css } from 'lit';

/**
 * The look. Colours are theme variables only. `--vscode-contrastBorder` exists in High Contrast themes alone, so an
 * `edge` drawn with it needs no rule of its own for them.
 */

/** For the document: variables that every component inherits, and the ground. */
export const documentSheet = css`
  :root {
    --tally-text: var(--vscode-foreground);
    --tally-quiet: var(--vscode-descriptionForeground);
    --tally-ground: var(--vscode-sideBar-background);
    --tally-own: var(--vscode-charts-blue);
    --tally-track: color-mix(in srgb, var(--vscode-foreground) 12%, transparent);
    --tally-edge: var(--vscode-contrastBorder, transparent);
    --tally-line: var(
      --vscode-contrastBorder,
      var(--vscode-sideBarSectionHeader-border, var(--vscode-widget-border, transparent))
    );
    --tally-size: var(--vscode-font-size, 13px);
    --tally-chosen: 1px;
    --tally-motion: 150ms;
  }
  body.vscode-high-contrast {
    --tally-chosen: 2px;
    --tally-dots: 1 3;
  }
  body {
    padding: 0;
    background: var(--tally-ground);
    color: var(--tally-text);
    font-family: var(--vscode-font-family);
    font-size: var(--tally-size);
  }
  body.vscode-reduce-motion {
    --tally-motion: 0ms;
  }
  @media (prefers-reduced-motion: reduce) {
    :root {
      --tally-motion: 0ms;
    }
  }
`;

/** For every component: reset, text sizes, buttons, icons, focus, what only speech hears. */
export const baseSheet = css`
  :host {
    display: block;
    line-height: 1.4;
    overflow-wrap: break-word;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  * {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  figure {
    margin: 0;
    padding: 0;
    font-size: inherit;
    font-weight: inherit;
  }
  ul {
    list-style: none;
  }
  button {
    margin: 0;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
    cursor: pointer;
  }
  button:focus {
    outline: none;
  }
  button:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
  .icon,
  .mark {
    flex: none;
    display: block;
    inline-size: 16px;
    block-size: 16px;
  }
  /* What its library says of these comes some frames after the page, and after a change of the theme. */
  vscode-link {
    --border-width: 1;
    --corner-radius: 0;
    --focus-border: var(--vscode-focusBorder);
    --link-foreground: var(--vscode-textLink-foreground);
    --link-active-foreground: var(--vscode-textLink-activeForeground);
    margin-inline-start: -1px;
    font-family: inherit;
    font-size: inherit;
    line-height: inherit;
  }
  .quiet {
    color: var(--tally-quiet);
  }
  .small {
    font-size: calc(var(--tally-size) - 1px);
  }
  .number {
    font-variant-numeric: tabular-nums;
    text-align: end;
    white-space: nowrap;
  }
  .cut {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .done {
    color: var(--vscode-charts-green);
  }
  .failed {
    color: var(--vscode-errorForeground);
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

/** Bars, meters and colour keys. `.fill` gets its length through the style property. */
export const barSheet = css`
  .track {
    display: flex;
    block-size: 5px;
    overflow: hidden;
    border-radius: 2px;
    background: var(--tally-track);
    outline: 1px solid var(--tally-edge);
    outline-offset: -1px;
    forced-color-adjust: none;
  }
  .fill {
    min-inline-size: 2px;
    border-radius: 2px;
    background: var(--key, var(--tally-own));
    transition: inline-size var(--tally-motion) ease-out;
  }
  .key {
    flex: none;
    inline-size: 10px;
    block-size: 10px;
    border: 1px solid var(--tally-edge);
    border-radius: 2px;
    background: var(--key);
    background-clip: border-box;
    forced-color-adjust: none;
  }
  .claude-code {
    --key: var(--vscode-charts-purple);
  }
  .codex {
    --key: var(--vscode-charts-green);
  }
  .copilot-chat,
  .copilot-cli {
    --key: var(--vscode-terminal-ansiCyan);
  }
  .gemini-cli {
    --key: var(--vscode-charts-yellow);
  }
  .other-tool {
    --key: color-mix(in srgb, var(--vscode-charts-foreground) 55%, transparent);
  }
`;
