import { isDamaged, markDamaged, rebuiltOf } from '../ledger/care/recovery.js';
import type { Ledger } from '../ledger/ledger.js';
import type { ScanReport } from '../ledger/reading/scanner.js';
import type { Rebuilt } from '../protocol/ledger.js';
import { type Counting, type CountingOptions, ledgerPath, ledgerPlace, openCounting } from './counting.js';
import { failureWords, rebuiltWords } from './ledgerWords.js';

/** A ledger that what is new was read into. */
export interface Opened {
  readonly counting: Counting;
  readonly options: CountingOptions;
  readonly scan: ScanReport;
  /** It took the place of a damaged one. */
  readonly rebuilt: Rebuilt | undefined;
  /** Sentences that a person should read beside the answer. */
  readonly notices: readonly string[];
}

/** The ledger turned out to be damaged. Who opens it next puts a sound one in its place. Told by its name: each bundle has its own copy of the class. */
export class DamageFound extends Error {
  override readonly name = 'DamageFound';
  override readonly message = 'The ledger is damaged.';
}

/** Opens the ledger and does one incremental pass; `onReading` is called before that reads what is new, if anything is. Throws `DatabaseError` with words for people, and `DamageFound`. */
export async function openRead(options: CountingOptions, onReading?: () => void): Promise<Opened> {
  const started = Date.now();
  let path = ledgerPlace(options);
  try {
    path = ledgerPath(options);
    const counting = openCounting(options);
    const scan = await whileSound(counting, () => pass(counting, onReading));
    const rebuilt = rebuiltOf(counting.ledger);
    const notices = rebuilt && rebuilt.at >= started ? [rebuiltWords(rebuilt)] : [];
    return { counting, options, scan, rebuilt, notices };
  } catch (error) {
    throw failureWords(error, path);
  }
}

async function pass({ scanner }: Counting, onReading?: () => void): Promise<ScanReport> {
  const started = process.uptime();
  const scan = await scanner.pass({ onReading, pauseMs: 0 });
  tellTiming(started, scan, scanner.bytesRead);
  return scan;
}

/** Closes the ledger when the work fails, and notes what is damaged. */
async function whileSound<T>({ ledger }: Counting, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw closedAfter(ledger, error);
  }
}

/** What to throw in the place of an error, which closed the ledger. */
export function closedAfter(ledger: Ledger, error: unknown): unknown {
  const damaged = isDamaged(error);
  if (damaged) markDamaged(ledger);
  ledger.close();
  return damaged ? new DamageFound() : error;
}

/** For the benchmark: how long the scan took and what it read, as one JSON line on standard error. */
function tellTiming(started: number, scan: ScanReport, bytesRead: number): void {
  if (process.env['TALLYBOARD_TIMING'] !== '1') return;
  const scanMs = (process.uptime() - started) * 1000;
  process.stderr.write(`${JSON.stringify({ scanMs, filesRead: scan.filesRead, bytesRead })}\n`);
}
