import type { LedgerReader } from '../../../src/app/you.js';
import type { SessionRow, UsageRow } from '../../../src/core/report.js';
import type { LedgerMethods, LedgerState, UsageAnswer, UsageQuery, WindowUse } from '../../../src/protocol/ledger.js';
import { idle, live, notHooked, nothing, settled, totals } from '../../page/harness/figures.js';
import { keptOf } from '../../page/harness/kept.js';

/** A ledger that answers from values, and remembers what it was asked. */
export interface FakeLedger extends LedgerReader {
  readonly asked: { readonly method: string; readonly input: unknown }[];
  sessions: readonly SessionRow[];
  state: LedgerState;
  usage: (query: UsageQuery) => UsageAnswer;
  lastUse: { readonly day: string; readonly total: number } | null;
  window: WindowUse;
  /** Every question fails with this. */
  error: Error | undefined;
}

export const ledgerState: LedgerState = {
  ...settled,
  revision: 7,
  leading: true,
  progress: idle,
  path: '/data/tallyboard/ledger.db',
  bytes: 4096,
  schema: 2,
  health: { newFormats: [] },
};

export const rows: readonly UsageRow[] = [
  { key: { tool: 'codex' }, totals: totals(20, 1) },
  { key: { tool: 'claude-code' }, totals: totals(80, 3) },
];

export function fakeLedger(): FakeLedger {
  const fake: FakeLedger = {
    asked: [],
    sessions: [live],
    state: ledgerState,
    usage: (query) => ({ revision: 7, totals: totals(100, 4), rows: query.by.includes('tool') ? rows : [] }),
    lastUse: { day: '2026-11-18', total: 5 },
    window: notHooked,
    error: undefined,
    async call(method, input) {
      fake.asked.push({ method, input });
      if (fake.error) throw fake.error;
      return answers(fake)[method]?.(input as never) as ReturnType<LedgerMethods[typeof method]>;
    },
  };
  return fake;
}

function answers(
  fake: FakeLedger,
): Partial<{ [K in keyof LedgerMethods]: (input: Parameters<LedgerMethods[K]>[0]) => unknown }> {
  return {
    state: () => fake.state,
    usage: (query) => (query.sessions?.length === 0 ? { revision: 7, totals: nothing, rows: [] } : fake.usage(query)),
    lastUse: () => fake.lastUse,
    windowUse: () => fake.window,
    timeline: () => ({ rows: [], earlier: 0 }),
    kept: () => keptOf(0, 0, { coverage: { seen: 0, escaped: 0 } }),
    limits: () => [],
    sources: () => [],
    sessions: ({ since = 0, folders, sessions: ids, limit = 99 }) => ({
      revision: 7,
      sessions: fake.sessions
        .filter(({ end, project, id }) => {
          const within = folders === undefined || folders.some((folder) => `${project}/`.startsWith(`${folder}/`));
          return end >= since && within && (ids === undefined || ids.includes(id));
        })
        .sort((a, b) => b.end - a.end)
        .slice(0, limit),
    }),
  };
}
