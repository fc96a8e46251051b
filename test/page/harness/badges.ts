import type { Standing } from '../../../src/core/badges/badge.js';
import { type BadgeId, badgeOf, standings } from '../../../src/core/badges/registry.js';
import { stateOf } from '../../../src/core/badges/state.js';
import { addDays } from '../../../src/core/day.js';
import type { BadgesData, BadgeView, PageBadge } from '../../../src/protocol/badges.js';
import { factsOf } from '../../core/badges/facts.js';

/** Badges on Thu 19 Nov 2026: nine are earned, Cache Gardener is the closest. */

const today = '2026-11-19';
const ids = (count: number) => Array.from({ length: count }, (_, index) => `id${index}`);

function earned(day: string, more: Partial<Standing> = {}): Partial<Standing> {
  return { reached: [day], progress: 1, lacks: null, shown: { kind: 'commits', ids: ids(10) }, ...more };
}

function begun(progress: number, more: Partial<Standing> = {}): Partial<Standing> {
  return { progress, count: null, lacks: null, ...more };
}

const told: Partial<Record<BadgeId, Partial<Standing>>> = {
  'first-light': earned('2026-06-02', {
    evidence: [{ key: 'linesOf', value: 24, day: '2026-06-02' }],
    shown: { kind: 'commits', ids: ids(1) },
  }),
  keeper: earned('2026-10-16', {
    reached: ['2026-10-16', '2026-11-16'],
    progress: 0.7,
    evidence: [
      { key: 'keptShare', value: 0.82 },
      { key: 'keptLines', value: 1640, of: '2000' },
    ],
    shown: { kind: 'sessions', ids: ids(41) },
  }),
  survivor: begun(0.5, { lacks: { kind: 'sample', value: 140, of: 200, unit: 'lines' } }),
  'second-look': begun(0.25),
  'clean-landing': earned('2026-11-11', { evidence: [{ key: 'commits', value: 34 }] }),
  'test-companion': begun(0.62, {
    missed: { day: '2026-11-17', why: 'noTests', value: 30 },
    evidence: [
      { key: 'commits', value: 34 },
      { key: 'commitsWithTests', value: 11 },
    ],
  }),
  'small-steps': earned('2026-11-06', { evidence: [{ key: 'medianCommit', value: 64 }] }),
  'doc-friend': begun(0.4, { count: { value: 2, of: 5, unit: 'commits' } }),
  'cache-gardener': begun(0.8, {
    count: { value: 8, of: 10, unit: 'days' },
    evidence: [{ key: 'cacheShare', value: 0.91, day: today }],
    missed: { day: '2026-11-17', why: 'lowerYield' },
    shown: { kind: 'days', ids: ids(8) },
  }),
  'light-touch': earned('2026-09-30', { evidence: [{ key: 'yield', value: 41.3, day: '2026-09-23' }] }),
  'right-sized': begun(0.3),
  'frugal-month': begun(0.55, {
    evidence: [
      { key: 'costPerLine', value: 61_000_000 },
      { key: 'costPerLineBefore', value: 58_000_000 },
    ],
  }),
  'one-shot': begun(0.5),
  'loop-breaker': begun(0.7, { missed: { day: '2026-11-02', why: 'loop', value: 212 } }),
  polyglot: begun(0.25, { count: { value: 1, of: 4, unit: 'languages' } }),
  toolsmith: earned('2026-08-20', {
    evidence: [
      { key: 'linesOf', value: 410, of: 'claude-code' },
      { key: 'linesOf', value: 96, of: 'codex' },
    ],
  }),
  'model-taster': begun(0.67, { count: { value: 2, of: 3, unit: 'models' } }),
  explorer: {
    progress: 0.5,
    count: { value: 2, of: 4, unit: 'ways' },
    evidence: [{ key: 'way', value: 1, of: 'agent', day: '2026-06-02' }],
  },
  guardian: earned('2026-10-02', { evidence: [{ key: 'days', value: 28 }], shown: { kind: 'days', ids: ids(28) } }),
  'secret-keeper': begun(0.75, {
    count: { value: 21, of: 28, unit: 'days' },
    evidence: [
      { key: 'days', value: 21 },
      { key: 'secretsSent', value: 0 },
    ],
    shown: { kind: 'days', ids: ids(21) },
  }),
  'steady-hand': earned('2026-09-11', { evidence: [{ key: 'weeks', value: 4 }] }),
  unplugged: earned('2026-10-25', { evidence: [{ key: 'weeks', value: 4 }] }),
};

function rows(parts: Partial<Record<BadgeId, Partial<Standing>>>): readonly PageBadge[] {
  return standings(factsOf({ today, since: addDays(today, -399) })).map((standing) => {
    const { shown, ...all } = { ...standing, ...parts[standing.id] };
    const { group, tiers, rule } = badgeOf(standing.id);
    const counted = shown && { kind: shown.kind, count: shown.ids.length };
    return { ...all, group, tiers, rule, state: stateOf(all), shown: counted };
  });
}

const milestones = {
  total: 612_480_112,
  next: 1_000_000_000,
  reached: [
    { tokens: 1_000_000, day: '2026-05-18' },
    { tokens: 10_000_000, day: '2026-05-29' },
    { tokens: 100_000_000, day: '2026-08-14' },
  ],
};

/** All that is earned was seen. */
export const allSeen: BadgeView = {
  hidden: [],
  seen: Object.fromEntries(rows(told).map(({ id, reached }) => [id, reached.length])),
  greeted: '2026-11-16',
};

export const badges: BadgesData = { revision: 7, today, badges: rows(told), milestones };
/** Nothing was ever counted. */
export const noBadges: BadgesData = {
  revision: 7,
  today,
  badges: rows({}),
  milestones: { total: 0, next: 1_000_000, reached: [] },
};
