import { html, nothing, type TemplateResult } from 'lit';
import type { QuestState } from '../../src/core/team/quest.js';
import { long, monthName, share } from '../format/format.js';
import { icon } from '../icons.js';
import { plural, t } from '../words.js';
import { bar } from '../you/figure.js';

/** "November quest": what the team tries together, and how far it is. No figure of a person. `least`: members of a figure. */
export function questCard(quest: QuestState, least: number): TemplateResult {
  const { month, kind, target, reached, done, daysLeft } = quest;
  const left = plural(daysLeft, { one: '{0} day left', other: '{0} days left' }, long(daysLeft));
  const aim =
    kind === 'kept'
      ? t('Keep {0} of AI lines, together.', share(target, 100))
      : plural(
          target,
          {
            one: '{0} member with four active days this month.',
            other: '{0} members with four active days this month.',
          },
          long(target),
        );
  return html`<div class="card">
    <h3>
      ${icon('target')}<span>${t('{0} quest', monthName(month))}</span>
      ${done ? nothing : html`<span class="left small quiet">${left}</span>`}
    </h3>
    <p>${aim}</p>
    ${reached === null ? nothing : reach(quest, reached)}
    <p class="small quiet">${done ? t('Reached, together.') : t('Shown from {0} members.', long(least))}</p>
  </div>`;
}

function reach({ kind, target }: QuestState, reached: number): TemplateResult {
  const whole = kind === 'kept' ? 100 : Math.max(target, reached);
  const words = kind === 'kept' ? share(reached, 100) : long(reached);
  return html`<div class="reach">
    <div class="meter">
      ${bar(reached, whole)}
      <div class="aim" .style=${`inset-inline-start: calc(${((100 * target) / whole).toFixed(2)}% - 1px)`}></div>
    </div>
    <span class="number">${words}</span>
  </div>`;
}
