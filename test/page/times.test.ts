import { ok } from 'node:assert/strict';
import { reportStates } from './harness/report.js';
import { useRig } from './harness/rig.js';
import { slowness } from './harness/slowness.js';

/** What measures time: run when nothing else is. */
describe('the report', () => {
  const rig = useRig({ timed: true });

  it('draws the first chart of a year within 200 ms', async function () {
    this.timeout(60_000);
    const rounds: { readonly took: number; readonly limit: number }[] = [];
    const isQuick = () => rounds.some(({ took, limit }) => took <= limit);
    const page = await rig.open({ state: reportStates.year, width: 1000 });
    const tables = page.getByRole('button', { name: 'As tables' });
    await tables.click();
    await page.waitForTimeout(50);
    // The best of a few, each held against what the machine was worth just then: what else it has to do is not the page's.
    for (let round = 0; round < 3 || (round < 12 && !isQuick()); round++) {
      // Kept as tables: the library of charts is not there yet.
      await page.reload();
      await page.locator('tally-day-chart table').waitFor();
      const from = performance.now();
      await tables.click();
      await page.locator('tally-day-chart .plot').waitFor({ state: 'attached' });
      const took = performance.now() - from;
      rounds.push({ took, limit: 200 * (await slowness(page)) });
      await tables.click();
      await page.waitForTimeout(50);
    }
    const told = rounds.map(({ took, limit }) => `${Math.round(took)} of ${Math.round(limit)}`);
    ok(isQuick(), `${told.join(', ')} ms`);
  });
});
