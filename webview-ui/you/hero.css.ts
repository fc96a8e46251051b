import { css } from 'lit';

export const heroSheet = css`
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0 12px;
  }
  .hero {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    margin-inline-start: -2px;
    padding-inline: 2px;
    border-radius: 4px;
    color: var(--vscode-settings-headerForeground, var(--tally-text));
    font-size: 28px;
    font-weight: 600;
    line-height: 34px;
    letter-spacing: -0.2px;
  }
  .hero .icon {
    opacity: 0;
    color: var(--tally-quiet);
  }
  .hero .check {
    opacity: 1;
    color: var(--vscode-charts-green);
  }
  .hero:hover .icon,
  .hero:focus-visible .icon {
    opacity: 1;
  }
  .signs {
    overflow-y: clip;
  }
  .signs i {
    position: relative;
    font-style: normal;
  }
  /* What rolls out of sight. */
  [data-was]::before {
    content: attr(data-was) / '';
    position: absolute;
    inset-block-start: -1lh;
    inset-inline-start: 0;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-block-size: 24px;
    padding-inline: 7px 9px;
    border: 1px solid var(--vscode-contrastBorder, color-mix(in srgb, var(--vscode-foreground) 22%, transparent));
    border-radius: 12px;
    font-size: calc(var(--tally-size) - 1px);
    white-space: nowrap;
  }
  .chip:hover,
  .chip[aria-expanded='true'] {
    background: var(--vscode-toolbar-hoverBackground);
  }
  .chip .icon {
    inline-size: 14px;
    block-size: 14px;
  }
  .chip .check {
    color: var(--vscode-charts-green);
  }
  /* The dot before the first fact of each line lies outside and is clipped. */
  .facts {
    overflow: hidden;
  }
  .run {
    display: flex;
    flex-wrap: wrap;
    margin-inline-start: -12px;
  }
  .run > *::before {
    content: '·' / '';
    display: inline-block;
    inline-size: 12px;
    text-align: center;
  }
  @container (max-width: 330px) {
    .top {
      column-gap: 4px;
    }
    .hero {
      gap: 4px;
    }
    .long {
      font-size: clamp(18px, 8.4cqi, 26px);
    }
  }
  @container (max-width: 259px) {
    .top {
      column-gap: 2px;
    }
    .hero {
      gap: 2px;
      font-size: 24px;
    }
    .hero .icon {
      inline-size: 14px;
    }
  }
`;
