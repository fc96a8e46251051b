import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { LimitSnapshot, RequestObservation } from '../../src/core/observation.js';
import { type Dimension, dimensions, type Totals } from '../../src/core/report.js';
import { totalTokens } from '../../src/core/usage.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { Queries } from '../../src/ledger/questions/queries.js';
import type { UsageQuery } from '../../src/protocol/ledger.js';
import { assertInvariant } from './invariant.js';
import { hour, minute, noon, openLedger, put, request, runs } from './rig.js';

const zones = ['UTC', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Africa/Cairo', 'America/Santiago', 'Pacific/Chatham'];
const localDay = (zone: string) => {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return (at: number) => format.format(at).padStart(10, '0');
};

/** Nano-dollars by the small book; undefined without a price. */
function costOf(row: RequestObservation): number | undefined {
  const dollars = { 'small-1': 1, 'large-1': 10 }[row.model];
  if (dollars === undefined) return totalTokens(row) === 0 ? 0 : undefined;
  return (
    (row.input * 1000 + row.cacheRead * 100 + row.cacheWrite5m * 1250 + row.cacheWrite1h * 2000 + row.output * 5000) *
    dollars
  );
}

function totalsOf(rows: readonly RequestObservation[]): Totals {
  const add = (of: (row: RequestObservation) => number) => rows.reduce((sum, row) => sum + of(row), 0);
  const unpriced = rows.filter((row) => costOf(row) === undefined);
  const priced = rows.filter((row) => costOf(row) !== undefined && totalTokens(row) > 0);
  const known = (precision: string) => add((row) => (row.precision === precision ? totalTokens(row) : 0));
  return {
    input: add((row) => row.input),
    cacheRead: add((row) => row.cacheRead),
    cacheWrite5m: add((row) => row.cacheWrite5m),
    cacheWrite1h: add((row) => row.cacheWrite1h),
    output: add((row) => row.output),
    reasoning: add((row) => row.reasoning),
    total: add(totalTokens),
    requests: add((row) => row.requests),
    costNano: unpriced.length > 0 && priced.length === 0 ? null : add((row) => costOf(row) ?? 0),
    costAtLeast: unpriced.length > 0 || known('atLeast') > 0,
    unpricedModels: [...new Set(unpriced.map((row) => row.model))].sort(),
    precision: { exact: known('exact'), atLeast: known('atLeast'), estimate: known('estimate') },
    reportedNano: add((row) => (costOf(row) === undefined ? (row.reportedCost ?? 0) : 0)),
  };
}

function isBelow(project: string, folders: readonly string[] | undefined): boolean {
  return (
    folders?.some(
      (folder) => project === folder || project.startsWith(`${folder}/`) || project.startsWith(`${folder}\\`),
    ) ?? true
  );
}

/** Hour of the local week, as a calendar has it. */
function localHour(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, weekday: 'short', hour: '2-digit', hourCycle: 'h23' });
  const told = new Map(parts.formatToParts(at).map(({ type, value }) => [type, value]));
  const weekday = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(told.get('weekday') ?? '');
  return weekday * 24 + Number(told.get('hour'));
}

