import assert from 'node:assert/strict';
import { it } from 'mocha';
import { assembleReportPage, assembleReportSessions } from '../../src/app/reportPage.js';
import type { Asking, LedgerReader } from '../../src/app/you.js';
import type { SpanName } from '../../src/core/span.js';
import { assembleReport } from '../../src/vscode/documents/usageReport.js';
import { run } from '../cli/rig.js';
import { type Figures, plain, type Told, told, used } from './toldFigures.js';

/** A home that is counted, its ledger asked as the editor does, and the command line over the same. */
export interface CountedHome {
  readonly reader: LedgerReader;
  /** The options that name it and its ledger to the command. */
  readonly home: readonly string[];
  asking(zone: string): Asking;
  commandLine(zone: string, span: SpanName): Promise<Told>;
}

/** The report in a tab shows the figures of the command line, whole and narrowed. */
export function reportInTab(zone: string, opened: () => CountedHome): void {
  it(`report in a tab, days of ${zone}`, async () => {
    const { reader, asking, commandLine } = opened();
    const sum = (parts: readonly number[]) => parts.reduce((all, part) => all + part, 0);
    for (const period of ['7d', '30d'] as const) {
      const theirs = await commandLine(zone, period);
      const request = { days: period, tool: null, by: 'model' } as const;
      const page = await assembleReportPage(reader, asking(zone), request);
      assert.deepEqual(plain(page.totals), told(theirs.totals));
      const total = theirs.totals['total'] ?? 0;
      assert.equal(sum(page.daily.map((row) => row.total)), total);
      assert.equal(sum(page.hours), total);
      assert.equal(sum((page.dailyByModel ?? []).map((row) => row.total)), total);
      const inYear = sum(page.yearDays.map((row) => row.total));
      const whole = await assembleReport(reader, asking(zone), {
        since: page.year,
        until: `${page.year.slice(0, 4)}-12-31`,
      });
      assert.equal(inYear, whole.totals.total);
      const days = new Map<string, number>();
      for (const row of page.daily) days.set(row.day, (days.get(row.day) ?? 0) + row.total);
      assert.deepEqual(
        Object.fromEntries(days),
        Object.fromEntries(used(theirs.byDay).map((day) => [day, theirs.byDay[day]?.['total']])),
      );
      for (const { model, totals } of page.models)
        assert.deepEqual(plain(totals), told(theirs.byModel[model] as Figures), model);
      assert.equal(page.models.length, used(theirs.byModel).length);
      for (const { tool, totals } of page.byTool)
        assert.deepEqual(plain(totals), told(theirs.byTool[tool] as Figures), tool);
      const sessions = await assembleReportSessions(reader, asking(zone), request);
      assert.equal(sessions.count, Object.keys(theirs.bySession).length);
      for (const { id, totals } of sessions.rows)
        assert.deepEqual(plain(totals), told(theirs.bySession[id] as Figures), id);
    }
  });

  it(`report in a tab, narrowed to a model and to an hour, days of ${zone}`, async () => {
    const { reader, asking, home } = opened();
    const sum = (parts: readonly number[]) => parts.reduce((all, part) => all + part, 0);
    const whole = await assembleReportPage(reader, asking(zone), { days: '30d', tool: null });
    const model = whole.models[0]?.model ?? '';
    const hour = whole.hours.findIndex((total) => total > 0);
    const name = `${['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'][Math.floor(hour / 24)]}-${hour % 24}`;
    for (const [narrowed, words] of [
      [{ model }, ['--model', model]],
      [{ hour }, ['--hour', name]],
      [{ model, hour }, ['--model', model, '--hour', name]],
    ] as const) {
      const { since, until } = whole.span;
      const by = ['--since', since, '--until', until, '--by', 'tool,day,session,model'];
      const { out } = await run('report', '--json', ...home, '--timezone', zone, ...by, ...words);
      const theirs = JSON.parse(out) as Told;
      const request = { days: '30d', tool: null, by: 'model', ...narrowed } as const;
      const page = await assembleReportPage(reader, asking(zone), request);
      const total = theirs.totals['total'] ?? 0;
      assert.deepEqual(plain(page.totals), told(theirs.totals));
      assert.equal(sum(page.daily.map((row) => row.total)), total);
      assert.equal(sum((page.dailyByModel ?? []).map((row) => row.total)), total);
      assert.equal('hour' in narrowed ? page.hours[hour] : sum(page.hours), total);
      assert.ok(page.models.length >= 1 && page.models.some((row) => row.totals.total > 0));
      for (const { tool, totals } of page.byTool)
        assert.deepEqual(plain(totals), told(theirs.byTool[tool] as Figures), tool);
      const sessions = await assembleReportSessions(reader, asking(zone), request);
      assert.deepEqual(
        sessions.rows.map(({ id, totals }) => [id, plain(totals)]),
        sessions.rows.map(({ id }) => [id, told(theirs.bySession[id] as Figures)]),
      );
      assert.equal(sum(sessions.rows.map((row) => row.totals.total)), total);
      const { hour: only, model: one } = { hour: undefined, model: undefined, ...narrowed };
      const days = { since, until, hour: only, ...(one === undefined ? {} : { models: [one] }) };
      const document = await assembleReport(reader, asking(zone), days);
      assert.deepEqual(plain(document.totals), told(theirs.totals));
    }
  });
}
