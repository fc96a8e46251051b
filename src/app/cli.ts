import type { LimitRow, SessionRow, SourceRow } from '../core/report.js';
import type { Ledger } from '../ledger/ledger.js';
import { isDamaged, markDamaged, rebuiltOf } from '../ledger/recovery.js';
import type { ScanReport } from '../ledger/scanner.js';
import { schemaVersion } from '../ledger/schema.js';
import { sourceRows } from '../ledger/sourceRows.js';
import type { SessionsQuery, UsageAnswer, UsageQuery } from '../protocol/ledger.js';
import { sources } from '../sources/registry.js';
import { type Counting, type CountingOptions, ledgerPath, openCounting } from './counting.js';
import { failureWords, rebuiltWords } from './ledgerWords.js';
import { byTool, instants, type ReportRequest, reportJson, sessionsJson } from './reportJson.js';

/** The use cases of the command line: every call reads what is new first. */
export interface CliApp {
  report(request: ReportRequest): object;
  sessionsJson(request: Pick<ReportRequest, 'zone' | 'since' | 'until'>): object;
  usage(query: UsageQuery): UsageAnswer;
  sessions(query: SessionsQuery): readonly SessionRow[];
  limits(now: number): readonly LimitRow[];
  sources(): readonly SourceRow[];
  doctor(): Doctor;
  /** Sentences that a person should read beside the answer. */
  readonly notices: readonly string[];
  /** Several answers from one state of the ledger. Throws `DamageFound` when they cannot be had: then open anew. */
  together<T>(work: () => T): T;
  close(): void;
}

export interface Doctor {
  readonly sources: readonly SourceRow[];
  readonly ledger: { readonly path: string; readonly schema: number; readonly bytes: number };
  readonly problems: readonly { readonly code: string; readonly detail: string }[];
}

/** The ledger turned out to be damaged. Who opens it next puts a sound one in its place. */
export class DamageFound extends Error {
  override readonly message = 'The ledger is damaged.';
}

/** Opens the ledger and does one incremental pass. Throws `DatabaseError` with words for people, and `DamageFound`. */
export async function openCliApp(options: CountingOptions, onProgress?: (share: number) => void): Promise<CliApp> {
  const path = ledgerPath(options);
  const started = Date.now();
  try {
    const counting = openCounting(options);
    const scan = await whileSound(counting, () => pass(counting, onProgress));
    return appOf(counting, scan, started);
  } catch (error) {
    throw failureWords(error, path);
  }
}

async function pass({ scanner }: Counting, onProgress?: (share: number) => void): Promise<ScanReport> {
  const started = performance.now();
  const scan = await scanner.pass({
    onProgress: onProgress && ((step) => onProgress(step.bytesTotal === 0 ? 1 : step.bytesDone / step.bytesTotal)),
    pauseMs: 0,
  });
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

function closedAfter(ledger: Ledger, error: unknown): unknown {
  const damaged = isDamaged(error);
  if (damaged) markDamaged(ledger);
  ledger.close();
  return damaged ? new DamageFound() : error;
}

function appOf({ ledger, queries }: Counting, scan: ScanReport, started: number): CliApp {
  const rows = sourceRows(ledger, sources, scan);
  const rebuilt = rebuiltOf(ledger);
  return {
    report: (request) => reportJson(queries, request, rows),
    sessionsJson: (request) => sessionsJson(queries.sessions({ ...instants(request), zone: request.zone })),
    usage: (query) => queries.usage(query),
    sessions: (query) => queries.sessions(query),
    limits: (now) => queries.limits(now),
    sources: () => rows,
    doctor: () => ({
      sources: rows,
      ledger: { path: ledger.path, schema: schemaVersion, bytes: ledger.bytes },
      problems: [...(rebuilt ? [{ code: 'rebuilt', detail: rebuiltWords(rebuilt) }] : []), ...scan.problems],
    }),
    notices: rebuilt && rebuilt.at >= started ? [rebuiltWords(rebuilt)] : [],
    together(work) {
      try {
        return queries.together(work);
      } catch (error) {
        throw closedAfter(ledger, error);
      }
    },
    close: () => ledger.close(),
  };
}

/** For the benchmark: how long the scan took and what it read, as one JSON line on standard error. */
function tellTiming(started: number, scan: ScanReport, bytesRead: number): void {
  if (process.env['TALLYBOARD_TIMING'] !== '1') return;
  const scanMs = performance.now() - started;
  process.stderr.write(`${JSON.stringify({ scanMs, filesRead: scan.filesRead, bytesRead })}\n`);
}

export { byTool, instants };
