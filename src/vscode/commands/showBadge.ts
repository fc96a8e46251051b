import type { Asking, LedgerReader } from '../../app/you.js';
import type { BadgeId } from '../../core/badges/registry.js';
import { nameWords } from '../../core/badges/words/badgeWords.js';
import { addDays, dayStart } from '../../core/day.js';
import type { BadgeAnswer, BadgeRow } from '../../protocol/badges.js';
import { badgeMarkdown, type Counted } from '../documents/badge.js';
import { plural, t } from '../words.js';
import type { ReportTools } from './reports.js';

/** Opens what a badge counts; nothing where it counts nothing yet. */
export async function showBadge({ counting, documents, asking, wording }: ReportTools, id: BadgeId): Promise<void> {
  const who = asking();
  const answer = await counting.call('badges', { now: who.now, zone: who.zone });
  const badge = answer.badges.find((row) => row.id === id);
  const counted = badge && (await countedOf(counting, badge, answer, who));
  if (!counted) return;
  const name = nameWords(id, { t, plural, formats: wording() });
  await documents.show(t('Badge, {0}', name), badgeMarkdown(badge, counted, wording()));
}

async function countedOf(
  counting: LedgerReader,
  { shown }: BadgeRow,
  { commits, reviews }: BadgeAnswer,
  { zone }: Asking,
): Promise<Counted | undefined> {
  if (!shown) return undefined;
  const { kind, ids } = shown;
  if (kind === 'days') return { kind, days: await daysOf(counting, ids, zone) };
  if (kind === 'commits') return { kind, commits: commits.filter(({ id }) => ids.includes(id)) };
  if (kind === 'weeks') return { kind, weeks: await weeksOf(counting, ids) };
  if (kind === 'reviews') return { kind, reviews: reviews.filter(({ id }) => ids.includes(id)) };
  const { sessions } = await counting.call('sessions', { zone, sessions: ids, limit: ids.length });
  return { kind, sessions, gone: ids.length - sessions.length };
}

async function daysOf(
  counting: LedgerReader,
  days: readonly string[],
  zone: string,
): Promise<(Counted & { kind: 'days' })['days']> {
  const [first = '', last = ''] = [days[0], days.at(-1)];
  const range = { since: dayStart(first, zone), until: dayStart(addDays(last, 1), zone), zone };
  const [totals, { rows }] = await Promise.all([
    counting.call('days', range),
    counting.call('kept', { ...range, by: ['day'] }),
  ]);
  const tokens = new Map(totals.map(({ day, total }) => [day, total]));
  const work = new Map(rows.map((row) => [row.key.day, row]));
  return days.map((day) => {
    const { lines = 0, kept = 0 } = work.get(day) ?? {};
    return { day, tokens: tokens.get(day) ?? 0, lines, kept };
  });
}

/** What a share of a team is made of: the 28 days to each Sunday, in the zone of its weeks. */
async function weeksOf(
  counting: LedgerReader,
  ends: readonly string[],
): Promise<(Counted & { kind: 'weeks' })['weeks']> {
  const zone = 'UTC';
  return Promise.all(
    ends.map(async (end) => {
      const range = { since: dayStart(addDays(end, -27), zone), until: dayStart(addDays(end, 1), zone), zone };
      const { total } = await counting.call('kept', { ...range, by: [] });
      return { end, lines: total.lines, kept: total.kept };
    }),
  );
}
