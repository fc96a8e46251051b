import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { formulaVersion } from '../../../src/core/keptWork/formulae.js';
import { recounted } from '../../../src/core/team/recount.js';
import type { RowField, WeekRow } from '../../../src/core/team/row.js';

/** A week that ends on Sunday, 15 November. */
const week = '2026-W46';
const row = (kept?: number, cache?: number): WeekRow => ({
  week,
  ...(kept === undefined ? {} : { kept }),
  ...(cache === undefined ? {} : { cache }),
});
const shared = (issued: string, ...weeks: WeekRow[]) => ({ issued, formula: formulaVersion, weeks });

function verdict(published: ReturnType<typeof shared>[], anew: WeekRow, today = '2026-12-13') {
  const fields: readonly RowField[] = ['band', 'kept', 'cache'];
  return recounted(published, [anew], { fields, today })[week];
}

describe('published weeks, counted anew', () => {
  it('are the same, or others: by the shares kept and from cache, which stay when a week gets old', () => {
    const published = [shared('2026-11-24', { ...row(80, 5), band: 4 })];
    assert.equal(verdict(published, row(80, 5)), true);
    assert.equal(verdict(published, row(70, 5)), false);
    assert.equal(verdict(published, row(80, 4)), false);
    assert.equal(verdict(published, row(80)), false);
  });

  it('by what was published first, from a week after the end on: before that a week had not settled', () => {
    const early = shared('2026-11-21', row(70, 5));
    const first = shared('2026-11-22', row(80, 5));
    const corrected = shared('2026-11-25', row(90, 5));
    assert.equal(verdict([early, first, corrected], row(80, 5)), true);
    assert.equal(verdict([early, first, corrected], row(90, 5)), false);
  });

  it('not before four weeks have gone by, not of a week that was published only later, and not of nothing', () => {
    assert.equal(verdict([shared('2026-11-24', row(80, 5))], row(80, 5), '2026-12-12'), undefined);
    assert.equal(verdict([shared('2026-12-14', row(80, 5))], row(80, 5)), undefined);
    assert.equal(verdict([shared('2026-11-24', row())], row()), undefined);
    assert.equal(verdict([shared('2026-11-24', { ...row(80, 5), week: '2026-W45' })], row(80, 5)), undefined);
  });

  it('not by figures of another formula', () => {
    const other = { ...shared('2026-11-23', row(70, 5)), formula: formulaVersion + 1 };
    assert.equal(verdict([other], row(80, 5)), undefined);
    assert.equal(verdict([other, shared('2026-11-24', row(80, 5))], row(80, 5)), true);
  });

  it('only by what the policy still lets a row tell', () => {
    const published = [shared('2026-11-24', row(80, 5))];
    assert.deepEqual(recounted(published, [row(undefined, 5)], { fields: ['cache'], today: '2026-12-13' }), {
      [week]: true,
    });
  });
});
