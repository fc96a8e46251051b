import { budgetName, percentWords } from '../../core/budget/words/budgetWords.js';
import { headlinePrecision } from '../../core/format.js';
import { erasedReason, type YouData } from '../../protocol/page.js';
import { stoppedWords } from '../failures.js';
import type { Wording } from '../wording.js';
import { t } from '../words.js';
import { hoverMarkdown } from './hover.js';
import { planWindow, readingShare, type StatusState, statusKind } from './state.js';

/** What the editor is told of the item. */
export interface StatusView {
  readonly text: string;
  /** Markdown with theme icons, html spans and the commands of `hoverCommands`. */
  readonly hover: string;
  readonly spoken: string;
  /** On the editor's ground for warnings. */
  readonly warns?: boolean;
}

/** The status bar item as a pure function of its state. */
export function statusView(state: StatusState, wording: Wording): StatusView {
  return {
    text: statusText(state, wording),
    hover: hoverMarkdown(state, wording),
    spoken: spokenLabel(state, wording),
    ...(state.warns ? { warns: true } : {}),
  };
}

function statusText(state: StatusState, wording: Wording): string {
  const kind = statusKind(state);
  if (kind === 'reading') return `$(sync~spin) ${wording.share(readingShare(state).done, readingShare(state).total)}`;
  if (kind === 'waiting') return '$(tallyboard-mark) …';
  if (kind === 'noTool' || kind === 'erased' || !state.data) return `${icons[kind]} –`;
  const { budget } = state.data;
  const used = kind === 'counting' && budget?.crossed ? ` · ${percentWords(budget, { t, formats: wording })}` : '';
  return `${icons[kind]} ${amount(state, state.data, wording)}${used}`;
}

const icons = {
  stopped: '$(warning)',
  paused: '$(debug-pause)',
  noTool: '$(tallyboard-mark)',
  erased: '$(tallyboard-mark)',
  counting: '$(tallyboard-mark)',
} as const;

/** What the setting asks for; tokens where the live tool does not tell it. */
function amount({ shows, now }: StatusState, data: YouData, wording: Wording): string {
  if (shows === 'listPrice') return wording.cost(data.totals);
  const fill = shows === 'context' && data.now.live ? wording.contextFill(data.now.live) : undefined;
  if (fill !== undefined) return t('ctx {0}', fill);
  const limit = shows === 'planWindow' ? planWindow(data, now) : undefined;
  if (limit) return `${limit.window.replaceAll('$', '')} ${wording.share(limit.usedPercent, 100)}`;
  return wording.brief(data.totals);
}

/** "Tallyboard: 5,620,999 tokens today, exact, 4.32 dollars." */
function spokenLabel(state: StatusState, wording: Wording): string {
  const { data } = state;
  const kind = statusKind(state);
  if (kind === 'reading') {
    const { done, total } = readingShare(state);
    return t('Tallyboard: reading logs, {0}.', wording.share(done, total));
  }
  if (kind === 'waiting') return t('Tallyboard: figures are on their way.');
  if (kind === 'noTool') return t('Tallyboard: no AI tool found yet.');
  if (kind === 'erased') return t('Tallyboard: {0}', stoppedWords(erasedReason));
  const words = data
    ? [...sums(state, data, wording), ...extra(state, data, wording), ...budgetLabel(data, wording)].join(' ')
    : '';
  if (kind === 'stopped') return t('Tallyboard: counting stopped. {0}', words).trim();
  return kind === 'paused' ? t('Tallyboard: counting is paused. {0}', words) : t('Tallyboard: {0}', words);
}

function sums({ period }: StatusState, { totals }: YouData, wording: Wording): string[] {
  const tokens = wording.spokenTokens(totals);
  const price = wording.spokenCost(totals);
  const exact = headlinePrecision(totals) === 'exact';
  if (period === 'today')
    return [exact ? t('{0} today, exact, {1}.', tokens, price) : t('{0} today, {1}.', tokens, price)];
  return [exact ? t('{0} this session, exact, {1}.', tokens, price) : t('{0} this session, {1}.', tokens, price)];
}

/** "50% of the November budget." */
function budgetLabel({ budget }: YouData, wording: Wording): string[] {
  if (!budget) return [];
  const say = { t, formats: wording };
  const share = wording.share(budget.percent, 100);
  const name = budgetName(budget, say);
  return [budget.atLeast ? t('At least {0} of the {1}.', share, name) : t('{0} of the {1}.', share, name)];
}

function extra({ shows, now }: StatusState, data: YouData, wording: Wording): string[] {
  const { live } = data.now;
  if (shows === 'context' && live) {
    const fill = wording.contextFill(live);
    if (fill === undefined) return [];
    return [live.contextWindow ? t('Context {0} full.', fill) : t('Context {0} tokens.', fill)];
  }
  const limit = shows === 'planWindow' ? planWindow(data, now) : undefined;
  return limit ? [`${wording.limit(limit, now)}.`] : [];
}
