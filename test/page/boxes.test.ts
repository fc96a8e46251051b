import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { consentStates } from './harness/consent.js';
import { totals } from './harness/figures.js';
import { reportStates } from './harness/report.js';
import { useRig } from './harness/rig.js';
import { type StateName, states } from './harness/states.js';

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

async function boxesOf(found: Locator): Promise<Box[]> {
  await found.first().waitFor({ state: 'attached' });
  return found.evaluateAll((all) =>
    all.map((each) => {
      const { left, right, top, bottom } = each.getBoundingClientRect();
      return { left: Math.round(left), right: Math.round(right), top: Math.round(top), bottom: Math.round(bottom) };
    }),
  );
}

async function boxOf(found: Locator): Promise<Box> {
  const [box] = await boxesOf(found);
  ok(box);
  return box;
}

const once = <T>(values: readonly T[]): T[] => [...new Set(values)];

describe('where things stand', () => {
  const rig = useRig();

  const open = (name: StateName, width = 300): Promise<Page> => rig.open({ state: states[name], width });

  it('a tool’s name is whole beside a price that is not known', async () => {
    const page = await open('hookedUse');
    const cut = await page
      .locator('tally-tools .name .cut')
      .evaluateAll((all) => all.filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.textContent));
    deepEqual(cut, []);
  });

  it('figures of a tool’s models and sessions end where its own do', async () => {
    for (const width of [220, 300, 420]) {
      const page = await open('filtered', width);
      await page.locator('tally-tools .unfold').first().click();
      await page.locator('tally-tools .detail .session').first().waitFor();
      const tools = await boxesOf(page.locator('tally-tools li > figure-value, tally-tools li > .number:not(.cost)'));
      const parts = await boxesOf(page.locator('tally-tools .detail .number:not(.cost, .cost *)'));
      equal(once([...tools, ...parts].map(({ right }) => right)).length, 1, `${width} px`);
    }
  });

  it('the ground of the chosen tool lies behind all of its chevron, within the page', async () => {
    for (const width of [220, 300]) {
      const page = await open('filtered', width);
      const ground = await page.locator('tally-tools .chosen').evaluate((row) => {
        const { left, right } = getComputedStyle(row, '::before');
        const box = row.getBoundingClientRect();
        return { left: box.left + Number.parseFloat(left), right: box.right - Number.parseFloat(right) };
      });
      const chevron = await boxOf(page.locator('tally-tools .chosen .unfold .icon'));
      ok(
        ground.left <= chevron.left + 1 && ground.left > 0 && ground.right < width,
        JSON.stringify({ ground, chevron }),
      );
    }
  });

  it('what failed ends with a link, and no dot stands alone before it', async () => {
    const page = await open('broken');
    const words = (await page.locator('tally-tools .failure').innerText()).trim();
    deepEqual(
      [words.startsWith('This part could not be worked out.'), /[·]/.test(words), words.endsWith('Diagnose')],
      [true, false, true],
    );
  });

  it('of one’s sharing each name is one line', async () => {
    const page = await open('team');
    const names = await boxesOf(page.locator('tally-sharing .line > .quiet'));
    const heights = names.map(({ top, bottom }) => bottom - top);
    ok(Math.max(...heights) < 1.5 * Math.min(...heights), String(heights));
  });

  it('notes and their links are apart', async () => {
    const page = await open('teamFlagged');
    const top = await boxOf(page.locator('tally-team .title'));
    const notes = await boxesOf(page.locator('tally-team .note'));
    deepEqual(once(notes.map((note, index) => note.top - (notes[index - 1] ?? top).bottom)), [12]);
    const [first, second] = await boxesOf(
      page.locator('tally-team .note', { hasText: 'Your row of week' }).locator('vscode-link'),
    );
    ok(first && second);
    ok(second.left - first.right >= 8 || second.top >= first.bottom, `${second.left - first.right} px`);
  });

  describe('in the report', () => {
    const { report } = reportStates.month;
    ok(report);
    const day = '2026-11-19';

    it('bars of few days are no walls, and stand above their names', async () => {
      const span = { since: day, until: day };
      const data = { ...report.data, span, daily: report.data.daily.filter((row) => row.day === day) };
      const hello = { ...report.hello, wish: { days: span, tool: null } };
      const state = { ...reportStates.month, report: { ...report, hello, data } };
      const page = await rig.open({ state, width: 1000 });
      const bars = await boxesOf(page.locator('tally-day-chart .plot [aria-label=bar] rect'));
      deepEqual(once(bars.map(({ left, right }) => right - left)), [64]);
      const name = await boxOf(page.locator('tally-day-chart .plot text', { hasText: 'today' }));
      ok(Math.abs(name.left + name.right - (bars[0]?.left ?? 0) - (bars[0]?.right ?? 0)) <= 2);
    });

    it('with many tools the button that saves stays at the end, beside the heading', async () => {
      const ids = ['claude-code', 'codex', 'copilot-chat', 'gemini-cli', 'cursor', 'opencode', 'qwen-code', 'cline'];
      const byTool = [...ids, 'zed', 'amp', 'goose', 'droid', 'aider', 'continue'].map((tool, index) => ({
        tool,
        totals: totals(900_000_000 >> index, 1),
      }));
      const state = { ...reportStates.month, report: { ...report, data: { ...report.data, byTool } } };
      for (const width of [420, 760, 1000]) {
        const page = await rig.open({ state, width });
        const [save, heading, field] = await Promise.all(
          ['tally-chart-save', 'h2', '.field'].map((part) => boxOf(page.locator(`tally-day-chart ${part}`))),
        );
        ok(save && heading && field);
        ok(Math.abs(save.top + save.bottom - heading.top - heading.bottom) <= 4, `${width} px: beside`);
        ok(field.right - save.right <= 8, `${width} px: at the end`);
        ok(heading.bottom - heading.top < 30, `${width} px: the heading is one line`);
      }
    });

    it('what Export and a filter open begins where the buttons above it do', async () => {
      const page = await rig.open({ state: reportStates.oneTool, width: 1000 });
      await page.getByRole('button', { name: 'Export', exact: true }).click();
      const rows = await boxesOf(page.locator('tally-report-head :is(.controls, .buttons) > :first-child'));
      deepEqual([rows.length, once(rows.map(({ left }) => left)).length], [3, 1]);
    });

    it('narrow, a table’s days are one line each, and apart from what is said below', async () => {
      const page = await rig.open({ state: reportStates.month, width: 420 });
      await page.getByRole('button', { name: 'As tables' }).click();
      const days = await boxesOf(page.locator('tally-day-chart tbody tr'));
      ok(
        days.every(({ top, bottom }) => bottom - top < 36),
        JSON.stringify(days[0]),
      );
      const [table, words] = await Promise.all([
        boxOf(page.locator('tally-day-chart table')),
        boxOf(page.locator('tally-day-chart figcaption')),
      ]);
      ok(words.top - table.bottom >= 6);
    });

    it('an axis has no digit that says nothing', async () => {
      const page = await rig.open({ state: reportStates.oneTool, width: 1000 });
      await page.locator('tally-day-chart .plot').waitFor();
      const words = await page.locator('tally-day-chart .plot [aria-label^="y-axis"] text').allTextContents();
      deepEqual(words, ['0', '200K', '400K', '600K', '800K', '1M', '1.2M']);
    });

    it('draws no share of lines where no week has enough of them', async () => {
      const page = await rig.open({ state: reportStates.early, width: 1000 });
      await page.locator('tally-year-calendar').waitFor();
      equal(await page.locator('tally-kept-trend').count(), 0);
      await page.locator('tally-report-figures').getByText('too little to say yet').waitFor();
    });
  });

  it('September has one name, in dates with a year, in the axis and in all others', async () => {
    const page = await open('badges');
    await page.getByText('Show 5 more').click();
    const words = await page.locator('tally-badges').ariaSnapshot();
    deepEqual(words.match(/\d+ Sep\w*/g), ['30 Sep', '23 Sep', '11 Sep']);
    const report = await rig.open({ state: reportStates.year, width: 1000 });
    await report.locator('tally-day-chart .plot').waitFor();
    const axis = await report.locator('tally-day-chart .plot text').allTextContents();
    deepEqual(
      axis.filter((text) => text.includes('Sep')),
      ['1 Sep'],
    );
  });

  it('a page of consent that cannot be had is read no longer', async () => {
    const page = await rig.open({ state: consentStates.fails, width: 420 });
    equal((await page.locator('tally-consent main').innerText()).trim(), 'You are in no team any more.');
  });
});
