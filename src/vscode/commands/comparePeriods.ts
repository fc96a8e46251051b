import {
  type Pair,
  type PairName,
  type PairWish,
  pairNames,
  pairOf,
  pairOfSpans,
  pairOfWish,
} from '../../core/pairs.js';
import { compareMarkdown } from '../documents/compare.js';
import { assembleComparison } from '../documents/comparison.js';
import { spanText } from '../documents/spanText.js';
import { pickOne } from '../questions.js';
import type { Wording } from '../wording.js';
import { t } from '../words.js';
import type { CommandTools } from './handlers.js';
import { askSpan } from './pickSpan.js';

const labels: Readonly<Record<PairName, () => string>> = {
  week: () => t('This week and last week'),
  lastWeek: () => t('Last week and the week before'),
  month: () => t('This month and last month'),
  lastMonth: () => t('Last month and the month before'),
  '7d': () => t('7 days and the 7 before'),
  '30d': () => t('30 days and the 30 before'),
  day: () => t('Today and yesterday'),
};

/** Shows two periods side by side: those that whoever runs the command names as `{ pair }`, else the person's choice. */
export async function comparePeriods(tools: CommandTools, wish?: unknown): Promise<void> {
  const { counting, documents, around, asking, wording } = tools;
  const { now, zone } = asking();
  const { pair: wished } = Object(wish) as { readonly pair?: PairWish };
  const pair = wished === undefined ? await pickPair(now, zone, wording()) : pairOfWish(wished, now, zone);
  if (!pair) return;
  const comparison = await assembleComparison(counting, { now, zone }, pair);
  await documents.show(t('Usage compared'), compareMarkdown(comparison, wording(), around.dataKind));
}

async function pickPair(now: number, zone: string, wording: Wording): Promise<Pair | undefined> {
  const named = pairNames.map((name) => {
    const pair = pairOf(name, now, zone);
    const spans = [pair.now, pair.before].map((range) => spanText(range, zone, wording));
    return { label: labels[name](), description: spans.join(' · '), pair };
  });
  const custom = { label: t('Other days…'), description: '', pair: undefined };
  const picked = await pickOne([...named, custom], { placeHolder: t('Compare which periods?') });
  return picked && (picked.pair ?? (await askPair(zone)));
}

async function askPair(zone: string): Promise<Pair | undefined> {
  const now = await askSpan(t('Compare which days? (1 of 2)'));
  const before = now && (await askSpan(t('With which earlier days? (2 of 2)')));
  return before && pairOfSpans(now, before, zone);
}
