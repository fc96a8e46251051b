import { css } from 'lit';

export const teamSheet = css`
  .block {
    padding: 13px var(--tally-inset) 16px;
  }
  .title {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 4px 10px;
  }
  .title h2 {
    min-inline-size: 0;
    font-size: calc(var(--tally-size) + 2px);
    font-weight: 600;
    unicode-bidi: isolate;
  }
  .sealed {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    margin-inline-start: auto;
    padding: 1px 8px;
    border: 1px solid var(--vscode-contrastBorder, color-mix(in srgb, var(--vscode-foreground) 18%, transparent));
    border-radius: 10px;
  }
  .sealed .icon {
    inline-size: 14px;
    block-size: 14px;
    color: var(--vscode-charts-green);
  }
  .note {
    display: flex;
    gap: 8px;
    margin-block-start: 12px;
  }
  .note .icon {
    margin-block-start: 1px;
  }
  .note vscode-link {
    margin-inline-end: 8px;
  }
  .title + p {
    margin-block-start: 4px;
  }
  .card {
    margin-block-start: 12px;
    padding: 12px;
    border: 1px solid var(--vscode-contrastBorder, color-mix(in srgb, var(--vscode-foreground) 12%, transparent));
    border-radius: 6px;
    background: color-mix(in srgb, var(--vscode-foreground) 4%, transparent);
  }
  .card h3 {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    font-weight: 600;
  }
  .card h3 .left {
    margin-inline-start: auto;
    font-weight: 400;
  }
  .card p {
    margin-block-start: 6px;
  }
  .reach {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
    gap: 12px;
    margin-block-start: 8px;
  }
  .meter {
    position: relative;
  }
  .aim {
    position: absolute;
    inset-block: -3px;
    inline-size: 2px;
    background: var(--tally-text);
    forced-color-adjust: none;
  }
  .places {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin-block-end: 10px;
  }
  .places span {
    display: grid;
    place-items: center;
    inline-size: 26px;
    block-size: 26px;
    border: 1px dashed var(--tally-quiet);
    border-radius: 50%;
  }
  .places .taken {
    border: 1px solid var(--tally-own);
    color: var(--tally-own);
  }
`;

export const rowsSheet = css`
  .line {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: 12px;
    padding-block: 2px;
  }
  .line > .quiet:first-child {
    flex: none;
  }
  .line > :last-child {
    text-align: end;
  }
  .links {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    margin-block-start: 6px;
  }
  .links + .links {
    margin-block-start: 14px;
  }
  .line + p:not(.line),
  p:not(.line) + .line,
  p + p:not(.line) {
    margin-block-start: 6px;
  }
`;
