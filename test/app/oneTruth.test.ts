import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { type Counting, openCounting } from '../../src/app/counting.js';
import { insights } from '../../src/app/insights.js';
import { sessionsNow } from '../../src/app/thisSession.js';
import { type Asking, assembleYou, type LedgerReader } from '../../src/app/you.js';
import { dayOf } from '../../src/core/day.js';
import { pairOf } from '../../src/core/pairs.js';
import { type SpanName, spanOf } from '../../src/core/span.js';
import { recordUses } from '../../src/ledger/requests/hookedUses.js';
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
import { hookedUses, readerOf } from './ledgerReader.js';
import { reportInTab } from './reportInTab.js';
import { type Figures, plain, type Told, tableRows, told, used } from './toldFigures.js';

/** Everything that shows figures shows the same ones: of each home in each zone, held against the command line's JSON. */

const zones = ['UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'Pacific/Apia', 'America/Los_Angeles'];
const fixtures = join(import.meta.dirname, '../../../test/fixtures/sources');

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

      reportInTab(zone, () => ({ reader, home, asking, commandLine }));

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
