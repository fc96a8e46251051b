import { type Counting, openCounting } from '../../src/app/counting.js';
import { reportJson } from '../../src/app/reportJson.js';
import { dimensions } from '../../src/core/report.js';
import { sourceRows } from '../../src/ledger/reading/sourceRows.js';
import { sources } from '../../src/sources/registry.js';
import { assertInvariant } from '../ledger/invariant.js';

export type Figures = Record<string, number>;

/** The documented report by all dimensions, as a script reads it. */
export interface Report {
  readonly totals: Figures;
  readonly byTool: Record<string, Figures>;
  readonly byModel: Record<string, Figures>;
  readonly byDay: Record<string, Figures>;
  readonly bySession: Record<string, Figures>;
  readonly byProject: Record<string, Figures>;
  readonly byBranch: Record<string, Figures>;
  readonly limits: readonly unknown[];
  readonly sources: readonly { readonly tool: string; readonly records: number; readonly skipped: Figures }[];
}

export function reportOf(counting: Counting, zone = 'UTC'): Report {
  const rows = sourceRows(counting.ledger, sources, undefined);
  const json = reportJson(counting.queries, { zone, by: dimensions, now: 0 }, rows);
  return JSON.parse(JSON.stringify(json)) as Report;
}

/** What was used, without how the logs lie on disk: the same however often and in whatever order they were read. */
export function usageOf(counting: Counting): Omit<Report, 'sources'> {
  const { sources: _sources, ...usage } = reportOf(counting);
  return usage;
}

/** One reading of a home by a process of its own, then its report; the ledger's rules hold. Homes of tests are those of Linux. */
export async function countHome(home: string, ledger?: string): Promise<Omit<Report, 'sources'>> {
  const counting = openCounting({ home, ledger, os: 'linux' });
  try {
    await counting.scanner.pass();
    assertInvariant(counting.ledger.database, counting.ledger);
    return usageOf(counting);
  } finally {
    counting.ledger.close();
  }
}
