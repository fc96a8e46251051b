import { readFileSync } from 'node:fs';
import { type Advice, adviceOf } from '../core/advice.js';
import { readClaudeStatus, type ToldStatus } from '../core/claudeStatus.js';
import type { ImportOutcome, StoredImport } from '../core/imported.js';
import type { Insight } from '../core/insights/rows.js';
import type { LimitRow, SessionRow, SourceRow } from '../core/report.js';
import { type DaySpan, instants } from '../core/span.js';
import type { VerifyAnswer } from '../core/verify.js';
import { exportLines } from '../ledger/exportLines.js';
import { guardCounts } from '../ledger/guardCounts.js';
import { storedImports, undoImport } from '../ledger/imports.js';
import type { Ledger } from '../ledger/ledger.js';
import { isDamaged, markDamaged, rebuiltOf } from '../ledger/recovery.js';
import type { ScanReport } from '../ledger/scanner.js';
import { schemaVersion } from '../ledger/schema.js';
import { sourceRows } from '../ledger/sourceRows.js';
import { recordStatus } from '../ledger/toldStatus.js';
import { readBranch } from '../platform/branch.js';
import { hostOf } from '../platform/host.js';
import { isOfOneMachine } from '../platform/ledgerPlace.js';
import type { BadgeAnswer } from '../protocol/badges.js';
import { type GuardCount, guardSums } from '../protocol/guard.js';
import type { SessionsQuery, UsageAnswer, UsageQuery } from '../protocol/ledger.js';
import { sources } from '../sources/registry.js';
import { type BadgeRequest, badgeStandings } from './badges.js';
import { type Counting, type CountingOptions, ledgerPath, openCounting } from './counting.js';
import { usageCsv, usageJson } from './exportUsage.js';
import { ImportError, type ImportFiles, importFiles } from './importUsage.js';
import { type InsightRequest, insights } from './insights.js';
import { readKeptWork } from './keptWork.js';
import { failureWords, rebuiltWords } from './ledgerWords.js';
import { type BranchFilter, byTool, type ReportRequest, reportJson, sessionsJson } from './reportJson.js';
import { type ExportFormat, saveExport, saveLines, writeFailure } from './saveExport.js';
import { teamFactsHere } from './teamFacts.js';
import { type Value, type ValueRequest, valueReport } from './value.js';
import { verifyAgainst } from './verifyAgainst.js';
import { verifyLedger } from './verifyLedger.js';

/** The use cases of the command line: every call reads what is new first. */
export interface CliApp {
  report(request: ReportRequest): object;
  /** The export as text; CSV without a byte order mark. */
  csv(request: ReportRequest): string;
  json(request: ReportRequest): string;
  sessionsJson(request: Omit<ReportRequest, 'by' | 'now'>): object;
  usage(query: UsageQuery): UsageAnswer;
  sessions(query: SessionsQuery): readonly SessionRow[];
  limits(now: number): readonly LimitRow[];
  sources(): readonly SourceRow[];
  doctor(): Doctor;
  /** Stores what Claude Code told its status line; undefined of what is no such JSON. A ledger that cannot be written is left as it is. */
  takeStatus(text: string, now: number): ToldStatus | undefined;
  verify(): Promise<VerifyAnswer>;
  /** Against the file that `ccusage daily --json` wrote, in days of a zone. */
  verifyAgainst(path: string, zone: string): Promise<VerifyAnswer>;
  /** Reads the edits of all tools and runs git, read-only, in the repositories that they were made in. */
  value(request: ValueRequest): Promise<Value>;
  /** What need not have been used, after the tools' edits were read. */
  insights(request: InsightRequest): Promise<readonly Insight[]>;
  /** Every badge as it stands, after the edits and git's history were read. */
  badges(request: BadgeRequest): Promise<BadgeAnswer>;
  /** Lines of an export, handed over together, from one state of the ledger. */
  lines<T>(request: DaySpan & { readonly zone: string }, take: (lines: Iterable<string>) => T): T;
  /** Throws `ImportError`; nothing is imported then. */
  importFiles(request: ImportFiles): ImportOutcome;
  imports(): StoredImport[];
  /** Whether there was one of that number. */
  undoImport(id: number): boolean;
  /** Sentences that a person should read beside the answer. */
  readonly notices: readonly string[];
  /** Several answers from one state of the ledger. Throws `DamageFound` when they cannot be had: then open anew. */
  together<T>(work: () => T): T;
  close(): void;
}

export interface Doctor {
  readonly sources: readonly SourceRow[];
  readonly ledger: { readonly path: string; readonly schema: number; readonly bytes: number };
  /** The ledger's folder is on a network: each machine has its own. */
  readonly ofOneMachine: boolean;
  readonly problems: readonly { readonly code: string; readonly detail: string }[];
  readonly advice: readonly Advice[];
  /** How many imports are in the ledger. */
  readonly imports: number;
  /** What the guard found in the editor, by kind. */
  readonly guard: readonly GuardCount[];
}

/** The ledger turned out to be damaged. Who opens it next puts a sound one in its place. */
export class DamageFound extends Error {
  override readonly message = 'The ledger is damaged.';
}

/** Opens the ledger and does one incremental pass; `onReading` is called before that reads what is new, if anything is. Throws `DatabaseError` with words for people, and `DamageFound`. */
export async function openCliApp(options: CountingOptions, onReading?: () => void): Promise<CliApp> {
  const path = ledgerPath(options);
  const started = Date.now();
  try {
    const counting = openCounting(options);
    const scan = await whileSound(counting, () => pass(counting, onReading));
    return appOf(counting, { options, scan, started });
  } catch (error) {
    throw failureWords(error, path);
  }
}

