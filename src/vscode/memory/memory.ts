import type { SessionRow, Totals } from '../../core/report.js';
import type { BadgesData } from '../../protocol/badges.js';
import type { ViewState } from '../../protocol/page.js';
import type { Figures } from '../counter.js';
import type { Painted } from '../statusBar/firstPaint.js';
import { isBadges, isFigures, isPainted, isRecord, isViewState, withoutLocalNames } from './shapes.js';

/** One AI session of the last seven days. */
export interface SessionStat extends Pick<Totals, 'total' | 'requests' | 'costNano' | 'costAtLeast'> {
  readonly id: string;
  readonly tool: string;
  readonly start: number;
  readonly end: number;
}

/** All use in one workspace, as of an instant. */
export interface WorkspaceStat extends Pick<Totals, 'total' | 'requests' | 'costNano' | 'costAtLeast'> {
  readonly at: number;
}

/**
 * What is painted before any worker runs, and what other windows of this editor read. Truth is the ledger: losing all of
 * this loses nothing. No path, branch or other text of a log is in it.
 */
export interface Memory {
  /** What the status bar showed last. */
  readonly painted: Painted | null;
  readonly figures: Figures | null;
  /** Badges as they were told last, without what they count. */
  readonly badges: BadgesData | null;
  readonly view: ViewState;
  /** Newest first. */
  readonly sessions: readonly SessionStat[];
  /** By `workspaceKey` of the workspace's URI. */
  readonly workspaces: Readonly<Record<string, WorkspaceStat>>;
}

export const emptyMemory: Memory = {
  painted: null,
  figures: null,
  badges: null,
  view: { tab: 'you', period: 'today', tool: null, folded: [], kindsAsCost: false },
  sessions: [],
  workspaces: {},
};

export const memoryVersion = 4;
const sessionBytes = 48 * 1024;
const sessionAge = 7 * 86_400_000;
const workspacesKept = 200;

/** What was kept, part by part: a damaged part counts as empty, a version of the future as nothing at all. */
export function readMemory(kept: unknown): Memory {
  const value = upgraded(kept);
  if (!value) return emptyMemory;
  const { painted, figures, badges, view, sessions, workspaces } = value;
  return {
    painted: isPainted(painted) ? painted : null,
    figures: isFigures(figures) ? figures : null,
    badges: isBadges(badges) ? badges : null,
    view: readView(view),
    sessions: Array.isArray(sessions) ? sessions.filter(isSessionStat) : [],
    workspaces: isRecord(workspaces)
      ? Object.fromEntries(
          Object.entries(workspaces).filter((entry): entry is [string, WorkspaceStat] => isWorkspaceStat(entry[1])),
        )
      : {},
  };
}

/** The value to keep: within its bounds and without what is not to leave the ledger. */
export function writeMemory(memory: Memory, now: number): { readonly version: number } & Memory {
  const { figures } = memory;
  return {
    version: memoryVersion,
    painted: memory.painted,
    figures: figures && { today: withoutLocalNames(figures.today), session: withoutLocalNames(figures.session) },
    badges: memory.badges,
    view: memory.view,
    sessions: boundedSessions(memory.sessions, now),
    workspaces: newest(memory.workspaces),
  };
}

export function sessionStat({ id, tool, start, end, totals }: SessionRow): SessionStat {
  const { total, requests, costNano, costAtLeast } = totals;
  return { id, tool, start, end, total, requests, costNano, costAtLeast };
}

/** What an older build kept lacks what this one added. */
function readView(value: unknown): ViewState {
  const view = isRecord(value) ? { ...emptyMemory.view, ...value } : value;
  return isViewState(view) ? view : emptyMemory.view;
}

/** The figures of earlier versions lack what this one shows: the next ones are a moment away. */
function upgraded(kept: unknown): Readonly<Record<string, unknown>> | undefined {
  if (!isRecord(kept)) return undefined;
  if (kept['version'] === memoryVersion) return kept;
  return [1, 2, 3].includes(kept['version'] as number) ? { ...kept, figures: null } : undefined;
}

/** Of the last seven days, newest first, the oldest dropped at 48 KB. */
function boundedSessions(sessions: readonly SessionStat[], now: number): readonly SessionStat[] {
  const kept: SessionStat[] = [];
  let bytes = 2;
  for (const session of [...sessions].sort((a, b) => b.end - a.end)) {
    bytes += JSON.stringify(session).length + 1;
    if (now - session.end > sessionAge || bytes > sessionBytes) break;
    kept.push(session);
  }
  return kept;
}

function newest(workspaces: Memory['workspaces']): Memory['workspaces'] {
  return Object.fromEntries(
    Object.entries(workspaces)
      .sort(([, a], [, b]) => b.at - a.at)
      .slice(0, workspacesKept),
  );
}

function isSessionStat(value: unknown): value is SessionStat {
  if (!isRecord(value)) return false;
  const texts = [value['id'], value['tool']].every((text) => typeof text === 'string');
  return texts && [value['start'], value['end']].every((instant) => typeof instant === 'number') && isSum(value);
}

function isWorkspaceStat(value: unknown): value is WorkspaceStat {
  return isRecord(value) && typeof value['at'] === 'number' && isSum(value);
}

function isSum(value: Readonly<Record<string, unknown>>): boolean {
  const cost = value['costNano'];
  return (
    typeof value['total'] === 'number' &&
    typeof value['requests'] === 'number' &&
    (cost === null || typeof cost === 'number') &&
    typeof value['costAtLeast'] === 'boolean'
  );
}
