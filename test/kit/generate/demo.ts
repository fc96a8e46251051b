import { writeClaudeSession } from './claudeSession.js';
import { writeCodexSession } from './codexSession.js';
import { writeCopilotSession } from './copilotSession.js';
import type { Home, Place, SessionWish } from './home.js';
import { Random } from './random.js';
import { localMidnight, workingHour } from './schedule.js';
import type { ToolId } from './tally.js';

const writers = {
  'claude-code': writeClaudeSession,
  codex: writeCodexSession,
  'copilot-chat': writeCopilotSession,
} as const;
const projects = ['/home/dev/harbor-api', '/home/dev/lantern-web', '/home/dev/tide-tables'] as const;
const branches: Readonly<Record<string, readonly string[]>> = {
  '/home/dev/harbor-api': ['main', 'feature/rate-limits', 'fix/timezone'],
  '/home/dev/lantern-web': ['main', 'feature/dark-theme'],
  '/home/dev/tide-tables': ['main', 'release/2.1'],
};
const hour = 3_600_000;
const minute = 60_000;

type Models = readonly (readonly [string, number])[];

/** What the developer used first, and what since the middle of the period; `codex-auto-review` has no list price. */
const models: Readonly<Record<ToolId, readonly [Models, Models]>> = {
  'claude-code': [
    [
      ['claude-sonnet-4-5-20250929', 9],
      ['claude-haiku-4-5-20251001', 1],
    ],
    [
      ['claude-opus-4-8', 6],
      ['claude-sonnet-4-5-20250929', 3],
      ['claude-haiku-4-5-20251001', 1],
    ],
  ],
  codex: [
    [['gpt-5.2-codex', 1]],
    [
      ['gpt-5.4', 6],
      ['gpt-5.2-codex', 3],
      ['codex-auto-review', 1],
    ],
  ],
  'copilot-chat': [
    [
      ['claude-sonnet-4.6', 3],
      ['gpt-5.4', 2],
    ],
    [
      ['claude-sonnet-4.6', 2],
      ['gpt-5.4', 3],
    ],
  ],
};

/** One developer's days up to the plan's `now`: three tools, three projects, light weekends, two sessions still going on. */
export function writeDemo(home: Home): void {
  const { plan } = home;
  for (let index = 0; index < plan.days; index++) {
    const random = new Random(`${plan.seed}/day-${index}`);
    const midnight = localMidnight(plan, index);
    for (let session = sessionsOn(random, plan.endDay, plan.days - 1 - index); session > 0; session--) {
      const startAt = midnight + workingHour(random) * hour + random.integer(0, hour - 1);
      if (startAt < plan.now - 90 * minute) {
        writeOne(home, random.child(`session-${session}`), startAt, index, false);
      }
    }
  }
  const random = new Random(`${plan.seed}/live`);
  writeOne(home, random.child('codex'), plan.now - 38 * minute, plan.days - 1, true, 'codex');
  writeOne(home, random.child('claude-code'), plan.now - 26 * minute, plan.days - 1, true, 'claude-code');
}

function sessionsOn(random: Random, endDay: string, daysBefore: number): number {
  const weekday = new Date(Date.parse(endDay) - daysBefore * 24 * hour).getUTCDay();
  return weekday === 0 || weekday === 6
    ? random.weighted([
        [0, 70],
        [1, 30],
      ])
    : random.integer(1, 4);
}

function writeOne(
  home: Home,
  random: Random,
  startAt: number,
  day: number,
  live: boolean,
  tool?: 'claude-code' | 'codex',
): void {
  const { plan } = home;
  const chosen = tool ?? random.weighted(Object.entries(plan.tools) as [ToolId, number][]);
  const wish: SessionWish = {
    random,
    startAt,
    until: plan.now - 2 * minute,
    replies: live ? 400 : random.logNormal(9, 0.7, 40),
    resultBytes: 150,
    traps: live ? new Set() : trapsOf(chosen, random),
    hugeBytes: 0,
    place: placeOf(random, day / plan.days),
    models: models[chosen][day < plan.days / 2 ? 0 : 1],
    live,
  };
  writers[chosen](home, wish);
}

function trapsOf(tool: ToolId, random: Random): Set<string> {
  const wanted: Readonly<Record<ToolId, readonly (readonly [string, number])[]>> = {
    'claude-code': [
      ['subagents', 0.25],
      ['forked', 0.04],
      ['btw', 0.05],
    ],
    codex: [
      ['agents', 0.1],
      ['archivedOnly', 0.15],
      ['cleanFork', 0.04],
    ],
    'copilot-chat': [
      ['debugLog', 0.6],
      ['mutations', 0.5],
    ],
  };
  return new Set(wanted[tool].filter(([, probability]) => random.chance(probability)).map(([name]) => name));
}

/** The developer moves on from project to project, and from branch to branch. */
function placeOf(random: Random, progress: number): Place {
  const current = Math.min(2, Math.floor(progress * 3));
  const project = random.chance(0.6) ? (projects[current] ?? projects[0]) : random.pick(projects);
  return { project, branch: random.pick(branches[project] ?? ['main']) };
}
