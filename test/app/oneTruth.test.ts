import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { badgeStandings } from '../../src/app/badges.js';
import { type Counting, openCounting } from '../../src/app/counting.js';
import { InsightMemory, insights } from '../../src/app/insights.js';
import { assembleReportPage, assembleReportSessions } from '../../src/app/reportPage.js';
import { sessionsNow } from '../../src/app/thisSession.js';
import { type Asking, assembleYou, type LedgerReader } from '../../src/app/you.js';
import { dayOf } from '../../src/core/day.js';
import type { HookedUse } from '../../src/core/hookedUse.js';
import { pairOf } from '../../src/core/pairs.js';
import type { Totals } from '../../src/core/report.js';
import { type SpanName, spanOf } from '../../src/core/span.js';
import { microDollars } from '../../src/core/usageTable.js';
import { keptWork } from '../../src/ledger/edits/keptQueries.js';
import { dayTotals } from '../../src/ledger/questions/dayTotals.js';
import { daysByModel, daysByTool, hoursOfWeek } from '../../src/ledger/questions/reportBins.js';
import { timeline } from '../../src/ledger/questions/timeline.js';
import { windowUse } from '../../src/ledger/questions/windowUse.js';
import { recordUses } from '../../src/ledger/requests/hookedUses.js';
import type { LedgerMethods } from '../../src/protocol/ledger.js';
import { answerOf } from '../../src/vscode/chat/answer.js';
import { readQuestion } from '../../src/vscode/chat/question.js';
import { usageToolResult } from '../../src/vscode/chat/usageToolResult.js';
import { branchMarkdown } from '../../src/vscode/documents/branch.js';
import { assembleBranch } from '../../src/vscode/documents/branchReport.js';
import { compareMarkdown } from '../../src/vscode/documents/compare.js';
import { assembleComparison } from '../../src/vscode/documents/comparison.js';
import { reportMarkdown, sessionsMarkdown } from '../../src/vscode/documents/report.js';
import { assembleReport } from '../../src/vscode/documents/usageReport.js';
import { weekMarkdown } from '../../src/vscode/documents/week.js';
import { assembleWeek } from '../../src/vscode/documents/weekReview.js';
import { sessionStat } from '../../src/vscode/memory/memory.js';
import { statusView } from '../../src/vscode/statusBar/view.js';
import { toolWords } from '../../src/vscode/toolWords.js';
import { createWording, type Wording } from '../../src/vscode/wording.js';
import { run } from '../cli/rig.js';
import { generate } from '../kit/generate/generate.js';
import { planned } from '../kit/generate/plan.js';
import { readCsv } from '../kit/readCsv.js';
import { hookedUse } from '../ledger/rig.js';
import { ledgerState } from '../vscode/unit/fakeLedger.js';

/** Everything that shows figures shows the same ones: of each home in each zone, held against the command line's JSON. */