/** The answer, worked out from every single request. */
function expected(
  rows: readonly RequestObservation[],
  query: UsageQuery,
): { totals: Totals; rows: Record<string, Totals> } {
  const day = localDay(query.zone);
  const kept = rows.filter(
    (row) =>
      row.at >= (query.since ?? Number.NEGATIVE_INFINITY) &&
      row.at < (query.until ?? Number.POSITIVE_INFINITY) &&
      (query.tools?.includes(row.tool) ?? true) &&
      (query.models?.includes(row.model) ?? true) &&
      (query.hour === undefined || query.hour === localHour(row.at, query.zone)) &&
      (query.sessions?.includes(`${row.tool}:${row.session}`) ?? true) &&
      (query.branches?.includes(row.branch) ?? true) &&
      isBelow(row.project, query.folders),
  );
  const groups = new Map<string, RequestObservation[]>();
  for (const row of kept) {
    const own: Record<Dimension, string> = {
      tool: row.tool,
      model: row.model,
      day: day(row.at),
      session: `${row.tool}:${row.session}`,
      project: row.project,
      branch: row.branch,
    };
    const key = JSON.stringify(Object.fromEntries(query.by.map((name) => [name, own[name]])));
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return {
    totals: totalsOf(kept),
    rows: Object.fromEntries([...groups].sort().map(([key, group]) => [key, totalsOf(group)])),
  };
}

function found(ledger: Ledger, query: UsageQuery): { totals: Totals; rows: Record<string, Totals> } {
  const { totals, rows } = new Queries(ledger).usage(query);
  const keyed = rows.map((row) => [JSON.stringify(row.key), row.totals] as const);
  assert.equal(new Set(keyed.map(([key]) => key)).size, keyed.length, 'each group once');
  return { totals, rows: Object.fromEntries(keyed.sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** Two weeks around a change of clocks in half of the zones, in steps that fall on and beside quarter-hours. */
const instant = fc.oneof(
  fc.integer({ min: 0, max: 14 * 96 }).map((quarters) => Date.UTC(2026, 3, 20) + quarters * 900_000),
  fc.integer({ min: 0, max: 14 * 24 * hour }).map((offset) => Date.UTC(2026, 3, 20) + offset),
);
const count = fc.constantFrom(0, 1, 7, 1000);
const usage = fc
  .record({
    at: instant,
    tool: fc.constantFrom('tool', 'other'),
    session: fc.constantFrom('s1', 's2', 's3'),
    model: fc.constantFrom('small-1', 'large-1', 'no-price', 'nor-this'),
    project: fc.constantFrom(
      '',
      '/home/dev/one',
      '/home/dev/one/sub',
      '/home/dev/one-more',
      'C:\\dev\\one',
      'C:\\dev\\one\\sub',
    ),
    branch: fc.constantFrom('', 'main'),
    precision: fc.constantFrom('exact' as const, 'exact' as const, 'atLeast' as const, 'estimate' as const),
    reportedCost: fc.option(fc.constantFrom(5, 500), { nil: undefined }),
    input: count,
    cacheRead: count,
    cacheWrite5m: count,
    cacheWrite1h: count,
    output: count,
  })
  .map((given) => request({ ...given, reasoning: given.output }));

const option = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
const query: fc.Arbitrary<UsageQuery> = fc.record({
  zone: fc.constantFrom(...zones),
  by: fc.subarray([...dimensions]),
  since: option(instant),
  until: option(instant),
  tools: option(fc.subarray(['tool', 'other', 'nothing'])),
  models: option(fc.subarray(['large-1', 'small-1', 'nothing'])),
  // Mostly one that has use.
  hour: option(fc.oneof(fc.integer({ min: 0, max: 167 }), fc.constantFrom(0, 1, 2, 3, 26, 60, 143, 146))),
  folders: option(fc.subarray(['/home/dev/one', 'C:\\dev\\one', '/home', '/nowhere'])),
  branches: option(fc.subarray(['', 'main', 'nothing'])),
  sessions: option(fc.subarray(['tool:s1', 'other:s2', 'tool:nothing'])),
});

describe('an answer about usage', () => {
  it('is the sum over the requests, for any range, zone, filter and split', () => {
    fc.assert(
      fc.property(
        fc.array(usage, { maxLength: 25 }),
        fc.array(query, { minLength: 4, maxLength: 4 }),
        (rows, queries) => {
          const ledger = openLedger();
          put(ledger, ...rows);
          for (const each of queries) assert.deepEqual(found(ledger, each), expected(rows, each));
          ledger.close();
        },
      ),
      { numRuns: runs(4000), seed: 17 },
    );
  });

  it('holds nothing of what a request was before a better copy moved it', () => {
    const ledger = openLedger();
    put(ledger, request({ id: 'a', model: 'large-1', session: 's1', output: 1, at: noon }));
    const better = request({ id: 'a', model: 'small-1', session: 's0', output: 9, at: noon - 9 * hour });
    put(ledger, better);
    for (const zone of zones) {
      const all = { zone, by: dimensions };
      assert.deepEqual(found(ledger, all), expected([better], all));
    }
    assert.equal(new Queries(ledger).sessions({ zone: 'UTC' }).length, 1);
    assertInvariant(ledger.database, ledger);
    ledger.close();
  });

  it('counts every instant that a log may tell, and takes no time over the years between', function () {
    this.timeout(2000);
    const ledger = openLedger();
    const rows = [
      '0001-01-01T00:00:00Z',
      '1969-12-31T23:59:59.999Z',
      '1970-01-01T00:00:00Z',
      '2026-03-02T10:00:00Z',
      '9999-12-30T23:59:59Z',
    ].map((text) => request({ at: Date.parse(text), output: 1 }));
    put(ledger, ...rows);
    assertInvariant(ledger.database, ledger);
    const all = { zone: 'UTC', by: ['day'] as const };
    assert.deepEqual(found(ledger, all), expected(rows, all));
    assert.equal(new Queries(ledger).sessions({ zone: 'UTC' })[0]?.totals.total, 5);
    ledger.close();
  });

  it('is one state of the ledger however many questions are asked together', () => {
    const ledger = openLedger();
    put(ledger, request({ output: 1 }));
    const queries = new Queries(ledger);
    const [one, two] = queries.together(
      () => [queries.usage({ zone: 'UTC', by: [] }), queries.sessions({ zone: 'UTC' })] as const,
    );
    assert.equal(one.totals.total, two[0]?.totals.total);
    put(ledger, request({ output: 1 }));
    ledger.close();
  });
});

describe('sessions', () => {
  it('are those asked for, not the newest', () => {
    const ledger = openLedger();
    put(
      ledger,
      request({ session: 's1', input: 1, branch: 'quay' }),
      request({ session: 's2', at: noon + hour, input: 2 }),
    );
    const queries = new Queries(ledger);
    const ids = (query: object) => queries.sessions({ zone: 'UTC', limit: 1, ...query }).map(({ id }) => id);
    assert.deepEqual(
      [ids({}), ids({ sessions: ['tool:s1'] }), ids({ branches: ['quay'] }), ids({ sessions: [] })],
      [['tool:s2'], ['tool:s1'], ['tool:s1'], []],
    );
    ledger.close();
  });

  it('are newest first, with first and last request of the range, models and main-chain context', () => {
    const ledger = openLedger();
    put(
      ledger,
      request({ session: 'a', at: noon, output: 1, context: 10 }),
      request({ session: 'a', at: noon + 50 * minute, output: 2, model: 'large-1', context: 30, contextWindow: 200 }),
      request({ session: 'a', at: noon + 55 * minute, output: 4, context: 999, sidechain: true, agent: 'reviewer' }),
      request({ session: 'b', at: noon + 20 * minute, output: 8, project: '/home/dev/two', branch: 'fix' }),
    );
    const rows = new Queries(ledger).sessions({ zone: 'UTC' });
    assert.deepEqual(
      rows.map(({ totals, ...row }) => ({ ...row, total: totals.total })),
      [
        {
          id: 'tool:a',
          tool: 'tool',
          project: '/home/dev/one',
          branch: 'main',
          start: noon,
          end: noon + 55 * minute,
          models: ['large-1', 'small-1'],
          context: 30,
          contextWindow: 200,
          total: 7,
        },
        {
          id: 'tool:b',
          tool: 'tool',
          project: '/home/dev/two',
          branch: 'fix',
          start: noon + 20 * minute,
          end: noon + 20 * minute,
          models: ['small-1'],
          total: 8,
        },
      ],
    );
    const cut = new Queries(ledger).sessions({
      zone: 'UTC',
      since: noon + minute,
      until: noon + 52 * minute,
      limit: 1,
    });
    assert.deepEqual(
      cut.map(({ id, start, end, totals }) => [id, start, end, totals.total]),
      [['tool:a', noon + 50 * minute, noon + 50 * minute, 2]],
    );
    ledger.close();
  });
});

describe('the last use before an instant', () => {
  it('is the local day of the last request and all of its tokens', () => {
    const ledger = openLedger();
    put(
      ledger,
      request({ at: Date.UTC(2026, 2, 1, 23, 50), output: 5 }),
      request({ at: Date.UTC(2026, 2, 1, 3), output: 2 }),
    );
    const queries = new Queries(ledger);
    assert.deepEqual(queries.lastUse(noon, 'UTC'), { day: '2026-03-01', total: 7 });
    assert.deepEqual(queries.lastUse(noon, 'Asia/Kathmandu'), { day: '2026-03-02', total: 5 });
    assert.equal(queries.lastUse(Date.UTC(2026, 2, 1), 'UTC'), null);
    ledger.close();
  });
});

function putLimits(ledger: Ledger, limits: readonly Omit<LimitSnapshot, 'kind' | 'tool'>[]): void {
  ledger.write(() => {
    for (const limit of limits) ledger.limits.put({ kind: 'limit', tool: 'codex', ...limit });
  });
}

describe('plan windows without a time of reset', () => {
  it('say nothing any more once they must have been reset', () => {
    const ledger = openLedger();
    putLimits(
      ledger,
      ['5h', 'weekly', 'monthly', 'credits'].map((window) => ({ window, at: noon, usedPercent: 50 })),
    );
    const told = (after: number) => new Queries(ledger).limits(noon + after).map(({ window }) => window);
    assert.deepEqual(told(4 * hour), ['5h', 'credits', 'monthly', 'weekly']);
    assert.deepEqual(told(6 * hour), ['credits', 'monthly', 'weekly']);
    assert.deepEqual(told(8 * 24 * hour), ['credits', 'monthly']);
    assert.deepEqual(told(32 * 24 * hour), []);
    ledger.close();
  });
});

describe('plan windows', () => {
  it('are told as they were last, until they are reset', () => {
    const ledger = openLedger();
    putLimits(ledger, [
      { window: '5h', at: 1, usedPercent: 90, resetsAt: 500 },
      { window: '5h', at: 2, usedPercent: 12, resetsAt: 900 },
      { window: 'weekly', at: 1, usedPercent: 40, resetsAt: 400 },
      { window: 'monthly', at: 1, usedPercent: 7 },
    ]);
    assert.deepEqual(new Queries(ledger).limits(450), [
      { tool: 'codex', window: '5h', usedPercent: 12, resetsAt: 900, at: 2 },
      { tool: 'codex', window: 'monthly', usedPercent: 7, at: 1 },
    ]);
    ledger.close();
  });
});

describe('figures beyond what a number holds exactly', () => {
  it('are answered, not refused: one damaged log must not stand in the way of all others', () => {
    const ledger = openLedger();
    const most = Number.MAX_SAFE_INTEGER;
    put(ledger, request({ input: most, session: 'damaged' }), request({ input: most, session: 'damaged' }));
    put(ledger, request({ input: 5, session: 'sound' }));
    const queries = new Queries(ledger);
    const { totals, rows } = queries.usage({ zone: 'UTC', by: ['session'] });
    assert.ok(totals.total >= 2 * most);
    assert.equal(rows.find(({ key }) => key.session === 'tool:sound')?.totals.total, 5);
    assert.equal(queries.sessions({ zone: 'UTC' }).length, 2);
    ledger.close();
  });
});
