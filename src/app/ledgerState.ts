import { keepsNoCounts } from '../core/advice.js';
import { rebuiltOf } from '../ledger/care/recovery.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Background } from '../ledger/reading/background.js';
import { newFormats } from '../ledger/reading/newFormats.js';
import { sourceRows } from '../ledger/reading/sourceRows.js';
import { hookedTools } from '../ledger/requests/hookedUses.js';
import { schemaVersion } from '../ledger/schema.js';
import { isOfOneMachine } from '../platform/ledgerPlace.js';
import type { LedgerHealth, LedgerState, Problem, SourceRow } from '../protocol/ledger.js';
import { sources } from '../sources/registry.js';

const tools = [...new Set(sources.map(({ id }) => id))];

/** How the ledger and its reading are, for whoever shows figures of it. */
export function ledgerState({ ledger }: { readonly ledger: Ledger }, background: Background): LedgerState {
  const book = ledger.pricing.book;
  const rows = sourceRows(ledger, sources, background.report);
  const noCounts = toolsWithoutCounts(rows);
  const counted = rows.filter((row) => row.records > 0).map((row) => row.tool);
  return {
    revision: ledger.revision,
    ready: ledger.meta('ready') === '1',
    leading: background.leading,
    paused: ledger.pauses.at(Date.now()),
    progress: background.progress,
    ...(background.lastScanAt === undefined ? {} : { lastScanAt: background.lastScanAt }),
    toolsFound: [...new Set([...counted, ...noCounts, ...hookedTools(ledger)])],
    toolsLooked: tools.length,
    path: ledger.path,
    ofOneMachine: isOfOneMachine(ledger.path),
    bytes: ledger.bytes,
    schema: schemaVersion,
    priceBook: { version: ledger.pricing.version, source: book.source, date: book.date },
    health: healthOf(ledger, background, noCounts),
    problems: problemsOf(background),
  };
}

function toolsWithoutCounts(rows: readonly SourceRow[]): readonly string[] {
  return tools.filter((tool) =>
    keepsNoCounts(
      tool,
      rows.filter((row) => row.tool === tool),
    ),
  );
}

function healthOf(ledger: Ledger, { problem }: Background, noCounts: readonly string[]): LedgerHealth {
  const rebuilt = rebuiltOf(ledger);
  return {
    ...(rebuilt === undefined ? {} : { rebuilt }),
    ...(problem?.code === 'full' ? { diskFull: { since: problem.since } } : {}),
    newFormats: newFormats(ledger.database, sources),
    ...(noCounts.length === 0 ? {} : { noCounts }),
  };
}

function problemsOf({ problem, report }: Background): Problem[] {
  return [...(problem ? [{ code: problem.code, detail: problem.detail }] : []), ...(report?.problems ?? [])];
}
