import { readOverrides } from '../../core/priceOverrides.js';
import type { Ledger } from '../ledger.js';

/**
 * The person's prices and the book's version are kept in the ledger, so that every editor and the command line price
 * alike. An older build's book never replaces a newer one's prices; what it writes is priced again by the newer one.
 */
export function settlePrices(ledger: Ledger): void {
  const { version, date, source } = ledger.pricing.book;
  const known = JSON.parse(ledger.meta('priceBook') ?? 'null') as { version: string; date: string } | null;
  ledger.pricesOutdated = known !== null && known.version !== version && known.date > date;
  if (ledger.pricesOutdated) return;
  const isNew = known?.version !== version;
  if (!isNew && ledger.meta('repricing') === undefined) return;
  if (known) repriceAll(ledger, 'book');
  if (isNew) ledger.write(() => ledger.setMeta('priceBook', JSON.stringify({ version, date, source })));
}

/** Takes the person's own prices (unchecked JSON) and works out again what they touch, without reading a log. */
export function setOverrides(ledger: Ledger, value: unknown): void {
  const text = JSON.stringify(readOverrides(value));
  if (text === (ledger.meta('overrides') ?? '{}')) return;
  const touches = ledger.pricing.override(readOverrides(value));
  ledger.write(() => {
    ledger.setMeta('overrides', text);
    ledger.setMeta('repricing', text);
  });
  ledger.takeOverrides();
  reprice(ledger, touches);
  settled(ledger, text);
}

function repriceAll(ledger: Ledger, why: string): void {
  ledger.write(() => ledger.setMeta('repricing', why));
  reprice(ledger, () => true);
  settled(ledger, why);
}

/** One transaction a facet: short locks. What is still to do stands in the ledger: a break is made good at the next start. */
function reprice(ledger: Ledger, touches: (model: string) => boolean): void {
  const facets = ledger.database.prepare('select f.id, b.model from facet f join bucket b on b.id = f.bucket').all();
  for (const facet of facets) {
    if (touches(String(facet['model']))) ledger.write(() => ledger.events.reprice(Number(facet['id'])));
  }
}

/** Nothing is to be priced again, unless another process found something meanwhile. */
function settled(ledger: Ledger, why: string): void {
  ledger.write(() => ledger.database.prepare("delete from meta where name = 'repricing' and value = ?").run(why));
}
