import { pathOf } from '../../../src/core/budget/path.js';
import { addDays } from '../../../src/core/day.js';
import type { SessionRow } from '../../../src/core/report.js';
import type { DayToolTotal } from '../../../src/protocol/ledger.js';
import { pageProtocol } from '../../../src/protocol/page.js';
import type { ReportHello, ReportPageData, ReportRequest, ReportSessions } from '../../../src/protocol/reportPage.js';
import { calendar } from './around.js';
import { budgets } from './budgets.js';
import { at, hello, live, minute, settled, totals, zone } from './figures.js';
import { kept, keptEarly } from './kept.js';
import type { HostState } from './states.js';
import { states } from './states.js';

/** What the report's host knows; made up, each sum that of its parts. */
export interface ReportHost {
  readonly hello: ReportHello;
  readonly data: ReportPageData;
  readonly sessions: ReportSessions;
}

const parts = [
  ['claude-code', 0.7],
  ['codex', 0.17],
  ['copilot-chat', 0.09],
  ['gemini-cli', 0.03],
  ['opencode', 0.01],
] as const;

/** Weekdays with use, another size each day, none on weekends and in one week of ten. */
function dailyOf(days: readonly string[]): readonly DayToolTotal[] {
  return days.flatMap((day, index) => {
    const weekday = new Date(day).getUTCDay();
    if (weekday === 0 || weekday === 6 || Math.floor(index / 7) % 10 === 1) return [];
    const size = 900_000 + ((index * 37 + weekday * 53) % 100) * 61_234;
    return parts.map(([tool, share]) => ({ day, tool, total: Math.round(size * share) }));
  });
}

function daysUpTo(last: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_day, index) => addDays(last, index + 1 - count));
}

function session(index: number): SessionRow {
  const [tool] = parts[index % parts.length] ?? parts[0];
  const start = at - (index + 1) * 97 * minute;
  const project = index % 3 === 0 ? '/home/kim/src/payments-api' : '/home/kim/src/docs-site';
  return {
    ...live,
    id: `${tool}:${index}`,
    tool,
    project,
    start,
    end: start + (8 + index * 3) * minute,
    totals: totals(1_809_847 - index * 90_000, 1.65 - index * 0.07),
  };
}

const dayMs = 86_400_000;
const starts = Array.from({ length: 31 }, (_start, index) => Date.UTC(2026, 9, 31, 23) + index * dayMs);
/** Weekdays of November up to the 19th; together the $59.58 of `budgets.november`. */
const uses = starts.slice(0, 19).map((start, index) => {
  const weekend = [6, 0].includes(new Date(start + dayMs / 2).getUTCDay());
  return index === 18 ? 4_320_000_000 : weekend ? 0 : 4_250_769_230 + (index === 17 ? 10 : 0);
});
const november: ReportPageData['budget'] = pathOf(budgets.november, starts, [...uses, ...Array<number>(11).fill(0)]);

