import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { ChartFile } from '../../src/protocol/reportPage.js';
import { accessibilityFindings, bringAxe } from './harness/axe.js';
import { across, focused, misfits, runLeftwards, smallTargets } from './harness/deep.js';
import { pseudo, pseudoWords } from './harness/pseudo.js';
import { type ReportStateName, reportStates } from './harness/report.js';
import { type Rig, startRig } from './harness/rig.js';
import { changeTheme, themeNames } from './harness/themes.js';

const widths = [300, 420, 1000] as const;
const long = process.env['TALLYBOARD_LONG'] === '1';
const violations = (page: Page): Promise<string[]> => page.evaluate(() => window.harness.violations);
/** Until the page has done what it was asked to before; by its own clock, which waits where the machine has much to do. */
const settled = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise((done) => setTimeout(() => requestAnimationFrame(() => setTimeout(done)), 30)));

/** What the host was asked, once that has reached it. */
async function calls(page: Page, method: string): Promise<unknown[]> {
  await settled(page);
  return page.evaluate(
    (name) => window.harness.calls.filter((call) => call.method === name).map(({ input }) => input),
    method,
  );
}
const count = (text = ''): number => Number(text.replace(/\D/g, ''));
const chart = (page: Page) => page.locator('tally-day-chart .plot');

