import { css } from 'lit';

export const worthSheet = css`
  .finding {
    display: flex;
    gap: 8px;
    inline-size: 100%;
    padding-block: 4px;
  }
  .finding .bulb {
    color: var(--vscode-charts-yellow);
  }
  .what {
    flex: 1;
    min-inline-size: 0;
  }
  .what .cut {
    display: block;
  }
  .finding[aria-expanded='true'] .cut {
    white-space: normal;
  }
  .detail {
    padding: 2px 0 10px 24px;
  }
  dl {
    display: grid;
    grid-template-columns: minmax(48px, max-content) minmax(0, 1fr);
    gap: 4px 12px;
    margin: 0 0 6px;
  }
  dt {
    color: var(--tally-quiet);
  }
  dd {
    margin: 0;
  }
  .links {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
  }
  .links + .links {
    margin-block-start: 4px;
  }
  .rest {
    margin-block-start: 6px;
    padding-inline-start: 24px;
  }
  @container (max-width: 330px) {
    .what .cut {
      white-space: normal;
    }
  }
  @container (max-width: 259px) {
    .detail {
      padding-inline-start: 0;
    }
  }
`;
