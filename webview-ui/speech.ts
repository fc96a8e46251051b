import type { BadgeId } from '../src/core/badges/registry.js';
import { nameWords } from '../src/core/badges/words/badgeWords.js';
import { headlinePrecision } from '../src/core/format.js';
import type { Totals } from '../src/core/report.js';
import { boardName } from '../src/core/team/words/names.js';
import type { HostMethods, YouData } from '../src/protocol/page.js';
import type { TeamData } from '../src/protocol/team.js';
import { say } from './badges/say.js';
import { long, spokenCost } from './format/format.js';
import { toolWords } from './toolWords.js';
import { plural, t } from './words.js';
import type { NoticeWords } from './you/notices.js';
import { periodNames } from './you/periodWords.js';

/** What the polite live region says after an act of the person, when a notice appears and when the first reading ends; never live counting. */

/** "30 days: 123,597,548 tokens, at least 94.41 dollars" */
export function periodSentence(data: YouData): string {
  const name = periodNames[data.period]();
  if (data.totals.total === 0) return t('{0}: no AI use', name);
  return t('{0}: {1}, {2}', name, spokenTokens(data.totals), spokenCost(data.totals));
}

/** "Thrift: 9 members" */
export function boardSentence(data: TeamData | null): string {
  if (data?.state !== 'member') return '';
  const { board, contributors } = data.board;
  const members = plural(contributors, { one: '{0} member', other: '{0} members' }, long(contributors));
  return t('{0}: {1}', boardName(board, t), members);
}

export function hiddenSentence(badge: BadgeId): string {
  return t('{0} is hidden. It is under “Hidden by you”.', nameWords(badge, say()));
}

export function shownAgainSentence(badge: BadgeId): string {
  return t('{0} is shown again.', nameWords(badge, say()));
}

export function copiedSentence(text: string): string {
  return t('Copied {0}', text);
}

export function readSentence(data: YouData): string {
  return t('The logs have been read. {0}', periodSentence(data));
}

/** "Claude Code: 3,853,000 tokens, 3.51 dollars"; without a filter the period's sentence. */
export function toolSentence(data: YouData): string {
  if (data.tool === null) return periodSentence(data);
  return t('{0}: {1}, {2}', toolWords(data.tool), spokenTokens(data.totals), spokenCost(data.totals));
}

export function kindsSentence(asCost: boolean): string {
  return asCost ? t('Kinds of tokens by cost') : t('Kinds of tokens');
}

export function judgedSentence({ dismissed, right }: Parameters<HostMethods['judgeInsight']>[0]): string {
  if (dismissed) return t('Dismissed');
  return right === null ? t('Taken back') : t('Thank you. That stays on this machine.');
}

/** Word for word the notice that follows, so that both are spoken once. */
export function pausedSentence(): string {
  return `${t('Counting is paused.')} ${t('Use during a pause is left out for good.')}`;
}

export function noticeSentence({ title, text }: NoticeWords): string {
  return `${title} ${text}`.trim();
}

export function erasedSentence(): string {
  return t('Erased.');
}

export function countingAgainSentence(): string {
  return t('Counting goes on.');
}

/** `at least 5,620,999 tokens`. */
export function spokenTokens(totals: Totals): string {
  const count = long(totals.total);
  const kind = headlinePrecision(totals);
  if (kind === 'atLeast') return t('at least {0} tokens', count);
  return kind === 'estimate' ? t('about {0} tokens', count) : t('{0} tokens', count);
}
