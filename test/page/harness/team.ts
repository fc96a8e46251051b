import { band, dayScore, formulaVersion, score } from '../../../src/core/keptWork/formulae.js';
import { board } from '../../../src/core/team/board.js';
import { takeFigures } from '../../../src/core/team/figures.js';
import { firstPolicy, type TeamPolicy } from '../../../src/core/team/policy.js';
import type { MemberRows, WeekRow } from '../../../src/core/team/row.js';
import type { MachinesData, SharedData, TeamCommand, TeamView } from '../../../src/protocol/team.js';
import { at, minute } from './figures.js';

/** The team Harbour on Thu 19 Nov 2026: nine made-up members, boards by the product's own function. */

const week = '2026-W46';
const policy: TeamPolicy = {
  ...firstPolicy({ name: 'Harbour', zone: 'Europe/Berlin', admins: ['m1'] }),
  boards: ['kept', 'thrift', 'tokens'],
  quest: { month: '2026-11', kind: 'kept', target: 80 },
};

const row = (band: number, kept: number, cache: number, more: Partial<WeekRow> = {}): Partial<WeekRow> => ({
  band,
  kept,
  cache,
  tools: ['claude-code', ...(cache > 4 ? ['codex'] : [])],
  waste: cache > 4 ? ['idle-loop', 're-read'] : ['idle-loop'],
  ...more,
});

const rows: readonly (readonly [string, Partial<WeekRow>])[] = [
  [
    'Amber Fern',
    row(5, 90, 5, {
      score: 46,
      tokens: '10M-30M',
      ask: ['claude-code', 'codex'],
      badges: ['doc-friend', 'keeper-2', 'no-badge'],
    }),
  ],
  ['Quiet Heron', row(5, 90, 5, { score: 41, tokens: '3M-10M' })],
  ['North Kite', row(4, 80, 5, { score: 37, tokens: '30M-100M' })],
  ['Paper Otter', row(4, 80, 4, { score: 33, tokens: '10M-30M' })],
  ['Low Cloud', row(4, 80, 5, { tokens: '1M-3M', ask: ['codex'] })],
  ['Slow River', row(4, 80, 5, { tokens: '10M-30M' })],
  ['Blue Lantern', row(3, 70, 5, { tokens: '1M-3M' })],
  ['Old Harbour Bell', row(3, 70, 5)],
  ['Rain Gauge', row(2, 60, 5)],
];

function member(alias: string, fields: Partial<WeekRow>, index: number): MemberRows {
  const weeks = [{ week, ...fields }];
  return { member: `m${index + 1}`, alias, formula: formulaVersion, weeks, flag: null };
}

const members = rows.map(([alias, fields], index) => member(alias, fields, index));

const all: readonly TeamCommand[] = [
  'join',
  'create',
  'joinAgain',
  'restore',
  'copyInvite',
  'requests',
  'joinBoard',
  'share',
  'pause',
  'resume',
  'leave',
  'preview',
  'compare',
  'showTurns',
  'say',
  'policy',
  'changePolicy',
  'tryNow',
  'alias',
  'members',
  'machines',
];

/** Fourteen days by the product's own formulae. */
const days = Array.from({ length: 14 }, (_, index) => {
  const figures = { lines: 90 + 7 * index, kept: 60 + 5 * index, output: 9_000 + 1_500 * (index % 4) };
  const usual = { ratio: 0.7, yield: 10, cap: 300 };
  const day = `2026-11-${String(index + 2).padStart(2, '0')}`;
  return { day, ...figures, usual, points: dayScore(figures, usual) };
});
const points = score(days.map((each) => each.points)) ?? 0;
const ownScore = { formula: formulaVersion, score: points, band: band(points), days };

interface Look {
  readonly members?: readonly MemberRows[];
  readonly policy?: TeamPolicy;
  readonly name?: TeamPolicy['boards'][number];
  readonly sharing?: boolean;
  readonly viewer?: string;
}

function view(look: Look = {}, more: Partial<TeamView> = {}): TeamView {
  const { members: seen = members, policy: of = policy, name = 'kept', sharing = true, viewer = 'm6' } = look;
  const told = takeFigures(seen, of, {}, at);
  return {
    state: 'member',
    can: all.filter((command) => (sharing ? command !== 'resume' : command !== 'share' && command !== 'pause')),
    at: at - 3 * minute,
    board: board(seen, of, { member: viewer, sharing, board: name, told }, at),
    wasOpen: false,
    fingerprint: '3f2a 91bc 07de 5516',
    own: { score: ownScore, onBoard: true },
    sharing: {
      paused: !sharing,
      last: { at: at - 52 * 60 * minute, bytes: 1024 },
      words: ['amber', 'kite', 'river', 'stone', 'olive', 'drum'],
    },
    offline: null,
    flagged: null,
    gains: [],
    changed: [],
    objectors: 0,
    shutOut: false,
    requests: 0,
    trouble: null,
    ...more,
  };
}

