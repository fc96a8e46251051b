import type { Totals } from '../../../src/core/report.js';
import type { BadgesData, BadgeView } from '../../../src/protocol/badges.js';
import type { CardPageData } from '../../../src/protocol/cardPage.js';
import type { ConsentData } from '../../../src/protocol/consentPage.js';
import type { InsightsData } from '../../../src/protocol/insights.js';
import type { Erasure, LedgerHealth } from '../../../src/protocol/ledger.js';
import {
  type CalendarData,
  type Hello,
  type KeptData,
  type Period,
  type PrivacyData,
  pageProtocol,
  stoppedProblem,
  type ToolDetail,
  type ViewState,
  type YouData,
} from '../../../src/protocol/page.js';
import type { MachinesData, SharedData, TeamData } from '../../../src/protocol/team.js';
import { calendar, detail, erasure, privacy } from './around.js';
import { allSeen, badges, noBadges } from './badges.js';
import { budgets } from './budgets.js';
import {
  at,
  costs,
  hello,
  limit,
  live,
  minute,
  month,
  notHooked,
  nothing,
  of,
  session,
  today,
  totals,
  week,
} from './figures.js';
import { insights, noInsights } from './insights.js';
import { kept, keptEarly } from './kept.js';
import type { ReportHost } from './report.js';
import { machines, shared, team } from './team.js';

/** What the fake host of the test page knows. */
export interface HostState {
  readonly hello: Hello;
  readonly you: Readonly<Record<Period, YouData>>;
  /** Questions for figures are held open until the test lets them go. */
  readonly hold?: boolean;
  readonly calendar: CalendarData;
  readonly kept: KeptData;
  readonly insights: InsightsData;
  readonly detail: ToolDetail;
  readonly privacy: PrivacyData;
  readonly badges: BadgesData;
  readonly erasure: Erasure | null;
  readonly team?: TeamData;
  /** By board, where it is another one. */
  readonly teamBoards?: Readonly<Record<string, TeamData>>;
  /** What the tab Privacy says of teams. */
  readonly shared?: SharedData;
  readonly machines?: MachinesData;
  /** Of the report in an editor tab, which is then the page that is shown. */
  readonly report?: ReportHost;
  /** Of the share card in an editor tab, which is then the page that is shown. */
  readonly card?: CardPageData;
  /** Of the page in an editor tab that asks what may be shared, which is then the page that is shown. */
  readonly consent?: ConsentData;
  /** No week of his is over yet. */
  readonly early?: boolean;
  /** Why nothing is shared when it says yes. */
  readonly unshared?: string;
  /** Every question for figures fails with these words. */
  readonly fails?: string;
  /** Every question beside the figures fails with these words. */
  readonly failsAround?: string;
  /** Nothing is counted after Erase. */
  readonly erased?: boolean;
}

const base: HostState = {
  hello: { ...hello, protocol: pageProtocol },
  you: { session, today: { ...today, budget: budgets.november }, '7d': week, '30d': month },
  calendar,
  kept,
  insights,
  detail,
  privacy,
  badges: noBadges,
  erasure: null,
};

/** The base, arranged by the person in another way. */
function arranged(view: Partial<ViewState>, more: Partial<HostState> = {}): HostState {
  return { ...base, hello: { ...base.hello, view: { ...base.hello.view, ...view } }, ...more };
}

/** The tab Badges, as the person left it. */
function withBadges(view: Partial<BadgeView>, more: Partial<HostState> = {}): HostState {
  return arranged({ tab: 'badges', badges: { ...allSeen, ...view } }, { badges, ...more });
}

/** The tab Team, from what was kept and as the host then tells it. */
function withTeam(data: TeamData, more: Partial<HostState> = {}): HostState {
  const state = arranged({ tab: 'team' }, { team: data, ...more });
  return { ...state, hello: { ...state.hello, team: data } };
}

function withMachines(machinesOf: MachinesData): HostState {
  return { ...base, hello: { ...base.hello, team: team.none }, machines: machinesOf };
}

function withHealth(health: Partial<LedgerHealth>): HostState {
  return showing({ ...today, state: { ...today.state, health: { newFormats: [], ...health } } });
}

