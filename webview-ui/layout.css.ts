import { css } from 'lit';

/** Where something goes: stages with a sign in a ring, and arrows between them. */
export const flowSheet = css`
  .flow {
    display: flex;
    align-items: flex-start;
    justify-content: space-evenly;
    gap: 4px;
    max-inline-size: 340px;
    margin: 16px auto 0;
    text-align: center;
  }
  .stage {
    flex: 0 1 auto;
    min-inline-size: 0;
  }
  /* Of few words: they would be broken while the middle one still has room. */
  .stage:is(:first-child, :last-child) {
    flex-shrink: 0.55;
  }
  .ring {
    display: grid;
    place-items: center;
    inline-size: 34px;
    block-size: 34px;
    margin: 0 auto 4px;
    border: 1px solid var(--vscode-contrastBorder, color-mix(in srgb, var(--vscode-foreground) 14%, transparent));
    border-radius: 50%;
    background: color-mix(in srgb, var(--vscode-foreground) 4%, transparent);
  }
  .flow > .arrow {
    margin-block-start: 9px;
    color: var(--tally-quiet);
  }
  .flow > .arrow:dir(rtl) {
    rotate: 180deg;
  }
`;

/** The sections of a tab: one below the other, two side by side where there is room. */
export const sectionsSheet = css`
  .sections {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }
  @container (min-width: 520px) {
    .sections {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
    .sections > :nth-child(even) {
      border-inline-start: 1px solid var(--tally-line);
    }
  }
`;
