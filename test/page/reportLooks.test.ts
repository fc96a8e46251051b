import { deepEqual, ok } from 'node:assert/strict';
import { accessibilityFindings, bringAxe } from './harness/axe.js';
import { across, misfits, runLeftwards, smallTargets } from './harness/deep.js';
import { pseudo, pseudoWords } from './harness/pseudo.js';
import { reportStates } from './harness/report.js';
import { chart, settled, violations } from './harness/reportPage.js';
import { useRig } from './harness/rig.js';
import { changeTheme, themeNames } from './harness/themes.js';

const widths = [300, 420, 1000] as const;
const long = process.env['TALLYBOARD_LONG'] === '1';

describe('the report', () => {
  const rig = useRig();

  describe('in every state, theme and width', () => {
    for (const [name, state] of Object.entries(reportStates)) {
      for (const tables of name === 'month' ? [false, true] : [false]) {
        it(`${name}${tables ? ' as tables' : ''}: axe finds nothing, all fits, the CSP is kept`, async function () {
          this.timeout(60_000);
          const page = await rig.open({ state, width: 1000 });
          if (tables) await page.getByRole('button', { name: 'As tables' }).click();
          else if (name !== 'empty' && name !== 'fails') await chart(page).waitFor();
          await bringAxe(page);
          for (const theme of themeNames) {
            await changeTheme(page, theme);
            for (const width of long || theme === themeNames[0] ? widths : [420]) {
              await page.setViewportSize({ width, height: 900 });
              await settled(page);
              deepEqual([await misfits(page), await smallTargets(page)], [[], []], `${theme}, ${width} px`);
              deepEqual(await accessibilityFindings(page, theme), [], `${theme}, ${width} px`);
            }
          }
          deepEqual(await violations(page), []);
        });
      }
    }

    it('narrow: names of sessions are broken, no figure is cut; a chart is saved beside its heading', async () => {
      const { report } = reportStates.year;
      ok(report);
      const sessions =
        report.sessions?.rows.map((row) => ({ ...row, project: '/code/payments-gateway-service' })) ?? [];
      const state = { ...reportStates.year, report: { ...report, sessions: { ...report.sessions, rows: sessions } } };
      const page = await rig.open({ state: state as (typeof reportStates)['year'], width: 300 });
      await chart(page).waitFor();
      deepEqual(await misfits(page), []);
      const figure = page.locator('tally-report-sessions tfoot td.number').first();
      const { x = 0, width = 0 } = (await figure.boundingBox()) ?? {};
      ok(x + width <= 300 - 12, `ends at ${x + width}`);
      const of = async (part: string) => {
        const { y = 0, height = 0 } = (await page.locator(`tally-day-chart ${part}`).first().boundingBox()) ?? {};
        return Math.round(y + height / 2);
      };
      ok(Math.abs((await of('h2')) - (await of('tally-chart-save'))) <= 2);
      const lefts = (selector: string) =>
        page.locator(selector).evaluateAll((all) => all.map((each) => each.getBoundingClientRect().left));
      const [heading = 0] = await lefts('tally-day-chart h2');
      deepEqual(await lefts('tally-day-chart .legend button:first-child .key'), [heading]);
      await page.locator('tally-kept-trend svg.plot').waitFor();
      deepEqual(
        (await lefts('tally-kept-trend svg.plot text')).filter((left) => left < heading),
        [],
      );
    });

    for (const locale of ['qps-ploc', 'he']) {
      it(`${locale}, 40 % longer: no figure is cut and nothing leaves the page`, async () => {
        const words = pseudoWords();
        for (const [name, state] of Object.entries(reportStates)) {
          const { report } = state;
          ok(report);
          const page = await rig.open({
            state: { ...state, report: { ...report, hello: { ...report.hello, locale, words } } },
          });
          const asTables = page.getByRole('button', { name: pseudo('As tables') });
          for (const tables of name === 'month' ? [false, true] : [false]) {
            if (tables) await asTables.click();
            for (const width of widths) {
              await page.setViewportSize({ width, height: 900 });
              await settled(page);
              deepEqual(await misfits(page), [], `${name}, ${width} px`);
            }
          }
        }
      });
    }
  });

  it('fields for days follow the theme, not the system', async () => {
    const page = await rig.open({ state: reportStates.month, width: 1000 });
    await page.getByRole('radio', { name: 'Custom' }).click();
    const since = page.locator('tally-report-head input').first();
    const schemes: string[] = [];
    for (const theme of themeNames) {
      await changeTheme(page, theme);
      schemes.push(await since.evaluate((each) => getComputedStyle(each).colorScheme));
    }
    deepEqual(schemes, ['dark', 'light', 'dark', 'light']);
  });

  it('from right to left: head, figures, tables and bars are mirrored; charts are not, time goes on to the right', async () => {
    const { report } = reportStates.month;
    ok(report);
    const hebrew = { ...report, hello: { ...report.hello, locale: 'he' } };
    const page = await rig.open({ state: { ...reportStates.month, report: hebrew }, width: 1000 });
    await chart(page).waitFor();
    for (const row of [
      ['[role=radio]', '[role=radio] + [role=radio]', '.controls > .push', '.controls [aria-expanded]'],
      ['tally-report-figures li', 'tally-report-figures li + li', 'tally-report-figures li:last-child'],
      ['tally-day-chart h2', 'tally-day-chart .legend button', 'tally-day-chart tally-chart-save'],
      ['tally-when', 'tally-models'],
      ['tally-models td', 'tally-models td + td', 'tally-models td:last-child'],
      ['tally-report-sessions h2', 'tally-report-sessions input'],
      ['tally-report-sessions tbody th', 'tally-report-sessions td', 'tally-report-sessions td.cost'],
      ['tally-report-sessions .name', 'tally-report-sessions tbody td'],
    ])
      deepEqual([row, await runLeftwards(page, ...row)], [row, true]);
    const second = 'tally-models tr:nth-child(2)';
    const [track, fill, figure] = await across(page, `${second} .track`, `${second} .fill`, `${second} td`);
    ok(track && fill && figure);
    deepEqual([fill.right, fill.left > track.left, figure.right <= track.left], [track.right, true, true]);
    for (const time of [
      ['tally-day-chart .mark:last-child', 'tally-day-chart .mark'],
      ['tally-budget-chart .mark:last-child', 'tally-budget-chart .mark'],
      ['tally-kept-trend .mark:last-child', 'tally-kept-trend .mark'],
      ['[data-hour="23"]', '[data-hour="0"]', 'tally-when .name'],
      ['[data-day="2026-11-19"]', '[data-day="2026-01-01"]'],
    ])
      deepEqual([time, await runLeftwards(page, ...time)], [time, true]);
  });
});
