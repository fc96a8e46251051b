import { type Advice, adviceOf } from '../core/advice.js';
import { readClaudeStatus, type ToldStatus } from '../core/claudeStatus.js';
import type { LimitRow, SessionRow, SourceRow } from '../core/report.js';
import { type DaySpan, instants } from '../core/span.js';
import { exportLines } from '../ledger/imports/exportLines.js';
import { storedImports } from '../ledger/imports/imports.js';
import type { Ledger } from '../ledger/ledger.js';
import { guardCounts } from '../ledger/questions/guardCounts.js';
import { sourceRows } from '../ledger/reading/sourceRows.js';
import { recordStatus } from '../ledger/reading/toldStatus.js';
import { schemaVersion } from '../ledger/schema.js';
import { readBranch } from '../platform/branch.js';
import { hostOf } from '../platform/host.js';
import { isOfOneMachine } from '../platform/ledgerPlace.js';
import { type GuardCount, guardSums } from '../protocol/guard.js';
import type { SessionsQuery, UsageAnswer, UsageQuery } from '../protocol/ledger.js';
import { sources } from '../sources/registry.js';
import type { CountingOptions } from './counting.js';
import { usageCsv, usageJson } from './exportUsage.js';
import { rebuiltWords } from './ledgerWords.js';
import { closedAfter, DamageFound, type Opened, openRead } from './openRead.js';
import { type BranchFilter, byTool, type ReportRequest, reportJson, sessionsJson } from './reportJson.js';
import { type ExportFormat, saveExport, saveLines, writeFailure } from './saveExport.js';

/** The use cases of the command line that are asked for often; `OtherCliApp` has the rest. Every call reads what is new first. */
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
  /** Lines of an export, handed over together, from one state of the ledger. */
  lines<T>(request: DaySpan & { readonly zone: string }, take: (lines: Iterable<string>) => T): T;
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

/** Opens the ledger and reads what is new, as `openRead` does. */
export async function openCliApp(options: CountingOptions, onReading?: () => void): Promise<CliApp> {
  return appOf(await openRead(options, onReading));
}

function appOf({ counting: { ledger, queries }, scan, rebuilt, notices }: Opened): CliApp {
  const rows = sourceRows(ledger, sources, scan);
  return {
    report: (request) => reportJson(queries, request, rows),
    csv: (request) => usageCsv(queries, request),
    json: (request) => usageJson(queries, request, rows),
    sessionsJson: ({ zone, folders, branches, models, hour, ...span }) =>
      sessionsJson(queries.sessions({ ...instants({ ...span, zone }), zone, folders, branches, models, hour })),
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
    lines: (request, take) => ledger.read(() => take(exportLines(ledger, instants(request)))),
    notices,
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

export { type BranchFilter, byTool, DamageFound, type ExportFormat, saveExport, saveLines, writeFailure };
