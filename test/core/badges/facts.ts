import type { BadgeFacts, CommitFact, EditFact, TeamFacts, UseDay } from '../../../src/core/badges/facts.js';
import { addDays } from '../../../src/core/day.js';
import { noTeamFacts } from '../../../src/core/team/badgeFacts.js';

/** A Monday. */
const first = '2026-01-05';
export const today = '2026-12-05';

/** The local day so many days after a Monday. */
export function day(count: number): string {
  return addDays(first, count);
}

/** So many days before today. */
export function ago(count: number): string {
  return addDays(today, -count);
}

export function factsOf(parts: Partial<BadgeFacts>): BadgeFacts {
  return {
    today,
    since: day(0),
    days: [],
    outsideGit: false,
    edits: [],
    commits: [],
    loops: { since: day(0), found: [] },
    budgets: null,
    guarded: [],
    hours: null,
    lives: [],
    waste: [],
    lessons: [],
    secrets: [],
    ways: { agent: null, inline: null, mcp: null, plan: null },
    reviews: [],
    teams: [],
    ...parts,
  };
}

export function use(day: string, parts: Partial<UseDay> = {}): UseDay {
  const counts = { input: 100, cacheRead: 900, cacheWrite: 0, output: 1_000, costNano: 1_000_000 };
  return { day, ...counts, requests: 10, smallRequests: 0, ...parts };
}

export function edit(day: string, lines: number, kept: number, parts: Partial<EditFact> = {}): EditFact {
  const fate = { aged: 0, survived: 0, byHand: 0, redone: false };
  return { day, tool: 'claude-code', model: 'one', session: `claude-code:${day}`, lines, kept, ...fate, ...parts };
}

export function commit(day: string, parts: Partial<CommitFact> = {}): CommitFact {
  return {
    day,
    repository: '/code/.git',
    id: `id of ${day}`,
    at: Date.parse(`${day}T10:00:00Z`),
    lines: 10,
    added: 12,
    removed: 2,
    kinds: ['source'],
    languages: { TypeScript: 10 },
    instructions: 0,
    instructionsStayed: null,
    undone: false,
    secrets: null,
    ...parts,
  };
}

export function inTeam(parts: Partial<TeamFacts> = {}): BadgeFacts {
  return factsOf({ teams: [{ ...noTeamFacts, ...parts }] });
}

/** From 0 to below `count`. */
export function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
