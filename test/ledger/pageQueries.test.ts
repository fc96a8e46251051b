import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Source } from '../../src/core/source.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { dayTotals } from '../../src/ledger/questions/dayTotals.js';
import { kindCosts } from '../../src/ledger/questions/kindCosts.js';
import { Queries } from '../../src/ledger/questions/queries.js';
import { daysByModel, daysByTool, hoursOfWeek } from '../../src/ledger/questions/reportBins.js';
import { newFormats } from '../../src/ledger/reading/newFormats.js';
import { hour, noon, openLedger, put, request } from './rig.js';

const day = 24 * hour;
/** 2026-03-02, 00:00 in Berlin. */
const midnight = noon - 11 * hour;

describe('all use a day', () => {
  const zone = 'Europe/Berlin';
  const ledger = openLedger();
  put(
    ledger,
    request({ at: midnight - 1, output: 1 }),
    request({ at: midnight, output: 10 }),
    request({ at: midnight + day - 1, output: 20, precision: 'atLeast' }),
    request({ at: midnight + 2 * day, output: 300, tool: 'other', precision: 'estimate' }),
  );
  after(() => ledger.close());

  it('is of local days, those without use left out, with how it is known', () => {
    assert.deepEqual(dayTotals(ledger.database, { since: midnight - day, until: midnight + 3 * day, zone }), [
      { day: '2026-03-01', total: 1, precision: { exact: 1, atLeast: 0, estimate: 0 } },
      { day: '2026-03-02', total: 30, precision: { exact: 10, atLeast: 20, estimate: 0 } },
      { day: '2026-03-04', total: 300, precision: { exact: 0, atLeast: 0, estimate: 300 } },
    ]);
  });

  it('keeps to the range and to the tools asked for', () => {
    const totals = (more: object) =>
      dayTotals(ledger.database, { since: midnight, until: midnight + 3 * day, zone, ...more }).map(
        ({ total }) => total,
      );
    assert.deepEqual(totals({}), [30, 300]);
    assert.deepEqual(totals({ until: midnight + 2 * day }), [30]);
    assert.deepEqual(totals({ tools: ['other'] }), [300]);
    assert.deepEqual(totals({ tools: [] }), []);
  });

  it('is the sum of the same days in a report, also where clocks change', () => {
    const changing = openLedger();
    const start = Date.UTC(2026, 2, 27);
    put(
      changing,
      ...Array.from({ length: 96 }, (_hour, index) => request({ at: start + index * hour, output: index })),
    );
    const { rows } = new Queries(changing).usage({ zone, by: ['day'] });
    const days = dayTotals(changing.database, { since: start - hour, until: start + 6 * day, zone });
    assert.deepEqual(
      days.map(({ day: name, total }) => [name, total]),
      rows.map(({ key, totals }) => [key.day, totals.total]),
    );
    changing.close();
  });
});

describe('use as the report draws it', () => {
  const zone = 'Asia/Kathmandu';
  /** Monday 2026-03-02, 00:00 there. */
  const monday = Date.UTC(2026, 2, 1, 18, 15);
  const ledger = openLedger();
  put(
    ledger,
    request({ at: monday - 1, output: 1 }),
    request({ at: monday, output: 10 }),
    request({ at: monday + hour, output: 20, tool: 'codex' }),
    request({ at: monday + 7 * day, output: 300, model: 'large-1' }),
    request({ at: monday + 7 * day + 1, output: 4000 }),
    request({ at: monday + 8 * day, output: 50_000 }),
  );
  const range = { since: monday, until: monday + 8 * day, zone };
  after(() => ledger.close());

  it('by day and tool: models of a tool together, days and tools without use left out', () => {
    const [first, second] = [request({}).tool, 'codex'].sort();
    const at = (tool: string | undefined) => (tool === 'codex' ? 20 : 10);
    assert.deepEqual(daysByTool(ledger.database, range), [
      { day: '2026-03-02', tool: first, total: at(first) },
      { day: '2026-03-02', tool: second, total: at(second) },
      { day: '2026-03-09', tool: request({}).tool, total: 4300 },
    ]);
  });

  it('by day and model, of some tools alone', () => {
    const model = request({}).model;
    const used = (more: object) => daysByModel(ledger.database, { ...range, ...more });
    assert.deepEqual(used({}), [
      { day: '2026-03-02', model, total: 30 },
      { day: '2026-03-09', model: 'large-1', total: 300 },
      { day: '2026-03-09', model, total: 4000 },
    ]);
    assert.deepEqual(used({ tools: ['codex'] }), [{ day: '2026-03-02', model, total: 20 }]);
  });

  it('by hour of the week: every Monday in the same hours', () => {
    const used = (more: object) =>
      hoursOfWeek(ledger.database, { ...range, ...more }).flatMap((total, at) => (total > 0 ? [[at, total]] : []));
    assert.deepEqual(used({}), [
      [0, 4310],
      [1, 20],
    ]);
    assert.deepEqual(used({ tools: ['codex'] }), [[1, 20]]);
    assert.deepEqual(used({ since: monday - day, until: monday }), [[167, 1]]);
    assert.equal(hoursOfWeek(ledger.database, range).length, 168);
  });
});