function dataOf(request: ReportRequest, count: number, more: Partial<ReportPageData> = {}): ReportPageData {
  const days = daysUpTo('2026-11-19', count);
  const daily = dailyOf(days);
  const sum = (tool: string) => daily.reduce((all, row) => all + (row.tool === tool ? row.total : 0), 0);
  const total = daily.reduce((all, row) => all + row.total, 0);
  const byTool = parts.map(([tool], index) => ({
    tool,
    totals: totals(
      sum(tool),
      tool === 'opencode' ? null : 60 / (index + 1),
      tool === 'opencode' ? { costAtLeast: true, unpricedModels: ['qwen3-coder:30b'] } : {},
    ),
  }));
  const models = ['claude-sonnet-5', 'gpt-5.1-codex', 'gpt-5-mini', 'gemini-2.5-pro', 'qwen3-coder:30b'];
  return {
    revision: 7,
    request,
    at,
    zone,
    span: { since: days[0] ?? '', until: '2026-11-19' },
    today: '2026-11-19',
    totals: totals(total, 94.41, {
      costAtLeast: true,
      unpricedModels: ['qwen3-coder:30b'],
      precision: { exact: total - 254_000, atLeast: 254_000, estimate: 0 },
    }),
    before: {
      total: Math.round(total * 0.77),
      precision: { exact: Math.round(total * 0.77), atLeast: 0, estimate: 0 },
    },
    byTool,
    models: byTool.map((row, index) => ({ model: models[index] ?? '', tool: row.tool, totals: row.totals })),
    daily,
    dailyByModel: null,
    dailyBefore: days.map((_day, index) => (index % 7 < 5 ? 1_500_000 + ((index * 53) % 70) * 50_000 : 0)),
    year: '2026-01-01',
    yearDays: calendar.days.filter(({ day: of }) => of >= '2026-01-01'),
    hours: Array.from({ length: 168 }, (_hour, index) => {
      const [weekday, hour] = [Math.floor(index / 24), index % 24];
      return weekday < 5 && hour > 5 && hour < 22 ? 40_000 * (1 + ((weekday * 7 + hour * 11) % 13)) : 0;
    }),
    kept: kept.recent.total,
    keptWeeks: kept.weeks,
    budget: november,
    malformed: 12,
    priceBook: settled.priceBook,
    ...more,
  };
}

const month: ReportHost = {
  hello: {
    protocol: pageProtocol,
    wish: null,
    dataKind: 'real',
    locale: 'en',
    zone: hello.zone,
    plan: 'api',
    words: {},
  },
  data: dataOf({ days: '30d', tool: null }, 30),
  sessions: {
    rows: Array.from({ length: 18 }, (_row, index) => session(index)),
    count: 154,
    kept: [0, 1, 2, 4].map((index) => ({
      edits: 3,
      lines: 100 + index,
      kept: 80 - index,
      aged: 0,
      survived: 0,
      key: { session: session(index).id },
    })),
  },
};

const unused = { before: { total: 0, precision: { exact: 0, atLeast: 0, estimate: 0 } }, totals: totals(0, 0) };

const hosts = {
  month,
  year: {
    ...month,
    hello: { ...month.hello, wish: { days: '1y', tool: null } },
    data: dataOf({ days: '1y', tool: null }, 365),
  },
  empty: { ...month, data: dataOf({ days: '30d', tool: null }, 30, { ...unused, daily: [], byTool: [], models: [] }) },
  early: {
    ...month,
    hello: { ...month.hello, dataKind: 'demo' },
    data: dataOf({ days: '7d', tool: null }, 7, {
      kept: keptEarly.recent.total,
      keptWeeks: keptEarly.weeks,
      budget: null,
      malformed: 0,
    }),
  },
  oneTool: { ...month, hello: { ...month.hello, wish: { days: '30d', tool: 'codex' } } },
} as const satisfies Readonly<Record<string, ReportHost>>;

export type ReportStateName = keyof typeof hosts | 'fails';

export const reportStates: Readonly<Record<ReportStateName, HostState>> = {
  ...(Object.fromEntries(Object.entries(hosts).map(([name, report]) => [name, { ...states.today, report }])) as Record<
    keyof typeof hosts,
    HostState
  >),
  fails: { ...states.today, report: month, fails: 'The worker has ended.' },
};

/** As the host would answer: of one day or one tool, where one is asked for. */
export function reportAnswer({ data }: ReportHost, request: ReportRequest): ReportPageData {
  const span = typeof request.days === 'object' ? request.days : data.span;
  const daily = data.daily.filter(({ day }) => day >= span.since && day <= span.until);
  const narrowed = daily.filter(({ tool }) => request.tool === null || tool === request.tool);
  const models = new Map(data.models.map(({ tool, model }) => [tool, model]));
  const named = narrowed.map(({ day, tool, total }) => ({ day, model: models.get(tool) ?? '', total }));
  const dailyByModel = request.by === 'model' ? named : null;
  if (narrowed.length === data.daily.length) return { ...data, request, dailyByModel };
  const total = narrowed.reduce((all, row) => all + row.total, 0);
  return { ...data, request, span, daily, dailyByModel, totals: totals(total, 9.5) };
}
