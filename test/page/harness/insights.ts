import type { InsightsData, PageInsight } from '../../../src/protocol/insights.js';
import { at, live, minute } from './figures.js';

const often: PageInsight = {
  id: `cache-break ${live.id}`,
  kind: 'cache-break',
  requests: 3,
  tokens: 128_400,
  costNano: 443_000_000,
  right: null,
  times: 3,
  start: at - 320 * minute,
  first: 12,
  last: 31,
  of: 41,
  session: live,
};
const large: PageInsight = {
  ...often,
  id: 'oversized-context codex:0d',
  kind: 'oversized-context',
  requests: 27,
  tokens: 3_211_009,
  costNano: 401_376_125,
  times: 1,
  start: at - 3 * 24 * 60 * minute,
  session: { id: 'codex:0d', tool: 'codex', project: '/home/kim/src/a-very-long-project-name-that-never-ends' },
};
const alone: PageInsight = {
  ...often,
  id: 'abandoned-session opencode:7',
  kind: 'abandoned-session',
  requests: 1,
  tokens: 88_004,
  costNano: null,
  right: false,
  times: 1,
  start: at - 9 * 24 * 60 * minute,
  first: 1,
  last: 1,
  of: 1,
  session: { id: 'opencode:7', tool: 'opencode', project: '' },
};

const small = [1, 2].map(
  (day): PageInsight => ({
    ...large,
    id: `oversized-context codex:${day}`,
    costNano: 20_000_000 / day,
    start: at - day * 24 * 60 * minute,
  }),
);

/** What need not have been used: three that are named, two that one may ask for, and others. */
export const insights: InsightsData = { revision: 7, shown: [often, large, alone, ...small], more: 1 };
export const noInsights: InsightsData = { revision: 7, shown: [], more: 0 };
