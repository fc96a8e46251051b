import { css, html, nothing, svg, type TemplateResult } from 'lit';
import { namedWords } from '../../src/core/badges/words/badgeWords.js';
import { mostShown } from '../../src/core/team/row.js';
import { glyphs } from '../badges/glyphs.js';
import { say } from '../badges/say.js';
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
  .badges {
    flex: none;
    display: flex;
    gap: 4px;
  }
  .badges svg {
    inline-size: 14px;
    block-size: 14px;
    fill: none;
    stroke: var(--tally-quiet);
    stroke-width: 1.3;
    forced-color-adjust: none;
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

/** Signs of the badges that a member shows, named for speech and under the pointer; a name that no badge has is left out. */
export function badgeMarks(names: readonly string[]): TemplateResult | typeof nothing {
  const shown = names.slice(0, mostShown).flatMap((name) => namedWords(name, say()) ?? []);
  if (shown.length === 0) return nothing;
  const words = shown.map((each) => each.words).join(', ');
  return html`<span class="badges" title=${words}>
    ${shown.map(({ id }) => html`<svg viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d=${glyphs[id]}></path></svg>`)}
    <span class="unseen">${words}</span>
  </span>`;
}
