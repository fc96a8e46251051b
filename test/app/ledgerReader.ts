import { badgeStandings } from '../../src/app/badges.js';
import type { Counting } from '../../src/app/counting.js';
import { InsightMemory } from '../../src/app/insights.js';
import type { LedgerReader } from '../../src/app/you.js';
import type { HookedUse } from '../../src/core/hookedUse.js';
import { keptWork } from '../../src/ledger/edits/keptQueries.js';
import { dayTotals } from '../../src/ledger/questions/dayTotals.js';
import { daysByModel, daysByTool, hoursOfWeek } from '../../src/ledger/questions/reportBins.js';
import { timeline } from '../../src/ledger/questions/timeline.js';
import { windowUse } from '../../src/ledger/questions/windowUse.js';
import type { LedgerMethods } from '../../src/protocol/ledger.js';
import { hookedUse } from '../ledger/rig.js';
import { ledgerState } from '../vscode/unit/fakeLedger.js';

/** A ledger that is asked as the editor asks its worker. */
export function readerOf({ queries, ledger }: Counting): LedgerReader {
  const answers: Partial<{ [K in keyof LedgerMethods]: (input: never) => unknown }> = {
    usage: (query: Parameters<LedgerMethods['usage']>[0]) => queries.usage(query),
    sessions: (query: Parameters<LedgerMethods['sessions']>[0]) => ({
      revision: ledger.revision,
      sessions: queries.sessions(query),
    }),
    limits: ({ now }: { now: number }) => queries.limits(now),
    lastUse: ({ before, zone }: { before: number; zone: string }) => queries.lastUse(before, zone),
    windowUse: ({ editorSession }: { editorSession: string }) => windowUse(ledger.database, editorSession),
    timeline: (query: Parameters<LedgerMethods['timeline']>[0]) => timeline(ledger, queries, query),
    days: (query: Parameters<LedgerMethods['days']>[0]) => dayTotals(ledger.database, query),
    daysByModel: (query: Parameters<LedgerMethods['daysByModel']>[0]) => daysByModel(ledger.database, query),
    daysByTool: (query: Parameters<LedgerMethods['daysByTool']>[0]) => daysByTool(ledger.database, query),
    hoursOfWeek: (query: Parameters<LedgerMethods['hoursOfWeek']>[0]) => hoursOfWeek(ledger.database, query),
    kept: (query: Parameters<LedgerMethods['kept']>[0]) => keptWork(ledger, query),
    badges: (request: Parameters<LedgerMethods['badges']>[0]) => badgeStandings(ledger, request),
    insights: (request: Parameters<LedgerMethods['insights']>[0]) => {
      const memory = new InsightMemory(ledger);
      memory.work(request, Number.POSITIVE_INFINITY);
      return memory.answer(request);
    },
    sources: () => [],
    state: () => ({ ...ledgerState, ready: true, paused: null, toolsFound: ['codex'] }),
  };
  return { call: async (method, input) => answers[method]?.(input as never) as never };
}

/** A command and a suggestion of one window. */
export function hookedUses(at: number): HookedUse[] {
  const use = hookedUse({ id: 'explain', startedAt: at - 4_000, at });
  const suggestion = { kind: 'inline', entrypoint: 'inline', model: 'unknown', input: 0, output: 12 } as const;
  return [use, { ...use, ...suggestion, id: 'accept', at: at + 1, outcome: 'accepted', acceptedTokens: 12 }];
}
