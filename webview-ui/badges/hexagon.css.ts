import { css } from 'lit';

/** Hexagons, and the colour of each group. Not-begun ones are dotted in High Contrast, by `--tally-dots`. */
export const hexagonSheet = css`
  .craft,
  .team {
    --key: var(--vscode-charts-blue);
  }
  .thrift {
    --key: var(--vscode-charts-green);
  }
  .breadth {
    --key: var(--vscode-charts-purple);
  }
  .safety {
    --key: var(--vscode-terminal-ansiCyan);
  }
  .rhythm {
    --key: var(--vscode-charts-yellow);
  }
  .hexagon {
    flex: none;
    display: block;
    overflow: visible;
    fill: none;
    stroke-linejoin: round;
    forced-color-adjust: none;
  }
  .ground {
    fill: color-mix(in srgb, var(--key) 5%, transparent);
    stroke: var(--vscode-contrastBorder, color-mix(in srgb, var(--vscode-foreground) 14%, transparent));
    stroke-width: 1.6;
    stroke-dasharray: var(--tally-dots, none);
    pointer-events: all;
  }
  .filling {
    fill: color-mix(in srgb, var(--key) 26%, var(--tally-ground));
    stroke: var(--key);
    stroke-width: 1.6;
  }
  .fresh .filling {
    animation: fill calc(4 * var(--tally-motion)) ease-out;
  }
  @keyframes fill {
    from {
      fill: transparent;
      stroke: transparent;
      transform: scale(0.6);
    }
  }
  .way {
    stroke: var(--key);
    stroke-width: 2.2;
    stroke-linecap: round;
  }
  .glyph {
    stroke: color-mix(in srgb, var(--vscode-foreground) 75%, transparent);
    stroke-width: 1.1;
    stroke-linecap: round;
  }
  .needs .glyph {
    stroke: color-mix(in srgb, var(--vscode-foreground) 45%, transparent);
  }
  .earned .glyph {
    stroke: color-mix(in srgb, var(--key) 70%, var(--vscode-foreground));
  }
  .ring {
    stroke: none;
    stroke-width: 2;
  }
`;
