import { lastsWords, usedSentence } from '../../src/core/budget/words/budgetWords.js';
import { type PageCommand, stoppedProblem, type YouData } from '../../src/protocol/page.js';
import { day, moment, speaker } from '../format/format.js';
import type { IconName } from '../icons.js';
import { toolWords } from '../toolWords.js';
import { t } from '../words.js';

export interface NoticeWords {
  /** Changes with the cause, so that a closed notice stays closed until then. */
  readonly id: string;
  readonly sign: IconName;
  readonly title: string;
  readonly text: string;
  readonly link: string;
  readonly command: PageCommand;
  readonly closable: boolean;
}

/** The host speaks another protocol than this page. */
export function outdatedNotice(): NoticeWords {
  return {
    id: 'outdated',
    sign: 'sync',
    title: t('Tallyboard was updated.'),
    text: t('Figures come back after a reload.'),
    link: t('Reload'),
    command: 'reload',
    closable: false,
  };
}

/** The highest notice that holds and is not closed; null if none. */
export function noticeOf(data: YouData, now: number, closed: readonly string[]): NoticeWords | null {
  const all = [stopped, rebuilt, diskFull, newFormat, paused, budget, restricted];
  return all.map((notice) => notice(data, now)).find((notice) => notice && !closed.includes(notice.id)) ?? null;
}

/** A worker that stopped since nothing can be written is no more than that. */
function isFull({ state }: YouData): boolean {
  return state.problems.some(({ code, detail }) => code === stoppedProblem && detail === 'full');
}

function stopped(data: YouData, now: number): NoticeWords | null {
  const { state, at } = data;
  if (!state.problems.some(({ code }) => code === stoppedProblem) || isFull(data)) return null;
  return {
    id: `stopped ${at}`,
    sign: 'warning',
    title: t('Counting stopped.'),
    text: t('Figures are of {0}. The logs will be read again.', moment(at, now)),
    link: t('Restart'),
    command: 'restart',
    closable: true,
  };
}

function rebuilt({ state }: YouData): NoticeWords | null {
  if (!state.health.rebuilt) return null;
  return {
    id: `rebuilt ${state.health.rebuilt.at}`,
    sign: 'database',
    title: t('The ledger was damaged and was rebuilt.'),
    text: t('All logs still here were counted again. The old file is kept.'),
    link: t('What may be missing'),
    command: 'diagnose',
    closable: true,
  };
}

function diskFull(data: YouData): NoticeWords | null {
  const { diskFull: full } = data.state.health;
  if (!full && !isFull(data)) return null;
  return {
    id: `full ${full?.since ?? data.at}`,
    sign: 'warning',
    title: t('The disk is full.'),
    text: t('New use stays in the logs and is counted when there is room.'),
    link: t('Show ledger'),
    command: 'showLedger',
    closable: true,
  };
}

/** The one that stands still longest. */
function newFormat({ state }: YouData): NoticeWords | null {
  const [first] = [...state.health.newFormats].sort((a, b) => a.since - b.since);
  if (!first) return null;
  return {
    id: `format ${first.tool} ${first.store} ${first.since}`,
    sign: 'warning',
    title: t('{0} logs have a new format.', toolWords(first.tool)),
    text: t('Its count stands still since {0}. The rest is exact.', day(first.since)),
    link: t('Show details'),
    command: 'diagnose',
    closable: true,
  };
}

function paused({ state }: YouData): NoticeWords | null {
  if (!state.paused) return null;
  return {
    id: `paused ${state.paused.since}`,
    sign: 'pause',
    title: t('Counting is paused.'),
    text: t('Use during a pause is left out for good.'),
    link: t('Resume'),
    command: 'resume',
    closable: true,
  };
}

function budget({ budget: course }: YouData): NoticeWords | null {
  if (!course?.crossed) return null;
  const say = speaker();
  return {
    id: `budget ${course.budget.amount} ${course.budget.unit} ${course.from} ${course.crossed}`,
    sign: 'budget',
    title: usedSentence(course, say),
    text: lastsWords(course, say),
    link: t('Change budget'),
    command: 'setBudget',
    closable: true,
  };
}

function restricted({ restricted: holds }: YouData): NoticeWords | null {
  if (!holds) return null;
  return {
    id: 'restricted',
    sign: 'shield',
    title: t('Restricted Mode.'),
    text: t('Counting works. Commands that send text are off in this folder.'),
    link: t('Manage trust'),
    command: 'trust',
    closable: true,
  };
}