/** Aliases as someone would write them who wants to do harm. */
export const hostileAliases = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  "javascript:alert('x')",
  '{{alert(1)}}',
  '<svg/onload=alert(1)>',
  '\u202egro.elpmaxe\u202c \u2066admin\u2069',
  'x'.repeat(10_000),
  `Z\u0335\u0300\u0301\u0302${'\u0303'.repeat(400)}algo`,
  'شيفرة \u200f البحر',
];

const offBoard = members.map((each, index) =>
  index === 5 ? member(each.alias, { kept: 80, cache: 5, tools: ['codex'] }, index) : each,
);
const apart: readonly MemberRows[] = [
  { ...member('Grey Gull', { band: 5 }, 20), flag: 'signature' },
  { ...member('Tide Table', { band: 5 }, 21), flag: 'implausible' },
  { ...member('Far Buoy', { band: 5 }, 22), weeks: [{ week: '2026-W38', kept: 80 }] },
];

export const team = {
  none: { state: 'none', can: all },
  elsewhere: { state: 'elsewhere', can: ['machines'] },
  nothingYet: { state: 'none', can: [] },
  waiting: {
    state: 'waiting',
    can: ['tryNow', 'leave'],
    team: 'Harbour',
    words: ['bagos', 'luhon', 'zivut', 'marip', 'hodul', 'nizag'],
  },
  keyLost: { state: 'keyLost', can: ['joinAgain', 'restore'], team: 'Harbour' },
  left: { state: 'left', can: [], team: 'Harbour' },
  board: view(),
  thrift: view({ name: 'thrift' }),
  tokens: view({ name: 'tokens' }),
  top: view({ viewer: 'm2' }),
  tooFew: view({ members: members.slice(0, 3), viewer: 'm1' }, { sharing: { paused: false, last: null, words: [] } }),
  closedAgain: view({ members: members.slice(0, 4), viewer: 'm1' }, { wasOpen: true }),
  fewOnBoard: view({
    name: 'tokens',
    members: members.map((each, index) => (index < 4 ? each : member(each.alias, { band: 3 }, index))),
  }),
  paused: view({ sharing: false }),
  offline: view({}, { at: at - 50 * 60 * minute, offline: { nextTry: at + 10 * minute } }),
  apart: view({ members: [...members, ...apart] }),
  asked: view(
    { sharing: false },
    {
      requests: 2,
      trouble: 'There is no git on this machine.',
      can: [...all, 'choose'],
      sharing: { paused: false, last: null, words: [] },
    },
  ),
  offBoard: view(
    { members: offBoard },
    { own: { score: { formula: formulaVersion, score: null, band: null, days: [] }, onBoard: false } },
  ),
  flagged: view(
    {},
    {
      flagged: { week, flag: 'idle-loop', turns: 200 },
      gains: ['waste', 'ask'],
      changed: ['boards'],
      objectors: 2,
      shutOut: true,
    },
  ),
  questActive: view({
    policy: { ...policy, boards: ['kept'], quest: { month: '2026-11', kind: 'active', target: 6 } },
    members: members.map((each, index) => member(each.alias, { ...rows[index]?.[1], quest: true }, index)),
  }),
  hostile: view({
    policy: { ...policy, name: '<b>Harbour</b>' },
    members: [
      ...hostileAliases.map((alias, index) => member(alias, row(4, 80, 5), index)),
      ...hostileAliases.map((alias, index) => ({ ...member(alias, {}, 30 + index), flag: 'signature' as const })),
    ],
  }),
} as const;

const here: SharedData['teams'][number] = {
  id: 'a1',
  name: 'Harbour',
  kind: 'team',
  standing: 'member',
  address: 'git:git@example.org:harbour/tallyboard.git',
  alias: 'Slow River',
  admin: false,
  folder: '/home/kim/.local/share/tallyboard/teams/hN0bq3vBfGdc2y1oZ7QxKA',
  since: at - (52 + 55 * 9) * 60 * minute,
  fields: ['band', 'kept', 'cache', 'tools'],
  paused: false,
};

/** Ten objects went out; another team was left. */
export const shared: SharedData = {
  teams: [
    here,
    {
      ...here,
      id: 'b2',
      name: 'Old Boat',
      standing: 'left',
      fields: [],
      address: 'dir:/mnt/boat',
      folder: '/home/kim/.local/share/tallyboard/teams/Yw8Qd1',
    },
  ],
  sent: Array.from({ length: 10 }, (_, index) => ({
    team: 'Harbour',
    at: at - (52 + 55 * index) * 60 * minute,
    bytes: 1024,
    hash: `${index}f9c2ab${index}`.padEnd(64, '0'),
    kind: 'share' as const,
  })),
};

/** Three machines of one person, of which one has not told for a while. */
export const machines: MachinesData = {
  state: 'member',
  words: [],
  total: 41_812_733,
  machines: [
    { label: 'desk', own: true, told: '2026-11-19', total: 28_104_911 },
    { label: 'laptop', own: false, told: '2026-11-18', total: 12_907_822 },
    { label: 'build container', own: false, told: '2026-10-30', total: 800_000 },
  ],
  tells: true,
  requests: 0,
  trouble: null,
};