async function pass({ scanner }: Counting, onReading?: () => void): Promise<ScanReport> {
  const started = performance.now();
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

function closedAfter(ledger: Ledger, error: unknown): unknown {
  const damaged = isDamaged(error);
  if (damaged) markDamaged(ledger);
  ledger.close();
  return damaged ? new DamageFound() : error;
}

interface Opened {
  readonly options: CountingOptions;
  readonly scan: ScanReport;
  /** When the command began: damage found since is news. */
  readonly started: number;
}

function appOf({ ledger, queries }: Counting, { options, scan, started }: Opened): CliApp {
  const rows = sourceRows(ledger, sources, scan);
  const rebuilt = rebuiltOf(ledger);
  return {
    report: (request) => reportJson(queries, request, rows),
    csv: (request) => usageCsv(queries, request),
    json: (request) => usageJson(queries, request, rows),
    sessionsJson: ({ zone, folders, branches, ...span }) =>
      sessionsJson(queries.sessions({ ...instants({ ...span, zone }), zone, folders, branches })),
    usage: (query) => queries.usage(query),
    sessions: (query) => queries.sessions(query),
    limits: (now) => queries.limits(now),
    sources: () => rows,
    doctor: () => ({
      sources: rows,
      ledger: { path: ledger.path, schema: schemaVersion, bytes: ledger.bytes },
      ofOneMachine: isOfOneMachine(ledger.path),
      problems: [...(rebuilt ? [{ code: 'rebuilt', detail: rebuiltWords(rebuilt) }] : []), ...scan.problems],
      advice: adviceOf(rows, queries.usage({ zone: 'UTC', by: ['tool'] }).rows, hostOf(process.env)),
      imports: storedImports(ledger).length,
      guard: guardSums(guardCounts(ledger)),
    }),
    takeStatus: (text, now) => takeStatus(ledger, text, now),
    verify: () => verifyLedger({ ledger }, options),
    verifyAgainst: (path, zone) => verifyAgainst({ ledger }, options, { text: textOf(path), zone }),
    value: (request) => value({ ledger, queries }, options, request),
    insights: (request) => afterKeptWork(ledger, options, request.now, () => insights(ledger, request)),
    badges: (request) => judged({ ledger, queries }, options, request),
    lines: (request, take) => ledger.read(() => take(exportLines(ledger, instants(request)))),
    importFiles: (request) => importFiles(ledger, request),
    imports: () => storedImports(ledger),
    undoImport: (id) => undoImport(ledger, id),
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

type Answering = Pick<Counting, 'ledger' | 'queries'>;

function value({ ledger, queries }: Answering, options: CountingOptions, request: ValueRequest): Promise<Value> {
  return afterKeptWork(ledger, options, request.now, () => valueReport(ledger, queries, request));
}

function judged({ ledger }: Answering, options: CountingOptions, request: BadgeRequest): Promise<BadgeAnswer> {
  return afterKeptWork(ledger, options, request.now, () => badgeStandings(ledger, request, teamFactsHere()));
}

async function afterKeptWork<T>(ledger: Ledger, options: CountingOptions, now: number, answer: () => T): Promise<T> {
  try {
    await readKeptWork(ledger, options, { now });
    return answer();
  } catch (error) {
    throw isDamaged(error) ? closedAfter(ledger, error) : error;
  }
}

/** What was recorded on a branch of the repository around `folder`; `.` is the one that is checked out. Throws an error that says what to do. */
export async function branchFilter(folder: string, wanted: string): Promise<BranchFilter> {
  const facts = await readBranch(folder, wanted === '.' ? undefined : wanted);
  if (facts.kind === 'branch') return { folders: facts.folders, branches: [facts.name, ...facts.earlierNames] };
  if (facts.kind === 'detached') throw new Error('No branch is checked out. Name one: --branch NAME.');
  const words = {
    absent: 'There is no git on this machine.',
    noRepository: 'This folder is no git repository. Go to one first.',
    unsafe: 'Git distrusts this folder: another user owns it.',
    timeout: 'Git did not answer in time. Try again.',
    failed: 'Git could not tell the branch. Name one: --branch NAME.',
  } satisfies Record<typeof facts.reason, string>;
  throw new Error(words[facts.reason]);
}

function takeStatus(ledger: Ledger, text: string, now: number): ToldStatus | undefined {
  try {
    const status = readClaudeStatus(JSON.parse(text), now);
    recordStatus(ledger, status);
    return status;
  } catch {
    // No JSON, or the ledger is busy, full or read-only: the line is shown all the same.
    return undefined;
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new Error(`"${path}" cannot be read. Write it first: ccusage daily --json --by-agent > FILE`);
  }
}

/** For the benchmark: how long the scan took and what it read, as one JSON line on standard error. */
function tellTiming(started: number, scan: ScanReport, bytesRead: number): void {
  if (process.env['TALLYBOARD_TIMING'] !== '1') return;
  const scanMs = performance.now() - started;
  process.stderr.write(`${JSON.stringify({ scanMs, filesRead: scan.filesRead, bytesRead })}\n`);
}

export { type BranchFilter, byTool, type ExportFormat, ImportError, saveExport, saveLines, type Value, writeFailure };
