import { deepEqual, equal, ok } from 'node:assert/strict';
import { focused } from './harness/deep.js';
import { type ReportStateName, reportStates } from './harness/report.js';
import { calls, chart, count } from './harness/reportPage.js';
import { useRig } from './harness/rig.js';

/** What narrows the report to a part of its days, tools, models or hours, and what goes back. */
describe('the report', () => {
  const rig = useRig();

  const open = (name: ReportStateName, width = 1000) => rig.open({ state: reportStates[name], width });

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
});