describe('cost by kind of token', () => {
  function costs(ledger: Ledger) {
    return kindCosts(ledger, new Queries(ledger), { zone: 'UTC' }, noon);
  }

  it('adds up to the sum: each kind at its price', () => {
    const ledger = openLedger();
    put(
      ledger,
      request({ input: 1000, cacheRead: 2000, cacheWrite5m: 100, cacheWrite1h: 10, output: 7 }),
      request({ model: 'large-1', output: 1 }),
    );
    assert.deepEqual(costs(ledger), {
      input: 1_000_000,
      cacheRead: 200_000,
      cacheWrite: 145_000,
      output: 35_000 + 50_000,
      estimated: false,
    });
    ledger.close();
  });

  it('is null without a price, and of what has one where a part has none', () => {
    const ledger = openLedger();
    put(ledger, request({ model: 'unheard-of', output: 5 }));
    assert.equal(costs(ledger), null);
    put(ledger, request({ input: 1000 }));
    assert.deepEqual(costs(ledger), { input: 1_000_000, cacheRead: 0, cacheWrite: 0, output: 0, estimated: false });
    ledger.close();
  });

  it('is estimated where the sum holds what is no token, and still adds up to it', () => {
    const ledger = openLedger();
    put(ledger, request({ input: 1000, output: 1000, webSearches: 1 }));
    const split = costs(ledger);
    const { totals } = new Queries(ledger).usage({ zone: 'UTC', by: [] });
    assert.equal(split?.estimated, true);
    assert.equal((split?.input ?? 0) + (split?.output ?? 0), totals.costNano);
    ledger.close();
  });
});

describe('use on a branch', () => {
  it('is that of one branch in the folders, of any time', () => {
    const ledger = openLedger();
    put(
      ledger,
      request({ branch: 'topic', output: 1, at: noon - 300 * day }),
      request({ branch: 'topic', output: 2, project: '/home/dev/one/sub' }),
      request({ branch: 'topic', output: 40, project: '/home/dev/other' }),
      request({ branch: 'main', output: 500 }),
    );
    const queries = new Queries(ledger);
    const total = (branches: readonly string[], since?: number) =>
      queries.usage({ zone: 'UTC', by: [], folders: ['/home/dev/one'], branches, since }).totals.total;
    assert.deepEqual([total(['topic']), total(['none']), total(['topic'], noon - 7)], [3, 0, 2]);
    ledger.close();
  });
});

describe('a new format of a log', () => {
  const lines = { id: 'tool', store: 'log', kind: 'lines' } as unknown as Source;
  const table = { id: 'tool', store: 'db', kind: 'table' } as unknown as Source;

  /** Files by age, the newest last: records and what was skipped. */
  function found(source: Source, ...files: readonly (readonly [number, Record<string, number>])[]) {
    const ledger = openLedger();
    const insert =
      ledger.database.prepare(`insert into file (source, path, size, modified, offset, version, records, skipped, last_at)
      values (?, ?, 1, ?, 1, 1, ?, ?, ?)`);
    for (const [index, [records, skipped]] of files.entries()) {
      const at = noon + index;
      insert.run(
        `${source.id}/${source.store}`,
        `f${index}`,
        at,
        records,
        JSON.stringify(skipped),
        records > 0 ? at - 5 : null,
      );
    }
    const answer = newFormats(ledger.database, [source]);
    ledger.close();
    return answer.map(({ since }) => since - noon);
  }

  it('is told when the newest files hold lines that nobody understands, since the last record that was', () => {
    assert.deepEqual(found(lines, [9, {}], [4, {}], [0, { malformed: 2 }], [0, { malformed: 1 }]), [1 - 5]);
    assert.deepEqual(found(lines, [9, {}], [0, { 'unknown-format': 1 }]), [0 - 5]);
    assert.deepEqual(found(lines, [9, {}], [0, { 'no-usage': 20 }]), [0 - 5]);
  });

  it('is not told of a torn line, of sessions without a request, of what was never understood, of one read since', () => {
    assert.deepEqual(found(lines, [9, {}], [0, { malformed: 1 }]), []);
    assert.deepEqual(found(lines, [9, {}], [0, { 'no-usage': 3, replay: 100 }], [0, {}]), []);
    assert.deepEqual(found(lines, [0, { malformed: 100 }]), []);
    assert.deepEqual(found(lines, [9, {}], [0, { malformed: 100 }], [1, { malformed: 3 }]), []);
    assert.deepEqual(found(lines), []);
  });

  it('of a table is told by its schema, since it was changed', () => {
    assert.deepEqual(found(table, [9, {}]), []);
    assert.deepEqual(found(table, [0, { 'unknown-format': 1 }]), [0]);
  });
});
