import { readFileSync } from 'node:fs';
import type { PriceBook } from '../../core/prices.js';

/**
 * Reads the book that `write.mjs` wrote (`dist/prices.json`): a part of the product, so it is taken as it is. Its prices,
 * which come last, are parsed when the first is asked for: a report that finds nothing new needs none. Throws when it is
 * missing or is no book.
 */
export function readPriceBook(file: string): PriceBook {
  const text = readFileSync(file, 'utf8');
  const at = text.indexOf(',"providers":');
  if (!text.startsWith('{"version":"') || at < 0) throw new Error(`no price book: ${file}`);
  const head = JSON.parse(`${text.slice(0, at)}}`) as Omit<PriceBook, 'providers'>;
  let providers: PriceBook['providers'] | undefined;
  return {
    ...head,
    get providers() {
      providers ??= (JSON.parse(`{${text.slice(at + 1)}`) as PriceBook).providers;
      return providers;
    },
  };
}