function showing(data: YouData, more: Partial<Hello> = {}): HostState {
  const view = { ...base.hello.view, period: data.period };
  return { ...base, hello: { ...base.hello, view, ...more }, you: { ...base.you, [data.period]: data } };
}

const firstRun: YouData = {
  ...of('today', nothing, []),
  now: { live: null, window: null, branch: null, limits: [] },
  soFar: 640_160_393,
  state: {
    ...today.state,
    ready: false,
    toolsFound: ['claude-code', 'codex', 'copilot-chat', 'gemini-cli', 'continue'],
    progress: {
      phase: 'reading',
      filesDone: 275,
      filesTotal: 453,
      bytesDone: 610_000_000,
      bytesTotal: 1_000_000_000,
      tools: [
        { tool: 'claude-code', filesDone: 214, filesTotal: 214 },
        { tool: 'codex', filesDone: 61, filesTotal: 88 },
        { tool: 'copilot-chat', filesDone: 0, filesTotal: 120 },
        { tool: 'gemini-cli', filesDone: 0, filesTotal: 24 },
      ],
    },
  },
};

const emptyNow = { ...today.now, live: null, limits: [] };
const nothingToday: YouData = {
  ...of('today', nothing, []),
  now: { ...emptyNow, window: { since: at - 30 * minute, totals: nothing, hooked: notHooked } },
  lastUse: { day: '2026-11-18', total: 4_438_112 },
};
const noTool: YouData = {
  ...of('today', nothing, []),
  now: emptyNow,
  state: { ...today.state, toolsFound: [] },
};

const assisted = totals(12_480, 0.02, { precision: { exact: 0, atLeast: 0, estimate: 12_480 } });
/** Commands and suggestions of this window, beside no session of a tool. */
const hookedUse: YouData = {
  ...of('session', assisted, [
    { tool: 'assist', totals: totals(12_024, 0.02, { precision: { exact: 0, atLeast: 0, estimate: 12_024 } }) },
    { tool: 'inline', totals: totals(456, null, { requests: 0, precision: { exact: 0, atLeast: 0, estimate: 456 } }) },
  ]),
  now: {
    ...emptyNow,
    window: {
      since: at - 30 * minute,
      totals: assisted,
      hooked: { requests: 3, suggestions: 12, acceptedTokens: 1_204, droppedTokens: 310, lastAt: at - minute },
    },
  },
};

function known(exact: number, atLeast: number, estimate: number): Partial<Totals> {
  return { precision: { exact, atLeast, estimate } };
}
const lowerBound: YouData = of(
  'today',
  totals(5_620_999, 4.32, { ...known(5_366_999, 254_000, 0), costAtLeast: true, requests: 95 }),
  [
    { tool: 'claude-code', totals: totals(5_366_999, 4.28) },
    { tool: 'copilot-chat', totals: totals(254_000, 0.04, { ...known(0, 254_000, 0), costAtLeast: true }) },
  ],
);
const estimated: YouData = of('today', totals(5_620_999, 4.32, known(5_366_999, 100_000, 154_000)), [
  { tool: 'claude-code', totals: totals(5_366_999, 4.1) },
  { tool: 'aider', totals: totals(154_000, 0.2, known(0, 0, 154_000)) },
  { tool: 'copilot-chat', totals: totals(100_000, 0.02, known(0, 100_000, 0)) },
]);
const nearlyExact: YouData = {
  ...today,
  totals: { ...today.totals, precision: { exact: 5_600_999, atLeast: 0, estimate: 20_000 } },
};

const priceUnknown: YouData = of(
  'today',
  totals(2_713_000, null, {
    costAtLeast: true,
    unpricedModels: ['harbour-coder-2', 'quay-mini'],
    reportedNano: 310_000_000,
    requests: 41,
  }),
  [{ tool: 'opencode', totals: totals(2_713_000, null, { costAtLeast: true, unpricedModels: ['harbour-coder-2'] }) }],
);

