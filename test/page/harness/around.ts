import type { SourceRow } from '../../../src/core/report.js';
import type { DayTotal, Erasure } from '../../../src/protocol/ledger.js';
import type { CalendarData, PrivacyData, ToolDetail } from '../../../src/protocol/page.js';
import { at, live, minute, totals } from './figures.js';

/** What the page shows beside its figures; made up, each sum that of `figures.ts`. */

const day = 86_400_000;
const first = Date.UTC(2026, 3, 27);

/** 30 weeks up to Thu 19 Nov 2026: weekdays with use, two weeks off, few weekends. */
function use(index: number): number {
  const [week, weekday] = [Math.floor(index / 7), index % 7];
  if (week === 13 || week === 14 || week === 23) return 0;
  if (weekday > 4) return (week * 7 + weekday) % 11 === 0 ? 400_000 : 0;
  return 900_000 + ((week * 37 + weekday * 53 + ((week * weekday) % 7) * 91) % 100) * 61_234;
}

const days = Array.from({ length: 207 }, (_day, index): DayTotal => {
  const total = index === 206 ? 5_620_999 : index === 205 ? 4_438_112 : use(index);
  const atLeast = index === 200 ? 254_000 : 0;
  return {
    day: new Date(first + index * day).toISOString().slice(0, 10),
    total,
    precision: { exact: total - atLeast, atLeast, estimate: 0 },
  };
}).filter(({ total }) => total > 0);

export const calendar: CalendarData = { revision: 7, today: '2026-11-19', first: '2026-04-27', days };

export const detail: ToolDetail = {
  models: [
    { model: 'claude-sonnet-5', totals: totals(2_853_000, 2.11) },
    { model: 'claude-opus-4-8', totals: totals(1_000_000, 1.4) },
  ],
  sessions: [
    live,
    {
      ...live,
      id: 'claude-code:77aa',
      project: '/home/kim/src/ledger',
      start: at - 300 * minute,
      totals: totals(1_240_550, 1.2),
    },
    { ...live, id: 'claude-code:90bc', project: '', start: at - 400 * minute, totals: totals(800_000, 0.66) },
  ],
  moreSessions: true,
};

function source(tool: string, path: string, records: number, files: number, more: Partial<SourceRow> = {}) {
  const row = { tool, roots: [{ path, state: 'read' as const }], records, files, bytes: files * 100_000 };
  return { ...row, skipped: {}, lastEventAt: at - 3 * minute, ...more };
}

export const privacy: PrivacyData = {
  at,
  home: '/home/kim',
  sources: [
    source('claude-code', '/home/kim/.claude/projects', 41_207, 214, { skipped: { malformed: 2, replay: 14 } }),
    source('codex', '/home/kim/.codex/sessions', 9_316, 88, { lastEventAt: at - 26 * 60 * minute }),
    source('copilot-chat', '/home/kim/.config/Code/User/workspaceStorage', 5_870, 131, {
      roots: [
        { path: '/home/kim/.config/Code/User/workspaceStorage', state: 'read' },
        { path: '/mnt/other/a-long-folder-name-that-needs-two-lines/workspaceStorage', state: 'unreadable' },
        { path: '/home/kim/.config/Cursor/User/workspaceStorage', state: 'absent' },
      ],
      skipped: { 'no-usage': 12_000 },
    }),
    source('gemini-cli', '/home/kim/.gemini/sessions', 1_044, 17),
    source('continue', '/home/kim/.continue/dev_data', 126, 3),
  ],
  ledger: { path: '/home/kim/.local/share/tallyboard/ledger.db', bytes: 18_412_544, rows: 57_563 },
  retentionDays: 400,
  paused: null,
  guard: { found: 12, redacted: 8, sent: 1 },
};

export const erasure: Erasure = {
  epoch: 'e1',
  at: at - minute,
  files: 4,
  bytes: 18_412_544,
  rows: 57_563,
  stopped: true,
};
