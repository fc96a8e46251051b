import { type Dimension, dimensions, type SessionRow, type SourceRow, type Totals } from '../core/report.js';
import { instants } from '../core/span.js';
import { microDollars } from '../core/usageTable.js';
import type { Queries } from '../ledger/questions/queries.js';
import type { ReportQuery } from '../protocol/ledger.js';

/** The documented JSON of the command line: a contract for scripts. Field order is part of it. */

/** Keeps what was recorded in these folders on branches of these names; everything without it. */
export interface BranchFilter {
  readonly folders?: readonly string[] | undefined;
  readonly branches?: readonly string[] | undefined;
}

export type ReportRequest = BranchFilter & ReportQuery;

const mapNames: Record<Dimension, string> = {
  tool: 'byTool',
  model: 'byModel',
  day: 'byDay',
  session: 'bySession',
  project: 'byProject',
  branch: 'byBranch',
};

export function reportJson(queries: Queries, request: ReportRequest, sources: readonly SourceRow[]): object {
  const { folders, branches, tools, models, hour } = request;
  const range = { ...instants(request), folders, branches, tools, models, hour };
  const wanted = dimensions.filter((name) => request.by.includes(name));
  const { totals, by } = queries.usageByEach({ ...range, zone: request.zone, by: wanted });
  const report: Record<string, unknown> = {
    schema: 1,
    timezone: request.zone,
    totals: totalsJson(totals),
  };
  for (const [dimension, rows] of by) {
    const entries = rows.map((row) => [row.key[dimension] ?? '', totalsJson(row.totals)] as const);
    report[mapNames[dimension]] = Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  report['limits'] = queries.limits(request.now).map((limit) => ({
    tool: limit.tool,
    window: limit.window,
    usedPercent: limit.usedPercent,
    resetsAt: limit.resetsAt === undefined ? null : iso(limit.resetsAt),
    at: iso(limit.at),
  }));
  report['sources'] = byTool(sources).map(sourceJson);
  return report;
}

/** One row a tool, whatever number of logs it writes. */
export function byTool(sources: readonly SourceRow[]): Omit<SourceRow, 'store'>[] {
  const tools = new Map<string, Omit<SourceRow, 'store'>>();
  for (const { store: _store, ...row } of sources) {
    const known = tools.get(row.tool);
    tools.set(row.tool, known ? together(known, row) : row);
  }
  return [...tools.values()];
}

function together(a: Omit<SourceRow, 'store'>, b: Omit<SourceRow, 'store'>): Omit<SourceRow, 'store'> {
  const skipped: Record<string, number> = { ...a.skipped };
  for (const [reason, count] of Object.entries(b.skipped)) skipped[reason] = (skipped[reason] ?? 0) + count;
  const lastEventAt = Math.max(a.lastEventAt ?? -Infinity, b.lastEventAt ?? -Infinity);
  const known = new Set(a.roots.map(({ path }) => path));
  const more = b.roots.filter(({ path }) => !known.has(path));
  return {
    tool: a.tool,
    roots: [...a.roots, ...more],
    files: a.files + b.files,
    bytes: a.bytes + b.bytes,
    records: a.records + b.records,
    skipped,
    ...(Number.isFinite(lastEventAt) ? { lastEventAt } : {}),
  };
}

export function sessionsJson(sessions: readonly SessionRow[]): object {
  return {
    schema: 1,
    sessions: sessions.map((session) => ({
      id: session.id,
      tool: session.tool,
      project: session.project || null,
      branch: session.branch || null,
      start: iso(session.start),
      end: iso(session.end),
      models: session.models,
      ...totalsJson(session.totals),
    })),
  };
}

function totalsJson(totals: Totals): object {
  return {
    input: totals.input,
    cacheRead: totals.cacheRead,
    cacheWrite: totals.cacheWrite5m + totals.cacheWrite1h,
    cacheWrite5m: totals.cacheWrite5m,
    cacheWrite1h: totals.cacheWrite1h,
    output: totals.output,
    reasoning: totals.reasoning,
    total: totals.total,
    requests: totals.requests,
    costMicroUsd: totals.costNano === null ? null : microDollars(totals.costNano),
    costAtLeast: totals.costAtLeast,
    unpricedModels: totals.unpricedModels,
    precision: totals.precision,
  };
}

function sourceJson(source: Omit<SourceRow, 'store'>): object {
  return {
    tool: source.tool,
    files: source.files,
    bytes: source.bytes,
    records: source.records,
    skipped: source.skipped,
    lastEventAt: source.lastEventAt === undefined ? null : iso(source.lastEventAt),
  };
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
