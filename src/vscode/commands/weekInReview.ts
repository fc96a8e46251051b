import { dayOf } from '../../core/day.js';
import { pairOf } from '../../core/pairs.js';
import { spanWords } from '../documents/spanWords.js';
import { weekMarkdown } from '../documents/week.js';
import { assembleWeek, type Week } from '../documents/weekReview.js';
import { pickOne } from '../questions.js';
import { t } from '../words.js';
import { lookingAtKept, type ReportTools } from './reports.js';

/** Shows a week as a document: the one that whoever runs the command names as `{ week }`, else the person's choice. */
export async function weekInReview(tools: ReportTools, wish?: unknown): Promise<void> {
  const { week: wished } = Object(wish) as { readonly week?: unknown };
  const week = wished === 'week' || wished === 'lastWeek' ? wished : await pickWeek(tools);
  if (!week) return;
  const { keptLater } = await lookingAtKept(tools.refreshKept);
  const review = await assembleWeek(tools.counting, tools.asking(), week);
  const told = { ...review, report: { ...review.report, keptLater } };
  await tools.documents.show(t('Week in review'), weekMarkdown(told, tools.wording(), tools.around.dataKind));
}

async function pickWeek({ asking }: ReportTools): Promise<Week | undefined> {
  const { now, zone } = asking();
  const labels = [
    ['lastWeek', t('Last week')],
    ['week', t('This week so far')],
  ] as const;
  const items = labels.map(([week, label]) => {
    const { since, until } = pairOf(week, now, zone).now;
    return { label, week, description: spanWords({ since: dayOf(since, zone), until: dayOf(until - 1, zone) }) };
  });
  return (await pickOne(items, { placeHolder: t('Which week?') }))?.week;
}