describe('the report', () => {
  let rig: Rig;
  before(async () => {
    rig = await startRig();
  });
  after(() => rig.stop());

  const open = (name: ReportStateName, width = 1000) => rig.open({ state: reportStates[name], width });

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

  it('adds up: the days, the tools and the sessions each to the sum above them', async () => {
    const page = await open('month');
    await page.getByRole('button', { name: 'As tables' }).click();
    const total = count(await page.locator('tally-report-figures li strong .unseen').first().innerText());
    const column = async (table: string, index: number) =>
      (
        await page
          .locator(`${table} tbody tr`)
          .evaluateAll((rows, at) => rows.map((row) => row.children[at]?.textContent ?? ''), index)
      ).map(count);
    const sum = (counts: readonly number[]) => counts.reduce((all, each) => all + each, 0);
    equal(sum(await column('tally-day-chart', 6)), total);
    const tools = await Promise.all([1, 2, 3, 4, 5].map((index) => column('tally-day-chart', index)));
    equal(sum(tools.flat()), total);
    const sessions = page.locator('tally-report-sessions');
    equal(sum(await column('tally-report-sessions', 3)), total);
    equal(count(await sessions.locator('tfoot td').nth(2).innerText()), total);
    await sessions.getByRole('button', { name: /Show/ }).click();
    equal((await column('tally-report-sessions', 3)).length, 19);
    equal(sum(await column('tally-report-sessions', 3)), total);
  });

  it('sorts and filters sessions, and opens one', async () => {
    const page = await open('month');
    const table = page.locator('tally-report-sessions');
    const tokens = async () => (await table.locator('tbody tr td:nth-child(4)').allInnerTexts()).map(count);
    await table.getByRole('button', { name: 'Tokens' }).click();
    equal(await table.locator('th[aria-sort]').getAttribute('aria-sort'), 'descending');
    await table.getByRole('searchbox').fill('codex');
    const down = await tokens();
    deepEqual(
      down,
      [...down].sort((a, b) => b - a),
    );
    equal(down.length, 4);
    await table.getByRole('button', { name: 'Tokens' }).click();
    deepEqual(await tokens(), [...down].reverse());
    await table.locator('.name').first().click();
    deepEqual(await calls(page, 'openSession'), [{ session: 'codex:16' }]);
  });

  it('is worked by keyboard: a day narrows it, Escape goes back; the legend filters', async () => {
    const page = await open('month');
    await chart(page).waitFor();
    const last = page.locator('tally-day-chart [role=gridcell][tabindex="0"]');
    await last.focus();
    equal(await page.locator('tally-day-chart [role=gridcell][tabindex="0"]').count(), 1);
    ok((await focused(page))?.ring);
    await page.keyboard.press('ArrowLeft');
    ok((await focused(page))?.text.startsWith('Wed 18 Nov: '));
    await page.keyboard.press('Home');
    ok((await focused(page))?.text.startsWith('Wed 21 Oct: '));
    await page.keyboard.press('Enter');
    const day = { since: '2026-10-21', until: '2026-10-21' };
    deepEqual((await calls(page, 'figures')).at(-1), { days: day, tool: null });
    await page.locator('h1').click();
    await page.locator('tally-report-head [role=radio]').first().focus();
    await page.keyboard.press('Escape');
    deepEqual((await calls(page, 'figures')).at(-1), { days: '30d', tool: null });
    await page
      .getByRole('button', { name: /^Codex/ })
      .first()
      .focus();
    await page.keyboard.press('Enter');
    deepEqual((await calls(page, 'figures')).at(-1), { days: '30d', tool: 'codex' });
    await page.getByRole('button', { name: 'Only Codex. Show all tools' }).press('Enter');
    deepEqual((await calls(page, 'figures')).at(-1), { days: '30d', tool: null });
    await page.locator('tally-when [role=gridcell][tabindex="0"]').focus();
    await page.keyboard.press('Home');
    equal((await focused(page))?.text, 'Mon 00:00: 0 tokens');
    await page.keyboard.press('ArrowDown');
    equal((await focused(page))?.text, 'Tue 00:00: 0 tokens');
  });

  it('draws the budget up to now and where it is going; as a table it adds up, and a day of it narrows the report', async () => {
    const page = await open('month');
    const budget = page.locator('tally-budget-chart');
    await budget.locator('.plot').waitFor();
    await budget.getByText('At this pace about $94 by the end of the month.', { exact: true }).first().waitFor();
    equal(await budget.locator('h2').innerText(), 'Against your November budget');
    const words = await budget.getByRole('gridcell').evaluateAll((cells) => cells.map((each) => each.ariaLabel));
    deepEqual([words.length, words[18], words[29]], [30, 'Thu 19 Nov: $4.32, together $59.58', 'Mon 30 Nov: to come']);
    await budget.getByRole('gridcell', { name: 'Mon 30 Nov: to come' }).click();
    await budget.getByRole('gridcell', { name: /^Wed 18 Nov/ }).click();
    const day = { since: '2026-11-18', until: '2026-11-18' };
    deepEqual((await calls(page, 'figures')).slice(1), [{ days: day, tool: null }]);
    await page.getByRole('button', { name: 'As tables' }).click();
    const rows = await budget.locator('tbody tr').evaluateAll((all) => all.map((row) => row.textContent ?? ''));
    equal(rows.length, 19);
    ok(/\$4\.32\s*\$59\.58/.test(rows.at(-1) ?? ''), rows.at(-1));
    equal(await (await open('early')).locator('tally-budget-chart').count(), 0);
  });

  it('has a cell for each day of the year that is over; a day narrows it; as a table months add up', async () => {
    const page = await open('month');
    const year = page.locator('tally-year-calendar');
    await year.getByRole('gridcell', { name: /^Thu 19 Nov/ }).focus();
    equal(await year.locator('[data-day]').count(), 323);
    equal(await year.locator('[tabindex="0"]').count(), 1);
    await page.keyboard.press('Home');
    equal((await focused(page))?.text, 'Thu 1 Jan: 0 tokens');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowUp');
    equal((await focused(page))?.text, 'Wed 18 Nov: 4,438,112 tokens');
    await page.keyboard.press('Enter');
    const day = { since: '2026-11-18', until: '2026-11-18' };
    deepEqual((await calls(page, 'figures')).at(-1), { days: day, tool: null });
    await page.getByRole('button', { name: 'As tables' }).click();
    const months = (await year.locator('td').allInnerTexts()).map(count);
    equal(
      months.reduce((all, each) => all + each, 0),
      count((await year.locator('figcaption').innerText()).replace(/^.*use, /, '')),
    );
  });

  it('splits days by model, adds up as before, and stays so over a reload', async () => {
    const page = await open('month');
    await page.getByRole('button', { name: 'By model' }).click();
    const days = page.locator('tally-day-chart');
    await days.getByRole('button', { name: 'gpt-5-mini' }).waitFor();
    deepEqual((await calls(page, 'figures')).at(-1), { days: '30d', tool: null, by: 'model' });
    const words = await days.getByRole('gridcell').last().getAttribute('aria-label');
    ok(words?.includes('claude-sonnet-5 ') && words.includes('qwen3-coder:30b '), words ?? '');
    await page.getByRole('button', { name: 'As tables' }).click();
    const sums = (await days.locator('tbody td:last-child').allInnerTexts()).map(count);
    const total = count(await page.locator('tally-report-figures li strong .unseen').first().innerText());
    equal(
      sums.reduce((all, each) => all + each, 0),
      total,
    );
    deepEqual((await days.locator('thead th').allInnerTexts()).slice(1, 3), ['claude-sonnet-5', 'gpt-5.1-codex']);
    await page.reload();
    await days.locator('table').waitFor();
    equal(await page.getByRole('button', { name: 'By model' }).getAttribute('aria-pressed'), 'true');
    await page.getByRole('button', { name: 'By model' }).click();
    await days.getByRole('columnheader', { name: 'Claude Code' }).waitFor();
  });

  it('a model and an hour narrow it, by key and as tables; Escape goes back one by one; it is said, kept and exported', async () => {
    const page = await open('month');
    await chart(page).waitFor();
    const last = async () => (await calls(page, 'figures')).at(-1);
    const names = page.locator('tally-models');
    await names.getByRole('button', { name: 'claude-sonnet-5' }).press('Enter');
    const model = 'claude-sonnet-5';
    deepEqual(await last(), { days: '30d', tool: null, model });
    equal(await names.getByRole('button', { pressed: true }).innerText(), model);
    const hours = page.locator('tally-when');
    await hours.locator('[data-hour="14"]').focus();
    await page.keyboard.press('Enter');
    deepEqual(await last(), { days: '30d', tool: null, model, hour: 14 });
    equal(await hours.locator('[aria-selected=true]').getAttribute('data-hour'), '14');
    ok((await page.locator('[role=status]').last().innerText()).includes(', only claude-sonnet-5, Mon 14:00: '));
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('button', { name: 'JSON' }).click();
    const span = { since: '2026-10-21', until: '2026-11-19' };
    deepEqual(await calls(page, 'exportUsage'), [{ span, format: 'json', tool: null, model, hour: 14 }]);
    await page.reload();
    await chart(page).waitFor();
    await page.getByRole('button', { name: 'Only Mon 14:00. Show all hours' }).waitFor();
    await page.locator('tally-report-head [role=radio]').first().focus();
    await page.keyboard.press('Escape');
    deepEqual(await last(), { days: '30d', tool: null, model, hour: null });
    await page.keyboard.press('Escape');
    deepEqual(await last(), { days: '30d', tool: null, model: null, hour: null });
    await page.getByRole('button', { name: 'As tables' }).click();
    await hours.getByRole('button', { name: /^Mon 14:00: / }).press('Enter');
    deepEqual(await last(), { days: '30d', tool: null, model: null, hour: 14 });
    await hours.getByRole('button', { pressed: true }).press('Enter');
    await page.getByRole('button', { name: 'By model' }).click();
    await page.locator('tally-day-chart').getByRole('button', { name: model }).click();
    deepEqual(await last(), { days: '30d', tool: null, model, hour: null, by: 'model' });
    await page.getByRole('button', { name: 'Only claude-sonnet-5. Show all models' }).click();
    deepEqual(await last(), { days: '30d', tool: null, model: null, hour: null, by: 'model' });
  });

  it('a week of what was kept narrows it to that week, as far as it has gone', async () => {
    const page = await open('month');
    const weeks = page.locator('tally-kept-trend').getByRole('gridcell');
    await weeks.last().focus();
    await page.keyboard.press('Enter');
    await weeks.first().click();
    const asked = (await calls(page, 'figures')) as { days: { since: string; until: string } }[];
    deepEqual(
      asked.slice(1).map(({ days }) => days),
      [
        { since: '2026-11-16', until: '2026-11-19' },
        { since: '2026-08-24', until: '2026-08-30' },
      ],
    );
  });

  it('Escape leaves days that are not shown yet, and goes back to the days of before', async () => {
    const page = await open('month');
    await page.getByRole('radio', { name: '90 days' }).click();
    await page.getByRole('radio', { name: 'Custom' }).click();
    await page.getByLabel('From', { exact: true }).focus();
    await page.keyboard.press('Escape');
    await page.locator('form').waitFor({ state: 'detached' });
    ok((await focused(page))?.text.startsWith('90 days'));
    equal((await calls(page, 'figures')).length, 2);
    await page.getByRole('radio', { name: 'Custom' }).click();
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.keyboard.press('Escape');
    deepEqual((await calls(page, 'figures')).at(-1), { days: '90d', tool: null });
  });

  it('exports what it shows: of one tool that tool alone', async () => {
    const page = await open('oneTool');
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('button', { name: 'CSV' }).click();
    const span = { since: '2026-10-21', until: '2026-11-19' };
    deepEqual(await calls(page, 'exportUsage'), [{ span, format: 'csv', tool: 'codex' }]);
  });

  it('saves each chart by itself: its figures add up, a picture stands alone, a table is no picture', async () => {
    const page = await open('month');
    await chart(page).waitFor();
    const save = async (of: string, format: string): Promise<ChartFile> => {
      const part = page.locator(of);
      const opener = part.getByRole('button', { name: /^Save “/ });
      if ((await opener.getAttribute('aria-expanded')) === 'false') await opener.click();
      const before = (await calls(page, 'saveChart')).length;
      await part.getByRole('button', { name: format, exact: true }).click();
      const told = (count: number) =>
        window.harness.calls.filter(({ method }) => method === 'saveChart').length > count;
      await page.waitForFunction(told, before);
      return (await calls(page, 'saveChart')).at(-1) as ChartFile;
    };
    const total = count(await page.locator('tally-report-figures li strong .unseen').first().innerText());
    const last = (csv: string) =>
      csv
        .trim()
        .split('\r\n')
        .slice(1)
        .map((line) => Number(line.split(',').at(-1)));
    const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);
    const days = await save('tally-day-chart', 'CSV');
    deepEqual([days.name, days.format, days.content.split('\r\n')[0]], ['tokens-a-day', 'csv', 'day,tool,tokens']);
    equal(sum(last(days.content)), total);
    equal(last((await save('tally-when', 'CSV')).content).length, 168);
    equal(last((await save('tally-budget-chart', 'CSV')).content).at(-1), 59.58);
    ok((await save('tally-models', 'CSV')).content.includes('\r\nqwen3-coder:30b,opencode,'));
    for (const of of ['tally-day-chart', 'tally-when', 'tally-budget-chart', 'tally-kept-trend']) {
      const { content } = await save(of, 'SVG');
      ok(content.startsWith('<svg xmlns="http://www.w3.org/2000/svg"'), of);
      ok(!/var\(|color-mix|class=|NaN|undefined/.test(content), of);
      const png = Buffer.from((await save(of, 'PNG')).content, 'base64');
      deepEqual([...png.subarray(1, 4)], [0x50, 0x4e, 0x47], of);
      ok(png.length > 2_000, of);
    }
    ok((await save('tally-day-chart', 'SVG')).content.includes('>Claude Code</text>'));
    await page.locator('tally-day-chart').getByRole('button', { name: 'CSV', exact: true }).press('Escape');
    equal((await focused(page))?.text, 'Save “Tokens a day”');
    await page.getByRole('button', { name: 'As tables' }).click();
    const when = page.locator('tally-when');
    await when.locator('table').waitFor();
    deepEqual(
      [
        await when.getByRole('button', { name: 'CSV' }).count(),
        await when.getByRole('button', { name: 'SVG' }).count(),
      ],
      [1, 0],
    );
    deepEqual(await violations(page), []);
  });

  it('asks for days of one’s own, and says what is wrong with them', async () => {
    const page = await open('month');
    const head = page.locator('tally-report-head');
    await head.locator('[role=radio][aria-checked=true]').focus();
    await page.keyboard.press('End');
    await head.getByLabel('From', { exact: true }).fill('2026-11-10');
    await head.getByLabel('To', { exact: true }).fill('2026-11-02');
    await head.getByRole('button', { name: 'Show', exact: true }).click();
    await head.getByRole('alert').waitFor();
    await head.getByLabel('From', { exact: true }).fill('2026-10-26');
    await head.getByRole('button', { name: 'Show', exact: true }).click();
    const days = { since: '2026-10-26', until: '2026-11-02' };
    deepEqual((await calls(page, 'figures')).at(-1), { days, tool: null });
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('button', { name: 'JSON' }).click();
    deepEqual(await calls(page, 'exportUsage'), [{ span: days, format: 'json', tool: null }]);
  });

  it('keeps what was arranged over a reload, and its place when figures change', async () => {
    const page = await open('month');
    await page.getByRole('radio', { name: '90 days' }).click();
    await page.getByRole('button', { name: 'Compare' }).click();
    await chart(page).waitFor();
    await page.locator('tally-report-sessions').getByRole('searchbox').fill('codex');
    await page.evaluate(() => window.scrollTo(0, 300));
    await page.waitForTimeout(300);
    await page.evaluate(() => window.harness.emit('figuresChanged', {}));
    await page.waitForTimeout(50);
    equal(await page.locator('tally-report-sessions').getByRole('searchbox').inputValue(), 'codex');
    equal(await page.evaluate(() => window.scrollY), 300);
    equal((await calls(page, 'figures')).length, 3);
    await page.reload();
    await chart(page).waitFor();
    deepEqual(await calls(page, 'figures'), [{ days: '90d', tool: null }]);
    equal(await page.getByRole('button', { name: 'Compare' }).getAttribute('aria-pressed'), 'true');
    await page.waitForFunction(() => window.scrollY === 300);
  });

  it('opens for what it was asked for, and later turns to another wish', async () => {
    const page = await open('oneTool');
    deepEqual(await calls(page, 'figures'), [{ days: '30d', tool: 'codex' }]);
    await page.evaluate(() => window.harness.emit('show', { days: '7d', tool: null }));
    await page.waitForFunction(() => window.harness.calls.filter(({ method }) => method === 'figures').length === 2);
    deepEqual((await calls(page, 'figures')).at(-1), { days: '7d', tool: null });
  });

  it('says what it cannot show', async () => {
    ok((await (await open('fails')).locator('main').innerText()).includes('The worker has ended.'));
    ok((await (await open('empty')).locator('main').innerText()).includes('No use between Wed 21 Oct and Thu 19 Nov.'));
  });
});
