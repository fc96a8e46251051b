import { html, nothing, type TemplateResult } from 'lit';
import type { Totals } from '../../src/core/report.js';
import { cost, namedCost } from '../format/format.js';

/** A short form for the eye with the long form as tooltip and in speech. */
export function figure(shown: string, spoken: string, quiet = false): TemplateResult {
  return html`<span class="number ${quiet ? 'quiet' : ''}" title=${spoken}
    ><span aria-hidden="true">${shown}</span><span class="unseen">${spoken}</span></span
  >`;
}

/** A price as part of a sentence, not set in a column. */
export function price(totals: Totals): TemplateResult {
  const named = namedCost(totals);
  return html`<span title=${named}><span aria-hidden="true">${cost(totals)}</span><span class="unseen">${named}</span></span>`;
}

/**
 * A bar of `part` of `whole`, filled from the start. Decorative: the figure stands beside it. Lengths go through the
 * style property, because our CSP drops style attributes.
 */
export function bar(part: number, whole: number, colour = ''): TemplateResult {
  const percent = whole > 0 ? Math.min(100, (part / whole) * 100) : 0;
  return html`<div class="track ${colour}" aria-hidden="true">
    ${part > 0 ? html`<div class="fill" .style=${`inline-size: ${percent.toFixed(2)}%`}></div>` : nothing}
  </div>`;
}
