import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { Totals } from '../../src/core/report.js';
import type { ChartFile } from '../../src/protocol/reportPage.js';
import { focused } from './harness/deep.js';
import { type ReportStateName, reportStates } from './harness/report.js';
import { calls, chart, count, violations } from './harness/reportPage.js';
import { useRig } from './harness/rig.js';

describe('the report', () => {
  const rig = useRig();

  const open = (name: ReportStateName, width = 1000) => rig.open({ state: reportStates[name], width });

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

  it('as tables it says where a figure is a lower bound: of a tool or model, a day, and the sessions not shown', async () => {
    const { report } = reportStates.month;
    ok(report);
    const { byTool, models, totals } = report.data;
    const atLeast = <T extends { readonly tool: string; readonly totals: Totals }>(row: T): T => {
      const { total } = row.totals;
      const precision = { exact: total - 1, atLeast: 1, estimate: 0 };
      return row.tool === 'copilot-chat' ? { ...row, totals: { ...row.totals, precision } } : row;
    };
    const data = { ...report.data, byTool: byTool.map(atLeast), models: models.map(atLeast) };
    const page = await rig.open({ state: { ...reportStates.month, report: { ...report, data } }, width: 1000 });
    const days = page.locator('tally-day-chart');
    await days.getByRole('gridcell', { name: /^Thu 19 Nov: ≥ [\d,]+ tokens\. Claude.* Copilot Chat ≥ / }).waitFor();
    await page.getByRole('button', { name: 'As tables' }).click();
    match(await days.locator('figcaption').innerText(), /most on .+: ≥ \d/);
    const marked = (row: string) =>
      page.locator(row).evaluate((each) => [...each.children].map(({ textContent }) => textContent?.startsWith('≥ ')));
    const today = 'tally-day-chart tbody tr:first-child';
    deepEqual(await marked(today), [false, false, false, true, false, false, true]);
    await page.getByRole('button', { name: 'By model' }).click();
    await days.getByRole('columnheader', { name: 'gpt-5-mini' }).waitFor();
    deepEqual(await marked(today), [false, false, false, true, false, false, true]);

    const rest = 'tally-report-sessions tbody tr:last-child';
    equal((await marked(rest))[3], true);
    const [first, ...more] = report.sessions.rows;
    ok(first);
    const known = { ...first.totals, precision: { ...totals.precision, exact: first.totals.total - 254_000 } };
    const sessions = { ...report.sessions, rows: [{ ...first, totals: known }, ...more] };
    await rig.open({ state: { ...reportStates.month, report: { ...report, sessions } }, width: 1000 });
    equal((await marked(rest))[3], false, 'those that are shown account for all of it');
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
    deepEqual(await budget.locator('thead th').allInnerTexts(), ['Day', 'Used', 'So far']);
    ok(/\$4\.32\s*\$59\.58/.test(rows.at(-1) ?? ''), rows.at(-1));
    equal(await (await open('early')).locator('tally-budget-chart').count(), 0);
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