/** Long names, eleven and twelve digits, many tools, everything shown at once. */
const crowded: YouData = {
  ...of(
    '30d',
    totals(987_654_321_098, 1_234_567.89, { costAtLeast: true, unpricedModels: ['a', 'b'], requests: 12_345_678 }),
    [
      { tool: 'claude-code', totals: totals(900_654_321_098, 1_234_567.89) },
      { tool: 'some-tool-with-a-very-long-identifier', totals: totals(80_000_000_000, null) },
      { tool: 'droid', totals: totals(7_000_000_000, 0.004) },
    ],
  ),
  now: {
    live: { ...live, project: 'C:\\src\\a-very-long-project-name-that-never-ends', start: at - 26 * 60 * minute },
    window: {
      since: at - 50 * 60 * minute,
      totals: totals(123_456_789_012, 999.5),
      hooked: { ...notHooked, requests: 1_234_567 },
    },
    branch: { name: 'feature/a-very-long-branch-name-that-never-ends', totals: totals(55_000_000_000, 12) },
    limits: [
      { ...limit, at: at - 40 * minute },
      { ...limit, window: 'weekly', usedPercent: 99.7, resetsAt: at + 3 * 24 * 60 * minute },
      { ...limit, window: 'reset since', resetsAt: at - minute },
    ],
  },
};

/** Figures that break one section: a host or page of another build. */
const broken = { ...today, byTool: [{ tool: 'claude-code' }] } as unknown as YouData;

