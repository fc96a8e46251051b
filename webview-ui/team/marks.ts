import { css, html, svg, type TemplateResult } from 'lit';
import { t } from '../words.js';

export const marksSheet = css`
  .band {
    flex: none;
    display: block;
    inline-size: 29px;
    block-size: 14px;
    fill: var(--tally-own);
    stroke: none;
    forced-color-adjust: none;
  }
  .band .off {
    fill: var(--tally-track);
    stroke: var(--tally-edge);
  }
  .portrait {
    flex: none;
    display: block;
    inline-size: 20px;
    block-size: 20px;
    fill: color-mix(in srgb, var(--vscode-foreground) 50%, transparent);
    forced-color-adjust: none;
  }
  .you .portrait {
    fill: var(--tally-own);
  }
`;

/** A band of five as bars; the words are for speech. */
export function bandMark(band: number): TemplateResult {
  return html`<svg class="band" viewBox="0 0 29 14" aria-hidden="true" focusable="false">
      ${[1, 2, 3, 4, 5].map((step) => {
        const height = 2 + 2.2 * step;
        return svg`<rect class=${step <= band ? 'on' : 'off'} x=${6 * step - 5.5} y=${13.5 - height} width="4" height=${height} rx="1"></rect>`;
      })}
    </svg>
    <span class="unseen">${t('band {0} of 5', band)}</span>`;
}

/** A picture that an alias always has: five by five fields, the left ones mirrored. Says nothing that the alias does not. */
export function portrait(alias: string): TemplateResult {
  let hash = 0x811c9dc5;
  for (const character of alias) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  const fields = Array.from({ length: 25 }, (_, index) => index).filter((index) => {
    const column = index % 5;
    return (hash >>> (Math.floor(index / 5) * 3 + Math.min(column, 4 - column))) & 1;
  });
  const path = fields.map((index) => `M${index % 5} ${Math.floor(index / 5)}h1v1h-1z`).join('');
  return html`<svg class="portrait" viewBox="0 0 5 5" aria-hidden="true" focusable="false"><path d=${path}></path></svg>`;
}
