import { ok } from 'node:assert/strict';
import { reportStates } from './harness/report.js';
import { useRig } from './harness/rig.js';
import { slowness } from './harness/slowness.js';

/** What measures time: run when nothing else is. */
describe('the report', () => {
  const rig = useRig({ timed: true });

  it('draws the first chart of a year within 200 ms', async function () {
    this.timeout(30_000);
    const times: number[] = [];
    const page = await rig.open({ state: reportStates.year, width: 1000 });
    const limit = 200 * (await slowness(page));
    const tables = page.getByRole('button', { name: 'As tables' });
    await tables.click();
    await page.waitForTimeout(50);
    // The least of a few: what a busy machine adds is not the page's.
    for (let round = 0; round < 3 || (round < 12 && Math.min(...times) > limit); round++) {
      // Kept as tables: the library of charts is not there yet.
      await page.reload();
      await page.locator('tally-day-chart table').waitFor();
      const from = performance.now();
      await tables.click();
      await page.locator('tally-day-chart .plot').waitFor({ state: 'attached' });
      times.push(performance.now() - from);
      await tables.click();
      await page.waitForTimeout(50);
    }
    ok(Math.min(...times) <= limit, `${times.map(Math.round).join(', ')} ms, at most ${Math.round(limit)}`);
  });
});
