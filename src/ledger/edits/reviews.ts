import type { Review } from '../../core/keptWork/review.js';
import type { Ledger } from '../ledger.js';
import { named } from '../named.js';

/** Before the repository's own folder, in the ledger's table of names. */
const prefix = 'reviews:';

/** What a repository told last, in place of what it told before. To be called within a transaction. */
export function putReviews(ledger: Ledger, repository: string, reviews: readonly Review[]): void {
  const text = JSON.stringify(reviews.map(({ id, day }) => [id, day]));
  if ((ledger.meta(prefix + repository) ?? '[]') !== text) ledger.setMeta(prefix + repository, text);
}

/** From a day on, from old to new; in a repository that is copied to another, once. */
export function reviews(ledger: Ledger, since: string): readonly Review[] {
  const told = named(ledger, prefix).flatMap(({ value }) => JSON.parse(value) as [string, string][]);
  return [...new Map(told)]
    .map(([id, day]) => ({ id, day }))
    .filter(({ day }) => day >= since)
    .sort((a, b) => (a.day === b.day ? (a.id < b.id ? -1 : 1) : a.day < b.day ? -1 : 1));
}
