import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { Dimension } from '../../src/core/report.js';
import { Ledger } from '../../src/ledger/ledger.js';
import { Pricing } from '../../src/ledger/prices/pricing.js';
import { badgeFacts } from '../../src/ledger/questions/badgeFacts.js';
import { noteBudget } from '../../src/ledger/questions/budgetMonths.js';
import { dayTotals } from '../../src/ledger/questions/dayTotals.js';
import { Queries } from '../../src/ledger/questions/queries.js';
import { daysByModel, daysByTool } from '../../src/ledger/questions/reportBins.js';
import { fewRows } from '../../src/ledger/sums/sixHourSums.js';
import { wholeSixHours } from '../../src/ledger/sums/sixHours.js';
import { Random } from '../kit/generate/random.js';
import { assertInvariant } from './invariant.js';
import { hour, minute, noon, openLedger, put, request, runs, smallBook, withFolder } from './rig.js';

const day = 24 * hour;
const zones = ['UTC', 'Europe/Berlin', 'America/Los_Angeles', 'Asia/Kathmandu', 'Pacific/Chatham'];
const dimensions = ['tool', 'model', 'session', 'project', 'branch', 'day'] as const satisfies readonly Dimension[];

function open(path: string, few: number): Ledger {
  return new Ledger({ path, pricing: new Pricing(smallBook()), fewRows: few });
}

function someRequest(random: Random) {
  return request({
    id: `r${random.integer(0, 60)}`,
    rank: random.integer(1, 3),
    session: `s${random.integer(0, 4)}`,
    tool: random.pick(['codex', 'other']),
    model: random.pick(['small-1', 'large-1', 'unheard-of']),
    project: random.pick(['/home/dev/one', '/home/dev/two']),
    branch: random.pick(['main', 'next']),
    precision: random.pick(['exact', 'atLeast', 'estimate']),
    at: random.integer(0, 40) === 0 ? -random.integer(1, 9 * hour) : noon + random.integer(-3 * day, 3 * day),
    input: random.integer(0, 99),
    cacheRead: random.integer(0, 99),
    output: random.integer(0, 99),
  });
}

/** Questions of a random range, zone and narrowing; to each the answer, in an order of its own. */
function answers(ledger: Ledger, random: Random): readonly unknown[] {
  const { database } = ledger;
  const queries = new Queries(ledger);
  const zone = random.pick(zones);
  const ends = [0, 1].map(() => noon + random.integer(-4 * 24, 4 * 24) * hour + random.pick([0, 15, 7]) * minute);
  const [since = 0, until = 0] = ends.sort((a, b) => a - b);
  const span = random.pick([{}, { since }, { until }, { since, until }]);
  const narrowing = random.pick([{}, { tools: ['codex'] }, { models: ['large-1'] }, { folders: ['/home/dev/two'] }]);
  const more = random.pick([{}, narrowing, { branches: ['main'] }, { sessions: ['codex:s1'] }]);
  const by = dimensions.filter(() => random.integer(0, 2) === 0);
  const { totals, rows } = queries.usage({ ...span, ...more, zone, by });
  const sorted = rows.map((row) => JSON.stringify(row)).sort();
  const { folders: _none, ...ofDays } = { folders: [], ...narrowing, since: noon - 3 * day, until: noon + day, zone };
  const bins = [dayTotals, daysByTool, daysByModel].map((bin) => bin(database, ofDays));
  const facts = badgeFacts(ledger, { now: noon + 31 * day, zone, tools: random.pick([['codex'], ['codex', 'other']]) });
  return [totals, sorted, bins, facts];
}