const zones = ['UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'Pacific/Apia', 'America/Los_Angeles'];
const fixtures = join(import.meta.dirname, '../../../test/fixtures/sources');

type Figures = Readonly<Record<string, number>> & { readonly precision: Totals['precision'] };
interface Told {
  readonly totals: Figures;
  readonly byTool: Readonly<Record<string, Figures>>;
  readonly byModel: Readonly<Record<string, Figures>>;
  readonly byDay: Readonly<Record<string, Figures>>;
  readonly byBranch: Readonly<Record<string, Figures>>;
  readonly bySession: Readonly<Record<string, Figures>>;
}

/** A ledger that is asked as the editor asks its worker. */
function readerOf({ queries, ledger }: Counting): LedgerReader {
  const answers: Partial<{ [K in keyof LedgerMethods]: (input: never) => unknown }> = {
    usage: (query: Parameters<LedgerMethods['usage']>[0]) => queries.usage(query),
    sessions: (query: Parameters<LedgerMethods['sessions']>[0]) => ({
      revision: ledger.revision,
      sessions: queries.sessions(query),
    }),
    limits: ({ now }: { now: number }) => queries.limits(now),
    lastUse: ({ before, zone }: { before: number; zone: string }) => queries.lastUse(before, zone),
    windowUse: ({ editorSession }: { editorSession: string }) => windowUse(ledger.database, editorSession),
    timeline: (query: Parameters<LedgerMethods['timeline']>[0]) => timeline(ledger, queries, query),
    days: (query: Parameters<LedgerMethods['days']>[0]) => dayTotals(ledger.database, query),
    daysByModel: (query: Parameters<LedgerMethods['daysByModel']>[0]) => daysByModel(ledger.database, query),
    daysByTool: (query: Parameters<LedgerMethods['daysByTool']>[0]) => daysByTool(ledger.database, query),
    hoursOfWeek: (query: Parameters<LedgerMethods['hoursOfWeek']>[0]) => hoursOfWeek(ledger.database, query),
    kept: (query: Parameters<LedgerMethods['kept']>[0]) => keptWork(ledger, query),
    badges: (request: Parameters<LedgerMethods['badges']>[0]) => badgeStandings(ledger, request),
    insights: (request: Parameters<LedgerMethods['insights']>[0]) => {
      const memory = new InsightMemory(ledger);
      memory.work(request, Number.POSITIVE_INFINITY);
      return memory.answer(request);
    },
    sources: () => [],
    state: () => ({ ...ledgerState, ready: true, paused: null, toolsFound: ['codex'] }),
  };
  return { call: async (method, input) => answers[method]?.(input as never) as never };
}

/** A command and a suggestion of one window. */
function hookedUses(at: number): HookedUse[] {
  const use = hookedUse({ id: 'explain', startedAt: at - 4_000, at });
  const suggestion = { kind: 'inline', entrypoint: 'inline', model: 'unknown', input: 0, output: 12 } as const;
  return [use, { ...use, ...suggestion, id: 'accept', at: at + 1, outcome: 'accepted', acceptedTokens: 12 }];
}

/** The figures of totals that every place has, as the command line's JSON names them. */
function plain(totals: Totals): object {
  const { total, requests, input, cacheRead, cacheWrite5m, cacheWrite1h, output, reasoning, precision } = totals;
  const costMicroUsd = totals.costNano === null ? null : microDollars(totals.costNano);
  const counts = { total, requests, input, cacheRead, cacheWrite5m, cacheWrite1h, output, reasoning };
  return { ...counts, costMicroUsd, costAtLeast: totals.costAtLeast, precision };
}

function told(figures: Figures): object {
  const names = ['total', 'requests', 'input', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h', 'output', 'reasoning'];
  const more = ['costMicroUsd', 'costAtLeast', 'precision'];
  return Object.fromEntries([...names, ...more].map((name) => [name, figures[name]]));
}

/** What is used, without groups that hold nothing. */
function used(map: Readonly<Record<string, Figures>>): string[] {
  return Object.keys(map).filter((key) => (map[key]?.['total'] ?? 0) > 0);
}

/** Rows of the Markdown tables of a document, cell by cell, without bold. */
function tableRows(text: string): string[][] {
  return text
    .replaceAll('\u00a0', ' ')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.slice(2, -2).replaceAll('**', '').split(' | '));
}

function oneTruth(name: string, fill: (home: string) => void): void {
  describe(name, function () {
    this.timeout(60_000);
    let folder = '';
    let home: string[] = [];
    let counting: Counting;
    let reader: LedgerReader;
    let now = 0;

    before(async () => {
      folder = mkdtempSync(join(tmpdir(), 'tallyboard-truth-'));
      mkdirSync(join(folder, 'home'));
      fill(join(folder, 'home'));
      home = ['--home', join(folder, 'home'), '--ledger', join(folder, 'ledger.db')];
      assert.equal((await run('report', ...home)).code, 0);
      counting = openCounting({ home: join(folder, 'home'), ledger: join(folder, 'ledger.db') });
      reader = readerOf(counting);
      const row = counting.ledger.database.prepare('select max(at) as at from event').get();
      now = Number(row?.['at']) + 60_000;
      recordUses(counting.ledger, hookedUses(now - 30_000));
    });
    after(() => {
      counting.ledger.close();
      rmSync(folder, { recursive: true });
    });

    const commandLine = async (zone: string, span: SpanName): Promise<Told> => {
      const { since, until } = spanOf(span, now, zone);
      const days = [...(since ? ['--since', since] : []), ...(until ? ['--until', until] : [])];
      const by = ['--by', 'tool,model,day,session,branch'];
      const { code, out } = await run('report', '--json', ...home, '--timezone', zone, ...days, ...by);
      assert.equal(code, 0);
      return JSON.parse(out) as Told;
    };
    const asking = (zone: string): Asking => ({
      now,
      zone,
      folders: [],
      windowSince: now - 50_000,
      editorSession: 'm1-ab',
      branch: null,
      restricted: false,
    });

    /** What was hooked in this window is "this session", the same on every surface. */
    const assertWindow = async (who: Asking, all: Told, wording: Wording) => {
      const parts = ['assist:m1-ab', 'inline:m1-ab'].map((id) => all.bySession[id] as Figures);
      const sum = (name: string) => parts.reduce((total, part) => total + (part[name] ?? 0), 0);
      const [total, requests] = [sum('total'), sum('requests')];
      assert.deepEqual([total, requests], [1012, 1]);
      const you = await assembleYou(reader, who, { period: 'session' });
      assert.deepEqual([you.totals.total, you.totals.requests, you.now.window?.totals.total], [total, requests, total]);
      const state = { now, shows: 'tokens', period: 'session', plan: 'api', dataKind: 'real' } as const;
      const view = statusView({ ...state, data: you, progress: null, stopped: undefined }, wording);
      assert.equal(view.text, `$(tallyboard-mark) ≈ ${wording.compact(total)}`);
      const report = await assembleReport(reader, who, 'session');
      const other = await assembleReport(reader, who, { session: (await sessionsNow(reader, who)).tool?.id ?? '' });
      assert.deepEqual(plain(report.totals), plain(you.totals));
      const text = sessionsMarkdown([report, other], wording, 'real').replaceAll('\u00a0', ' ');
      for (const part of [report, other]) assert.ok(text.includes(`## ${wording.headline(part.totals)} tokens`), text);
      assert.match(
        text,
        /1 request, 1 accepted suggestion\. Of the generated text 12 tokens were accepted and 0 dropped\./,
      );
      assert.match(text, /\| explain \| Assist commands \| `small-1` \| ≈ 1,000 \| price unknown \|/);
      assert.match(text, /\| Accepted suggestion \| Inline suggestions \| `unknown` \| ≈ 12 \|/);
      const stats = await reader.call('sessions', { zone: who.zone, since: now - 7 * 86_400_000 });
      const kept = stats.sessions.map(sessionStat).filter(({ id }) => id.endsWith(':m1-ab'));
      assert.equal(
        kept.reduce((all, stat) => all + stat.total, 0),
        total,
      );
    };

    for (const zone of zones) {
      it(`sidebar and status bar, days of ${zone}`, async () => {
        const wording = createWording('en', zone, 'api');
        for (const period of ['today', '7d', '30d'] as const) {
          const theirs = await commandLine(zone, period);
          const you = await assembleYou(reader, asking(zone), { period });
          assert.deepEqual(plain(you.totals), told(theirs.totals), period);
          for (const { tool, totals } of you.byTool)
            assert.deepEqual(plain(totals), told(theirs.byTool[tool] as Figures));
          const state = { now, shows: 'tokens', period: 'today', plan: 'api', dataKind: 'real' } as const;
          const view = statusView({ ...state, data: you, progress: null, stopped: undefined }, wording);
          assert.equal(view.text, `$(tallyboard-mark) ${wording.brief(you.totals)}`);
        }
      });

      it(`week in review, days of ${zone}`, async () => {
        const wording = createWording('en', zone, 'api');
        const theirs = await commandLine(zone, 'thisWeek');
        const { totals } = await assembleReport(reader, asking(zone), spanOf('thisWeek', now, zone));
        assert.deepEqual(plain(totals), told(theirs.totals));
        const review = await assembleWeek(reader, asking(zone), 'week');
        const rows = tableRows(weekMarkdown(review, wording, 'real'));
        const together = rows.filter(([first]) => first === 'Together').map((cells) => cells[6]);
        assert.deepEqual([...new Set(together)], totals.total === 0 ? [] : [wording.headline(totals)]);
        const wasted = (rows: readonly { readonly tokens: number }[]) => rows.reduce((sum, row) => sum + row.tokens, 0);
        const inWeek = insights(counting.ledger, { now, zone }).filter(({ start }) => start >= review.report.since);
        assert.equal(wasted(review.findings), wasted(inWeek));
      });

      it(`report document and export, days of ${zone}`, async () => {
        const wording = createWording('en', zone, 'api');
        for (const span of ['7d', '30d', 'all'] as const) {
          const theirs = await commandLine(zone, span);
          const report = await assembleReport(reader, asking(zone), spanOf(span, now, zone));
          assert.deepEqual(plain(report.totals), told(theirs.totals));
          assert.ok(report.totals.total > 0);
          for (const row of report.byDay)
            assert.deepEqual(plain(row.totals), told(theirs.byDay[row.key.day ?? ''] as Figures));
          for (const row of report.byModel)
            assert.deepEqual(plain(row.totals), told(theirs.byModel[row.key.model ?? ''] as Figures));
          assert.equal(report.byDay.length, used(theirs.byDay).length);
          const text = reportMarkdown(report, wording, 'real');
          const tables = report.totals.total === 0 ? 0 : report.byDay.length > 1 ? 3 : 2;
          const { requests = 0 } = theirs.totals;
          const together = tableRows(text).filter(([first]) => first === 'Together');
          assert.deepEqual(
            together.map((cells) => [cells[1], cells[6], cells[7]]),
            Array(tables).fill([wording.long(requests), wording.headline(report.totals), wording.cost(report.totals)]),
          );
          const { since, until } = spanOf(span, now, zone);
          const days = [...(since ? ['--since', since] : []), ...(until ? ['--until', until] : [])];
          const by = ['--by', 'day,tool,model,session,branch'];
          const [head = [], ...rows] = readCsv((await run('export', ...home, '--timezone', zone, ...days, ...by)).out);
          const [tool = ''] = used(theirs.byTool);
          const ofTool = await assembleReport(reader, asking(zone), { ...spanOf(span, now, zone), tools: [tool] });
          assert.deepEqual(plain(ofTool.totals), told(theirs.byTool[tool] as Figures));
          assert.ok(reportMarkdown(ofTool, wording, 'real').includes(` Only ${toolWords(tool)}.\n`));
          const sum = (column: string) => rows.reduce((all, row) => all + Number(row[head.indexOf(column)]), 0);
          for (const column of ['total', 'requests', 'input', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h', 'output'])
            assert.equal(sum(column), theirs.totals[column], column);
          for (const kind of ['exact', 'atLeast', 'estimate'] as const)
            assert.equal(sum(kind), theirs.totals.precision[kind], kind);
        }
      });

      it(`report in a tab, days of ${zone}`, async () => {
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

      it(`chat and the models' tool, days of ${zone}`, async () => {
        const wording = createWording('en', zone, 'api');
        const { rows } = await reader.call('usage', { zone, by: ['model'] });
        const models = rows.map(({ key }) => key.model ?? '');
        const rig = { reader, asking: asking(zone), wording, checkedOut: async () => '' };
        for (const span of ['today', '7d', '30d', 'all'] as const) {
          const theirs = await commandLine(zone, span);
          const days = { today: 'today', '7d': '7 days', '30d': '30 days', all: 'all time' }[span];
          for (const by of ['tool', 'model', 'day'] as const) {
            const question = readQuestion(undefined, `${days} by ${by}`, { now, zone }, { models });
            const { text } = await answerOf(question, rig);
            const map = { tool: theirs.byTool, model: theirs.byModel, day: theirs.byDay }[by];
            const all = used(map);
            assert.ok(text.includes(`${wording.long(theirs.totals['total'] ?? 0)} tokens`) || all.length === 0, text);
            const rows = tableRows(text)
              .slice(2)
              .filter(([first]) => first !== 'Together');
            const count = (cell = '') => Number(cell.replace(/\D/g, ''));
            const tokens = rows.reduce((sum, [, cell]) => sum + count(cell), 0);
            const requests = count(/[\d,]+(?= requests?$)/m.exec(text)?.[0]);
            assert.deepEqual([requests, tokens], [theirs.totals['requests'], theirs.totals['total']], text);
          }
          const told = (await usageToolResult(
            { period: span, by: ['model'] },
            { ...rig, when: { now, zone }, moneyWord: '' },
          )) as {
            readonly totals: Readonly<Record<string, number>>;
            readonly rows: readonly { readonly model: string; readonly tokens: number }[];
          };
          const { tokens, requests, input, cacheRead, cacheWrite, output, reasoning } = told.totals;
          const same = { total: tokens, requests, input, cacheRead, cacheWrite, output, reasoning };
          assert.deepEqual(same, Object.fromEntries(Object.keys(same).map((name) => [name, theirs.totals[name]])));
          for (const row of told.rows) assert.equal(row.tokens, theirs.byModel[row.model]?.['total'], row.model);
        }
        for (const model of models.slice(0, 5)) {
          const question = { about: 'usage', days: {}, by: 'tool', money: false, tools: [], models: [model] } as const;
          const { text } = await answerOf(question, rig);
          const total = (await commandLine(zone, 'all')).byModel[model]?.['total'] ?? 0;
          assert.ok(total === 0 || text.includes(`${wording.long(total)} tokens`), `${model}: ${text}`);
        }
      });

      it(`comparison, branch reports and sessions, days of ${zone}`, async () => {
        const wording = createWording('en', zone, 'api');
        const theirs = await commandLine(zone, '7d');
        const comparison = await assembleComparison(reader, { now, zone }, pairOf('7d', now, zone));
        assert.deepEqual(plain(comparison.now.totals), told(theirs.totals));
        const compared = compareMarkdown(comparison, wording, 'real').replaceAll('\u00a0', ' ');
        assert.ok(compared.includes(`| Tokens | ${wording.headline(comparison.now.totals)} | `), compared);
        const all = await commandLine(zone, 'all');
        const { tool } = await sessionsNow(reader, asking(zone));
        const session = await assembleReport(reader, asking(zone), { session: tool?.id ?? '' });
        assert.deepEqual(plain(session.totals), told(all.bySession[session.session?.id ?? ''] as Figures));
        assert.ok(reportMarkdown(session, wording, 'real').includes(`## ${wording.headline(session.totals)} tokens`));
        for (const branch of used(all.byBranch).filter((name) => name !== '')) {
          const { rows } = await reader.call('usage', { zone, by: ['project'], branches: [branch] });
          const folders = rows.map(({ key }) => key.project ?? '').filter((project) => project !== '');
          const report = await assembleBranch(reader, asking(zone), { name: branch, folders, facts: undefined });
          assert.deepEqual(plain(report.totals), told(all.byBranch[branch] as Figures), branch);
          const text = branchMarkdown(report, wording, 'real');
          assert.ok(text.includes(`**${wording.headline(report.totals)} tokens**`), text);
        }
        await assertWindow(asking(zone), all, wording);
        const { out } = await run('sessions', '--json', ...home, '--timezone', zone);
        const { sessions } = JSON.parse(out) as {
          sessions: (Figures & { readonly id: string; readonly end: string })[];
        };
        assert.deepEqual(
          Object.fromEntries(sessions.map((session) => [session.id, told(session)])),
          Object.fromEntries(Object.entries(all.bySession).map(([id, figures]) => [id, told(figures)])),
        );
        assert.ok(sessions.every(({ end }) => dayOf(Date.parse(end), zone) <= dayOf(now, zone)));
      });
    }
  });
}

describe('one truth', () => {
  oneTruth('of all fixtures in one home', (home) => {
    for (const tool of readdirSync(fixtures))
      for (const name of readdirSync(join(fixtures, tool))) {
        const from = join(fixtures, tool, name, 'home');
        if (existsSync(from)) cpSync(from, home, { recursive: true, preserveTimestamps: true });
      }
  });
  oneTruth(
    'of a generated home',
    (home) => void generate(planned({ seed: 'truth', bytes: 3e6, files: 120, days: 40 }), home),
  );
});