export const states = {
  today: base,
  week: showing(week),
  month: showing(month),
  session: showing(session),
  quiet: showing({ ...today, now: emptyNow }),
  unknownWindow: showing({ ...today, now: { ...today.now, live: withoutWindow(), limits: [] } }),
  folded: { ...base, hello: { ...base.hello, view: { ...base.hello.view, folded: ['now', 'tools'] } } },
  lowerBound: showing(lowerBound),
  estimated: showing(estimated),
  nearlyExact: showing(nearlyExact),
  priceUnknown: showing(priceUnknown),
  crowded: showing(crowded),
  firstRun: showing(firstRun),
  noTool: showing(noTool),
  nothingToday: showing(nothingToday),
  broken: showing(broken),
  failed: { ...base, fails: 'The ledger is locked.' },
  paused: showing({ ...today, state: { ...today.state, paused: { since: at - 20 * minute } } }),
  stopped: showing({
    ...today,
    at: at - 2 * minute,
    state: { ...today.state, problems: [{ code: stoppedProblem, detail: '' }] },
  }),
  stoppedByFullDisk: showing({
    ...today,
    state: { ...today.state, problems: [{ code: stoppedProblem, detail: 'full' }] },
  }),
  rebuilt: withHealth({ rebuilt: { at: at - 60 * minute } }),
  diskFull: withHealth({ diskFull: { since: at - 5 * minute } }),
  newFormat: withHealth({
    newFormats: [{ tool: 'codex', store: 'rollout', since: at - 24 * 60 * minute }],
  }),
  noCounts: withHealth({ noCounts: ['cursor'] }),
  restricted: showing({ ...today, restricted: true }),
  offerAccepts: showing({ ...today, offerAccepts: true }),
  kindsAsCost: arranged({ kindsAsCost: true }),
  kindsEstimated: {
    ...arranged({ kindsAsCost: true }),
    you: { ...base.you, today: { ...today, kindCosts: { ...costs, estimated: true } } },
  },
  budgetNear: showing({ ...today, budget: budgets.near }),
  budgetOver: showing({ ...today, budget: budgets.over }),
  budgetAtLeast: showing({ ...today, budget: budgets.atLeast }),
  budgetOfProject: showing({ ...today, budget: budgets.ofProject }),
  budgetOfDay: showing({ ...today, budget: budgets.ofDay }),
  budgetOfWindow: showing({ ...today, budget: budgets.ofWindow }),
  budgetUntold: showing({ ...today, budget: null }),
  filtered: arranged({ tool: 'claude-code' }),
  filteredToNothing: arranged({ tool: 'copilot-cli' }),
  newCalendar: { ...base, calendar: { ...calendar, days: calendar.days.slice(-1) } },
  worthNothing: { ...base, insights: noInsights },
  keptEarly: { ...base, kept: keptEarly },
  machines: withMachines(machines),
  machinesSilent: withMachines({
    ...machines,
    tells: false,
    requests: 1,
    machines: machines.machines.slice(1),
    trouble: 'The team is out of reach. Nothing is lost; try again later.',
  }),
  machinesWaiting: withMachines({
    ...machines,
    state: 'waiting',
    machines: [],
    words: team.waiting.words,
  }),
  aroundFails: { ...base, failsAround: 'The ledger is locked.' },
  privacy: arranged({ tab: 'privacy' }),
  privacyPaused: arranged(
    { tab: 'privacy' },
    { privacy: { ...privacy, paused: { since: at - minute, until: at + 59 * minute } } },
  ),
  privacyShared: withTeam(team.board, {
    shared,
    hello: { ...base.hello, team: team.board, view: { ...base.hello.view, tab: 'privacy' } },
  }),
  privacyNoCounts: arranged(
    { tab: 'privacy' },
    {
      privacy: {
        ...privacy,
        sources: [
          {
            tool: 'cursor',
            roots: [{ path: '/home/dev/.config/Cursor/User/globalStorage/state.vscdb', state: 'read' }],
            files: 1,
            bytes: 9e6,
            records: 0,
            skipped: { 'no-usage': 312 },
          },
        ],
      },
    },
  ),
  privacyPausedForGood: arranged({ tab: 'privacy' }, { privacy: { ...privacy, paused: { since: at - minute } } }),
  privacyEmpty: arranged(
    { tab: 'privacy' },
    { privacy: { ...privacy, sources: [], ledger: { ...privacy.ledger, bytes: 65_536, rows: 0 }, guard: null } },
  ),
  privacyFails: arranged({ tab: 'privacy' }, { failsAround: 'The ledger is locked.' }),
  nearlyThere: arranged({ badges: allSeen }, { badges }),
  badges: withBadges({}),
  badgesNew: withBadges({ seen: { ...allSeen.seen, keeper: 1, unplugged: 0 } }),
  badgesHidden: withBadges({ hidden: ['cache-gardener', 'unplugged', 'daylight'] }),
  badgesFirstDay: arranged({ tab: 'badges' }),
  badgesFail: withBadges({}, { failsAround: 'The ledger is locked.' }),
  team: withTeam(team.board, { teamBoards: { thrift: team.thrift, tokens: team.tokens } }),
  teamThrift: withTeam(team.thrift),
  teamTokens: withTeam(team.tokens),
  teamTop: withTeam(team.top),
  teamNone: withTeam(team.none),
  teamNothingYet: withTeam(team.nothingYet),
  teamElsewhere: withTeam(team.elsewhere),
  teamWaiting: withTeam(team.waiting),
  teamKeyLost: withTeam(team.keyLost),
  teamLeft: withTeam(team.left),
  teamTooFew: withTeam(team.tooFew),
  teamClosedAgain: withTeam(team.closedAgain),
  teamFewOnBoard: withTeam(team.fewOnBoard),
  teamPaused: withTeam(team.paused),
  teamOffline: withTeam(team.offline),
  teamApart: withTeam(team.apart),
  teamOffBoard: withTeam(team.offBoard),
  teamAsked: withTeam(team.asked),
  teamFlagged: withTeam(team.flagged),
  teamQuestActive: withTeam(team.questActive),
  teamHostile: withTeam(team.hostile),
  teamFails: withTeam(team.board, { failsAround: 'The ledger is locked.' }),
  erased: arranged({ tab: 'privacy' }, { erased: true, erasure }),
  demo: showing(today, { dataKind: 'demo' }),
  demoFirstRun: showing(firstRun, { dataKind: 'demo' }),
  subscription: showing(today, { plan: 'subscription' }),
  waiting: { ...base, hold: true },
  hookedUse: showing(hookedUse),
  outdated: { ...base, hello: { ...base.hello, protocol: pageProtocol + 1 } },
} as const satisfies Record<string, HostState>;

export type StateName = keyof typeof states;

function withoutWindow(): typeof live {
  const { contextWindow: _, ...rest } = live;
  return rest;
}
