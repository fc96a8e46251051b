import { readFileSync } from 'node:fs';
import type { ImportOutcome, StoredImport } from '../core/imported.js';
import type { VerifyAnswer } from '../core/verify.js';
import { isDamaged } from '../ledger/care/recovery.js';
import { storedImports } from '../ledger/imports/imports.js';
import { undoImport } from '../ledger/imports/undoImport.js';
import type { Ledger } from '../ledger/ledger.js';
import type { BadgeAnswer } from '../protocol/badges.js';
import { type BadgeRequest, badgeStandings } from './badges.js';
import type { CountingOptions } from './counting.js';
import { ImportError, type ImportFiles, importFiles } from './importUsage.js';
import { type InsightRequest, insights, type JudgedFinding } from './insights.js';
import { readKeptWork } from './keptWork.js';
import { closedAfter, type Opened, openRead } from './openRead.js';
import { teamFactsHere } from './team/facts.js';
import { type Value, type ValueRequest, valueReport } from './value.js';
import { AgainstError, verifyAgainst } from './verifyAgainst.js';
import { verifyLedger } from './verifyLedger.js';

/** The use cases of the command line that are asked for now and then. Every call reads what is new first. */
export interface OtherCliApp {
  verify(): Promise<VerifyAnswer>;
  /** Against the file that `ccusage daily --json` wrote, in days of a zone. Throws what the system says of the file, and `AgainstError`. */
  verifyAgainst(path: string, zone: string): Promise<VerifyAnswer>;
  /** Reads the edits of all tools and runs git, read-only, in the repositories that they were made in. */
  value(request: ValueRequest): Promise<Value>;
  /** What need not have been used, after the tools' edits were read; dismissed findings too. `turns`: with their requests. */
  insights(request: InsightRequest & { readonly turns: boolean }): Promise<readonly JudgedFinding[]>;
  /** Every badge as it stands, after the edits and git's history were read. */
  badges(request: BadgeRequest): Promise<BadgeAnswer>;
  /** Throws `ImportError`; nothing is imported then. */
  importFiles(request: ImportFiles): ImportOutcome;
  imports(): StoredImport[];
  /** Whether there was one of that number. */
  undoImport(id: number): boolean;
  /** Sentences that a person should read beside the answer. */
  readonly notices: readonly string[];
  close(): void;
}

/** Opens the ledger and reads what is new, as `openRead` does. */
export async function openOtherCliApp(options: CountingOptions, onReading?: () => void): Promise<OtherCliApp> {
  return appOf(await openRead(options, onReading));
}

function appOf({ counting: { ledger, queries }, options, notices }: Opened): OtherCliApp {
  const afterEdits = <T>(now: number, answer: () => T) => afterKeptWork(ledger, options, now, answer);
  return {
    verify: () => verifyLedger({ ledger }, options),
    verifyAgainst: (path, zone) => verifyAgainst({ ledger }, options, { text: readFileSync(path, 'utf8'), zone }),
    value: (request) => afterEdits(request.now, () => valueReport(ledger, queries, request)),
    insights: (request) => afterEdits(request.now, () => insights(ledger, request)),
    badges: (request) => afterEdits(request.now, () => badgeStandings(ledger, request, teamFactsHere())),
    importFiles: (request) => importFiles(ledger, request),
    imports: () => storedImports(ledger),
    undoImport: (id) => undoImport(ledger, id),
    notices,
    close: () => ledger.close(),
  };
}

async function afterKeptWork<T>(ledger: Ledger, options: CountingOptions, now: number, answer: () => T): Promise<T> {
  try {
    await readKeptWork(ledger, options, { now });
    return answer();
  } catch (error) {
    throw isDamaged(error) ? closedAfter(ledger, error) : error;
  }
}

export { AgainstError, ImportError, type JudgedFinding, type Value };
