import { html, nothing, type TemplateResult } from 'lit';
import type { PageBadge } from '../../src/protocol/badges.js';
import { long } from '../format/format.js';
import { t } from '../words.js';

/** A dot a tier, full where it was reached; nothing of a badge with a single one. */
export function tierDots({ tiers, reached }: PageBadge): TemplateResult | typeof nothing {
  if (tiers === 1) return nothing;
  const dots = Array.from({ length: tiers }, (_, tier) => tier < reached.length);
  return html`<span class="tiers" aria-hidden="true">${dots.map((full) => html`<i class=${full ? 'full' : ''}></i>`)}</span>
    <span class="unseen">${t('tier {0} of {1}', long(reached.length), long(tiers))}</span>`;
}
