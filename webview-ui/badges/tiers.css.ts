import { css } from 'lit';

export const tiersSheet = css`
  .tiers {
    display: inline-flex;
    gap: 3px;
    margin-inline-start: 4px;
    vertical-align: 1px;
  }
  .tiers i {
    inline-size: 8px;
    block-size: 8px;
    border: 1px solid currentcolor;
    border-radius: 50%;
  }
  .tiers .full {
    background: currentcolor;
  }
`;
