import type { Asking, LedgerReader } from '../../app/you.js';
import { leastLinesTold } from '../../core/keptWork/formulae.js';
import { instants, spanOf } from '../../core/span.js';
import type { ShareCard } from '../../protocol/cardPage.js';
import type { Surroundings } from '../surroundings.js';
import type { Wording } from '../wording.js';
import { plural, t } from '../words.js';

export interface CardTools {
  readonly counting: LedgerReader;
  readonly asking: () => Asking;
  readonly wording: () => Wording;
  readonly around: Pick<Surroundings, 'dataKind'>;
  /** Ids of badges that the person hides. */
  readonly hiddenBadges: () => readonly string[];
}

/** Badges that tell when a person worked, and those that are hidden, stay out. */
export async function cardOf({ counting, asking, wording, around, hiddenBadges }: CardTools): Promise<ShareCard> {
  const { now, zone } = asking();
  const span = spanOf('thisMonth', now, zone);
  const range = { ...instants({ ...span, zone }), zone };
  const [{ totals }, { total }, { badges }] = await Promise.all([
    counting.call('usage', { ...range, by: [] }),
    counting.call('kept', { ...range, by: [] }),
    counting.call('badges', { now, zone }),
  ]);
  const { share, long, monthName } = wording();
  const hidden = new Set(hiddenBadges());
  const earned = badges
    .filter(({ id, reached }) => reached.length > 0 && !hidden.has(id))
    .flatMap(({ id, group }) => (group === 'rhythm' ? [] : [{ id, group }]));
  const forms = { one: 'badge', other: 'badges' };
  return {
    title: t('My {0}', monthName(span.since ?? '')),
    foot: around.dataKind === 'demo' ? t('Demo data: generated, not yours') : t('counted locally by Tallyboard'),
    figures: [
      ...(total.lines >= leastLinesTold
        ? [{ value: share(total.kept, total.lines), words: t('of AI lines kept') }]
        : []),
      ...(totals.total > 0 ? [{ value: share(totals.cacheRead, totals.total), words: t('read from cache') }] : []),
      // Rhythm is nobody else's business: a person who has only such badges would read a wrong nought.
      ...(earned.length > 0
        ? [{ value: long(earned.length), words: plural(earned.length, forms, long(earned.length)) }]
        : []),
    ],
    badges: earned,
  };
}
