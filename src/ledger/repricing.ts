import { readOverrides } from '../core/priceOverrides.js';
import type { Ledger } from './ledger.js';

/**
 * The person's prices and the book's version are kept in the ledger, so that every editor and the command line price
 * alike. An older build's book never replaces a newer one's prices.
 */
export function settlePrices(ledger: Ledger): void {
  const stored = ledger.meta('overrides');
  if (stored !== undefined) ledger.pricing.override(readOverrides(JSON.parse(stored)));
  const { book } = ledger.pricing;
  const known = JSON.parse(ledger.meta('priceBook') ?? 'null') as { version: string; date: string } | null;
  if (known && (known.version === book.version || known.date > book.date)) return;
  if (known) reprice(ledger, () => true);
  ledger.write(() =>
    ledger.setMeta('priceBook', JSON.stringify({ version: book.version, date: book.date, source: book.source })),
  );
}

/** Takes the person's own prices (unchecked JSON) and works out again what they touch, without reading a log. */
export function setOverrides(ledger: Ledger, value: unknown): void {
  const overrides = readOverrides(value);
  const text = JSON.stringify(overrides);
  if (text === (ledger.meta('overrides') ?? '{}')) return;
  const touches = ledger.pricing.override(overrides);
  ledger.write(() => ledger.setMeta('overrides', text));
  reprice(ledger, touches);
}

/** One transaction a facet: short locks, and a break in between is made good by the next call. */
function reprice(ledger: Ledger, touches: (model: string) => boolean): void {
  const facets = ledger.database.prepare('select f.id, b.model from facet f join bucket b on b.id = f.bucket').all();
  for (const facet of facets) {
    if (touches(String(facet['model']))) ledger.write(() => ledger.events.reprice(Number(facet['id'])));
  }
}
