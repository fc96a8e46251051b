import { html, nothing, svg, type TemplateResult } from 'lit';
import type { PageBadge } from '../../src/protocol/badges.js';
import { glyphs } from './glyphs.js';

/** From the top, clockwise. */
export const outline = 'M0-18L15.6-9V9L0 18L-15.6 9V-9Z';
const ring = 'M0-21.5L18.6-10.75V10.75L0 21.5L-18.6 10.75V-10.75Z';

/** Earned: filled; under way: its outline fills clockwise. Decorative: the words are the cell's. */
export function hexagon({ id, group, state, progress, reached, tiers }: PageBadge, look = ''): TemplateResult {
  const whole = reached.length === tiers;
  const done = whole ? 0 : Math.min(99, Math.round(100 * progress));
  return html`<svg class="hexagon ${group} ${state} ${look}" viewBox="-18 -20 36 40" aria-hidden="true" focusable="false">
    <path class="ring" d=${ring}></path>
    <path class="ground" d=${outline}></path>
    ${state === 'earned' ? svg`<path class="filling" d=${outline}></path>` : nothing}
    ${done > 0 ? svg`<path class="way" d=${outline} pathLength="100" stroke-dasharray="${done} 100"></path>` : nothing}
    <path class="glyph" transform="translate(-8 -8)" d=${glyphs[id]}></path>
  </svg>`;
}
