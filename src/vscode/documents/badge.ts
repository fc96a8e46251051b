import type { CommitFact } from '../../core/badges/facts.js';
import { nameWords, ruleWords } from '../../core/badges/words/badgeWords.js';
import type { Say } from '../../core/badges/words/say.js';
import { evidenceWords, missedWords, progressWords } from '../../core/badges/words/standingWords.js';
import type { Review } from '../../core/keptWork/review.js';
import { code, escapeText, table } from '../../core/markdown.js';
import type { SessionRow } from '../../core/report.js';
import type { BadgeRow } from '../../protocol/badges.js';
import { toolWords } from '../toolWords.js';
import type { Wording } from '../wording.js';
import { plural, t } from '../words.js';

/** What a badge counts, for a person to check. */
export type Counted =
  | {
      readonly kind: 'days';
      readonly days: readonly {
        readonly day: string;
        readonly tokens: number;
        readonly lines: number;
        readonly kept: number;
      }[];
    }
  | { readonly kind: 'commits'; readonly commits: readonly CommitFact[] }
  | { readonly kind: 'reviews'; readonly reviews: readonly Review[] }
  | {
      readonly kind: 'weeks';
      readonly weeks: readonly { readonly end: string; readonly lines: number; readonly kept: number }[];
    }
  | { readonly kind: 'sessions'; readonly sessions: readonly SessionRow[]; readonly gone: number };

/** A badge's rule, how far it is, and a table of what it counts. */
export function badgeMarkdown(badge: BadgeRow, counted: Counted, wording: Wording): string {
  const say: Say = { t, plural, formats: wording };
  const facts = [evidenceWords(badge.evidence, say), badge.missed ? missedWords(badge.missed, say) : ''];
  return [
    `# ${escapeText(nameWords(badge.id, say))}`,
    escapeText(ruleWords(badge, say)),
    ...(badge.reached.length < badge.tiers ? [escapeText(progressWords(badge, say))] : []),
    ...facts.filter((words) => words !== '').map(escapeText),
    ...tables(counted, wording),
  ].join('\n\n');
}

function tables(counted: Counted, wording: Wording): string[] {
  if (counted.kind === 'days') return [dayTable(counted.days, wording)];
  if (counted.kind === 'commits') return [commitTable(counted.commits, wording)];
  if (counted.kind === 'weeks') return [weekTable(counted.weeks, wording)];
  if (counted.kind === 'reviews') return [reviewTable(counted.reviews, wording)];
  const { sessions, gone } = counted;
  const forms = { one: '{0} session is no longer told of.', other: '{0} sessions are no longer told of.' };
  return [
    ...(sessions.length > 0 ? [sessionTable(sessions, wording)] : []),
    ...(gone > 0 ? [plural(gone, forms, wording.long(gone))] : []),
  ];
}

function dayTable(days: (Counted & { kind: 'days' })['days'], { day: dayWords, long }: Wording): string {
  const cells = days.map(({ day, tokens, lines, kept }) => [dayWords(day), long(lines), long(kept), long(tokens)]);
  return table([t('Day'), t('AI lines'), t('In a commit'), t('Tokens')], cells);
}

function commitTable(commits: readonly CommitFact[], { day: dayWords, long }: Wording): string {
  const cells = commits.map(({ day, id, repository, lines, added, removed }) => [
    dayWords(day),
    code(id.slice(0, 10)),
    code(nameOf(repository)),
    ...[lines, added, removed].map((count) => long(count)),
  ]);
  const head = [t('Day'), t('Commit'), t('Repository'), t('AI lines'), t('Lines added'), t('Lines removed')];
  return table(head, cells, 'lllrrr');
}

function weekTable(weeks: (Counted & { kind: 'weeks' })['weeks'], { day: dayWords, long, share }: Wording): string {
  const cells = weeks.map(({ end, lines, kept }) => [
    dayWords(end),
    long(lines),
    long(kept),
    lines === 0 ? '' : share(kept, lines),
  ]);
  return table([t('28 days to'), t('Your AI lines'), t('In a commit'), t('Share')], cells, 'lrrr');
}

function reviewTable(reviews: readonly Review[], { day: dayWords }: Wording): string {
  const cells = reviews.map(({ day, id }) => [dayWords(day), code(id.slice(0, 10))]);
  return table([t('Day'), t('Commit')], cells, 'll');
}

function sessionTable(sessions: readonly SessionRow[], wording: Wording): string {
  const cells = sessions.map(({ tool, start, end, totals }) => [
    wording.moment(start, end + 2 * 86_400_000),
    escapeText(toolWords(tool)),
    wording.long(totals.total),
  ]);
  return table([t('Since'), t('Tool'), t('Tokens')], cells, 'llr');
}

/** The checkout's name, of the repository's own folder. */
function nameOf(repository: string): string {
  const parts = repository.split(/[\\/]/).filter((part) => part !== '' && part !== '.git');
  return parts.at(-1) ?? repository;
}
