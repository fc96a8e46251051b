import { html, nothing, type TemplateResult } from 'lit';
import { hintWords, nameWords, ruleWords } from '../../src/core/badges/words/badgeWords.js';
import { evidenceWords, missedWords, progressWords } from '../../src/core/badges/words/standingWords.js';
import type { PageBadge } from '../../src/protocol/badges.js';
import { days, long } from '../format/format.js';
import { actionLink } from '../kit/kit.js';
import { plural, t } from '../words.js';
import { act } from '../you/act.js';
import { bar } from '../you/figure.js';
import { say } from './say.js';
import { tierDots } from './tiers.js';

/** A badge explained: how far, by which rule, from what, what was missed and what would change it. */
export function badgeCard(from: EventTarget, badge: PageBadge): TemplateResult {
  const { id, group, progress, reached, tiers } = badge;
  const words = say();
  const last = reached.at(-1);
  const whole = reached.length === tiers;
  const state = whole && last !== undefined ? t('Earned {0}', days(last, last)) : progressWords(badge, words);
  return html`<section class="card" aria-label=${nameWords(id, words)}>
    <div class="title"><h3>${nameWords(id, words)} ${tierDots(badge)}</h3><span class="quiet">${state}</span></div>
    ${bar(whole ? 1 : progress, 1, group)}
    <dl>
      ${line(t('Rule'), ruleWords(badge, words))} ${line(t('So far'), evidenceWords(badge.evidence, words))}
      ${line(t('Missed'), badge.missed ? missedWords(badge.missed, words) : '')}
      ${whole ? line(t('To keep it'), t('Nothing. What is earned stays.')) : line(t('To get it'), hintWords(id, words))}
    </dl>
    <div class="links">
      ${badge.shown ? actionLink(showWords(badge.shown), () => act(from, { kind: 'showBadge', id })) : nothing}
      ${actionLink(t('Hide this badge'), () => act(from, { kind: 'hideBadge', badge: id }))}
    </div>
  </section>`;
}

function line(name: string, words: string): TemplateResult | typeof nothing {
  return words === '' ? nothing : html`<dt>${name}</dt><dd>${words}</dd>`;
}

function showWords({ kind, count }: NonNullable<PageBadge['shown']>): string {
  const forms = {
    days: { one: 'Show the day', other: 'Show the {0} days' },
    commits: { one: 'Show the commit', other: 'Show the {0} commits' },
    reviews: { one: 'Show the commit', other: 'Show the {0} commits' },
    sessions: { one: 'Show the session', other: 'Show the {0} sessions' },
    weeks: { one: 'Show the week', other: 'Show the {0} weeks' },
  } as const;
  return plural(count, forms[kind], long(count));
}
