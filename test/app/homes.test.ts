import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { RequestObservation } from '../../src/core/observation.js';
import { sources } from '../../src/sources/registry.js';
import { generate } from '../kit/generate/generate.js';
import { planned } from '../kit/generate/plan.js';
import type { Truth } from '../kit/generate/tally.js';
import { oracle } from '../kit/oracle.js';
import { type Expected, readHome } from '../kit/readHome.js';
import { differences, differenceText } from '../kit/truth.js';
import { long } from '../ledger/rig.js';
import { countHome, type Figures } from './reports.js';

const fixtures = join(import.meta.dirname, '../../../test/fixtures/sources');
const homes = readdirSync(fixtures)
  .sort()
  .flatMap((tool) =>
    readdirSync(join(fixtures, tool))
      .sort()
      .map((name) => ({ tool, name, folder: join(fixtures, tool, name) })),
  )
  .filter(({ folder }) => existsSync(join(folder, 'home')));

const buckets = ['input', 'output', 'cacheRead', 'cacheWrite', 'reasoning'] as const;
const plain = (figures: Figures) => Object.fromEntries(buckets.map((name) => [name, figures[name] ?? 0]));
const each = (map: Record<string, Figures>) =>
  Object.fromEntries(Object.entries(map).map(([key, figures]) => [key, plain(figures)]));

/** Figures by session of the reference reader. */
function bySession(rows: readonly RequestObservation[]): Record<string, Figures> {
  const sums: Record<string, Figures> = {};
  for (const row of rows) {
    const key = `${row.tool}:${row.session}`;
    const sum = sums[key] ?? Object.fromEntries(buckets.map((name) => [name, 0]));
    sums[key] = sum;
    const told: Figures = { ...row, cacheWrite: row.cacheWrite5m + row.cacheWrite1h } as unknown as Figures;
    for (const name of buckets) sum[name] = (sum[name] ?? 0) + (told[name] ?? 0);
  }
  return sums;
}

describe('the ledger of a home', () => {
  for (const { tool, name, folder } of homes) {
    it(`is what the fixture says: ${tool} ${name}`, async () => {
      const { expected } = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Expected;
      const report = await countHome(join(folder, 'home'));
      const { totals, byModel, byDay } = report;
      assert.deepEqual(
        { totals: plain(totals), byModel: each(byModel), byDayUTC: each(byDay) },
        { totals: expected.totals, byModel: expected.byModel, byDayUTC: expected.byDayUTC },
      );
      if (expected.cacheWriteSplit)
        assert.deepEqual(
          [totals['cacheWrite5m'], totals['cacheWrite1h']],
          [expected.cacheWriteSplit['5m'], expected.cacheWriteSplit['1h']],
        );
      if (expected.requests !== undefined) assert.equal(totals['requests'], expected.requests);
      const reference = readHome(sources, join(folder, 'home'));
      assert.deepEqual(each(report.bySession), bySession(reference.rows));
    });
  }

  it('is the same for all fixtures in one home as for the reference reader', async function () {
    this.timeout(60_000);
    const folder = mkdtempSync(join(tmpdir(), 'tallyboard-homes-'));
    try {
      for (const { folder: from } of homes) {
        // A database takes the place of an earlier one, whose write-ahead log is none of its own.
        for (const path of readdirSync(join(from, 'home'), { recursive: true, encoding: 'utf8' }))
          if (path.endsWith('.db')) rmSync(join(folder, 'home', `${path}-wal`), { force: true });
        cpSync(join(from, 'home'), join(folder, 'home'), { recursive: true, preserveTimestamps: true });
      }
      const report = await countHome(join(folder, 'home'));
      const reference = readHome(sources, join(folder, 'home'));
      assert.deepEqual(each(report.bySession), bySession(reference.rows));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the ledger of a generated home', () => {
  const seeds = long ? Array.from({ length: 20 }, (_, index) => `seed ${index}`) : ['seed 0', 'seed 1'];
  for (const kind of ['full', 'plain'] as const) {
    for (const seed of seeds) {
      describe(`${kind}, ${seed}`, () => {
        let folder = '';
        let truth: Truth;
        before(() => {
          folder = mkdtempSync(join(tmpdir(), 'tallyboard-homes-'));
          mkdirSync(join(folder, 'home'));
          truth = generate(planned({ kind, seed, bytes: 3e6, files: 120 }), join(folder, 'home'));
        });
        after(() => rmSync(folder, { recursive: true }));

        it('has what was billed, by tool, model, day, session, project and branch', async () => {
          const report = await countHome(join(folder, 'home'));
          const list = differences(truth, report as unknown as Record<string, unknown>, true);
          assert.deepEqual(list, [], differenceText(list));
          const other = differences(oracle(join(folder, 'home')), report as unknown as Record<string, unknown>, true);
          assert.deepEqual(other, [], differenceText(other));
        });
      });
    }
  }
});
