import { type PageCommand, stoppedProblem, type YouData } from '../../src/protocol/page.js';
import { moment } from '../format/format.js';
import type { IconName } from '../icons.js';
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
  return [stopped(data, now), paused(data)].find((notice) => notice && !closed.includes(notice.id)) ?? null;
}

function stopped({ state, at }: YouData, now: number): NoticeWords | null {
  if (!state.problems.some(({ code }) => code === stoppedProblem)) return null;
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