describe('sums by six hours', () => {
  it('change no answer, whatever was written, undone and asked', () =>
    withFolder((folder) => {
      const random = new Random('six hours');
      const [summed, plain] = [open(join(folder, 'summed.db'), 3), open(join(folder, 'plain.db'), 1e9)];
      const budget = { amount: 1_000, unit: 'tokens', period: 'month', ofProject: false } as const;
      for (const ledger of [summed, plain])
        for (const noted of ['2026-02-01', '2026-03-01']) noteBudget(ledger, budget, noted);
      for (let step = 0; step < runs(1_000); step++) {
        const requests = Array.from({ length: random.integer(1, 4) }, () => someRequest(random));
        const isUndone = random.integer(0, 5) === 0;
        for (const ledger of [summed, plain]) {
          if (!isUndone) put(ledger, ...requests);
          else
            assert.throws(() =>
              ledger.write(() => {
                for (const each of requests) ledger.events.put(each);
                ledger.rollup.write();
                throw new Error('undone');
              }),
            );
        }
        const [one, other] = [summed, plain].map((ledger) => answers(ledger, new Random(`${random.seed} ${step}`)));
        assert.deepEqual(one, other, `${random.seed} ${step}`);
        if (step % 20 === 0) assertInvariant(summed.database, summed);
      }
      const rows = [summed, plain].map((ledger) => rowsOf(ledger, 'six_hours'));
      assert.ok(rows[0] && rows[0] > 20 && rows[1] === 0, String(rows));
      summed.close();
      plain.close();
    }));

  it('are read wherever six hours are whole and summed, whatever the zone: none of their quarter-hours is read beside them', () => {
    const ledger = openLedger();
    put(ledger, ...[3, 4, 5, 6].map((hours) => request({ tool: 'codex', at: noon + hours * hour, output: 1 })));
    ledger.database.exec('update rollup set output = 1000');
    const queries = new Queries(ledger);
    const outputs = zones.map((zone) => {
      const ofDay = queries.usage({ since: noon - 2 * day, zone, by: [] }).totals.output;
      const [days] = dayTotals(ledger.database, { since: noon - day, until: noon + day, zone });
      const [fact] = badgeFacts(ledger, { now: noon + day, zone, tools: ['codex'] }).days;
      return [ofDay, days?.total, fact?.output];
    });
    assert.deepEqual(
      outputs,
      zones.map(() => [4, 4, 4]),
    );
    ledger.close();
  });

  it('are whole between 0, 6, 12 and 18 o’clock UTC, before 1970 too, and up to where all are summed', () => {
    const table = [
      [0, 96, 1_000, [0, 96]],
      [1, 95, 1_000, [24, 72]],
      [1, 95, 50, [24, 48]],
      [-95, -1, 1_000, [-72, -24]],
      [1, 47, 1_000, [47, 47]],
      [0, 96, 0, [96, 96]],
    ] as const;
    for (const [first, end, summed, whole] of table) assert.deepEqual(wholeSixHours(first, end, summed), whole);
  });

  it('are not read after a build that knows nothing of them has written, and are made anew with the next write', () =>
    withFolder((folder) => {
      const path = join(folder, 'ledger.db');
      const ledger = open(path, 3);
      const put4 = () =>
        put(ledger, ...[0, 1, 2, 3].map((index) => request({ session: 's1', at: noon + index * hour, output: 1 })));
      put4();
      const output = () =>
        new Queries(ledger).usage({ since: noon - day, until: noon + day, zone: 'UTC', by: [] }).totals.output;
      const older = openLedger(path);
      older.database.exec('begin immediate; update rollup set output = output + 10');
      older.setMeta('revision', String(older.revision + 1));
      older.database.exec('commit');
      assert.equal(output(), 44);
      put4();
      assert.equal(output(), 48);
      assert.deepEqual(sumOf(ledger, 'six_hours'), sumOf(ledger, 'rollup'));
      older.close();
      ledger.close();
    }));

  it('follow what another process begins to sum', () =>
    withFolder((folder) => {
      const path = join(folder, 'ledger.db');
      const [one, other] = [open(path, 1e9), open(path, 3)];
      const some = (at: number) => [0, 1, 2, 3].map((index) => request({ at: at + index * hour, output: 1 }));
      put(one, ...some(noon));
      put(other, ...some(noon));
      put(one, ...some(noon - day));
      put(other, ...some(noon + day));
      put(one, ...some(noon));
      for (const ledger of [one, other]) assertInvariant(ledger.database, ledger);
      assert.deepEqual(sumOf(one, 'six_hours'), { output: 20 });
      one.close();
      other.close();
    }));

  it('there are none of a small roll-up', () => {
    const ledger = new Ledger({ path: ':memory:', pricing: new Pricing(smallBook()) });
    const rows = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, index) => request({ at: noon + (from + index) * 15 * minute, output: 1 }));
    put(ledger, ...rows(0, fewRows));
    assert.deepEqual([rowsOf(ledger, 'six_hours'), ledger.meta('summedTo')], [0, undefined]);
    put(ledger, ...rows(fewRows, fewRows + 1));
    assert.deepEqual(sumOf(ledger, 'six_hours'), { output: fewRows + 1 });
    ledger.close();
  });
});

describe('the sessions used last', () => {
  it('are the first of all, in any range', () => {
    const random = new Random('last sessions');
    const ledger = openLedger();
    const queries = new Queries(ledger);
    for (let step = 0; step < runs(500); step++) {
      const at = () => noon + random.integer(-60, 60) * minute;
      put(ledger, { ...someRequest(random), at: at() });
      const span = random.pick([{}, { since: at() }, { until: at() }, { since: at(), until: at() }]);
      const narrowing = random.pick([{}, { tools: ['codex'] }, { folders: ['/home/dev/two'] }, { hour: 10 }]);
      const asked = { zone: 'Europe/Berlin', ...span, ...narrowing };
      const limit = random.integer(0, 4);
      assert.deepEqual(queries.sessions({ ...asked, limit }), queries.sessions(asked).slice(0, limit), random.seed);
    }
    ledger.close();
  });
});

function rowsOf({ database }: Ledger, table: 'six_hours' | 'rollup'): number {
  return Number(database.prepare(`select count(*) as rows from ${table}`).get()?.['rows']);
}

function sumOf({ database }: Ledger, table: 'six_hours' | 'rollup') {
  return { ...database.prepare(`select sum(output) as output from ${table}`).get() };
}
