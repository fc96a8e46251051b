import { readFileSync } from 'node:fs';
import type { PriceBook } from '../../core/prices.js';

/**
 * Reads the book that `write.mjs` wrote (`dist/prices.json`): a part of the product, so it is taken as it is.
 * Throws when it is missing or is no book.
 */
export function readPriceBook(file: string): PriceBook {
  const book = JSON.parse(readFileSync(file, 'utf8')) as PriceBook;
  if (typeof book.version !== 'string' || typeof book.providers !== 'object') throw new Error(`no price book: ${file}`);
  return book;
}
