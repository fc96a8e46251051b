import { css } from 'lit';

export const failureSheet = css`
  .failure {
    display: flex;
    gap: 8px;
    padding-block: 4px;
    overflow-wrap: anywhere;
  }
`;
