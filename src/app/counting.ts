import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { PriceBook } from '../core/prices.js';
import { heedErasure, readErasure } from '../ledger/care/erasing.js';
import { isDamaged, markDamaged, openSound } from '../ledger/care/recovery.js';
import type { Ledger, LedgerOptions } from '../ledger/ledger.js';
import { Pricing } from '../ledger/prices/pricing.js';
import { readPriceBook } from '../ledger/prices/readPriceBook.js';
import { settlePrices } from '../ledger/prices/repricing.js';
import { Queries } from '../ledger/questions/queries.js';
import { Scanner } from '../ledger/reading/scanner.js';
import { systemClock } from '../platform/clock.js';
import { ledgerIn } from '../platform/ledgerPlace.js';
import { dataFolder, makeDataFolder, type PlacesOptions, placesOf } from '../platform/places.js';
import { DatabaseError } from '../platform/sqlite.js';
import { sources } from '../sources/registry.js';

export interface CountingOptions {
  /** Read this home instead of the person's own; environment variables are then ignored. */
  readonly home?: string | undefined;
  /** Ledger file; the person's own by default, one in memory when `home` is given. */
  readonly ledger?: string | undefined;
  readonly editorUserFolder?: string | undefined;
  /** Whose places `home` has; this system's by default. */
  readonly os?: NonNullable<PlacesOptions['os']>;
  readonly retentionDays?: number | undefined;
  readonly extraRoots?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** A ledger with what reads logs into it and what answers questions about it. */
export interface Counting {
  readonly ledger: Ledger;
  readonly scanner: Scanner;
  readonly queries: Queries;
}

/**
 * Throws `DatabaseError`, `erased` when the person has yet to say from when to count again. A damaged ledger is replaced
 * by a backup or an empty one first.
 */
export function openCounting(options: CountingOptions): Counting {
  const path = ledgerPath(options);
  if (readErasure(path)?.stopped)
    throw new DatabaseError(
      'erased',
      'All was erased. Choose in the editor whether to count from now or from the logs.',
    );
  book ??= readPriceBook(priceBookPath());
  const pricing = new Pricing(book);
  const ledger = openPriced({ path, pricing }) ?? openPriced({ path, pricing });
  if (!ledger) throw new DatabaseError('damaged', 'The ledger is damaged, and so is the one put in its place.');
  return { ledger, scanner: new Scanner(ledger, sources, placesOf(options)), queries: new Queries(ledger) };
}

/** Comes with the product, and is the same as long as this process lives. */
let book: PriceBook | undefined;

/** Undefined when damage showed only while it was written to. */
function openPriced(options: LedgerOptions): Ledger | undefined {
  const ledger = openSound(options, systemClock);
  try {
    heedErasure(ledger);
    settlePrices(ledger);
    return ledger;
  } catch (error) {
    if (isDamaged(error)) markDamaged(ledger);
    ledger.close();
    if (!isDamaged(error)) throw error;
    return undefined;
  }
}

/** The ledger's file; `:memory:` for one that is forgotten. */
export function ledgerPath(options: CountingOptions): string {
  const named = namedLedger(options);
  if (named !== undefined) return named;
  const folder = dataFolder();
  makeDataFolder(folder);
  return ledgerIn(folder);
}

/** The same, or where it would be, though nothing can be made there. */
export function ledgerPlace(options: CountingOptions): string {
  return namedLedger(options) ?? join(dataFolder(), 'ledger.db');
}

function namedLedger({ ledger, home }: CountingOptions): string | undefined {
  return ledger ?? (home === undefined ? undefined : ':memory:');
}

/** Beside the bundle; from a file-by-file build, in the checkout's `dist`. */
function priceBookPath(): string {
  const beside = join(import.meta.dirname, 'prices.json');
  return existsSync(beside) ? beside : join(import.meta.dirname, '..', '..', '..', 'dist', 'prices.json');
}
