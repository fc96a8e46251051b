import type { LimitRow } from '../../core/report.js';
import type { ScanProgress } from '../../protocol/ledger.js';
import { type DataKind, erasedReason, type YouData } from '../../protocol/page.js';
import type { Settings } from '../settings.js';

/** All that the status bar says, as values. */
export interface StatusState {
  readonly now: number;
  readonly shows: Settings['shows'];
  readonly period: Settings['period'];
  readonly plan: Settings['plan'];
  readonly dataKind: DataKind;
  /** Figures of the period; null before the first are known, and when the last known are of another day. */
  readonly data: YouData | null;
  /** The newest word of a reading that goes on; it may be newer than `data`. */
  readonly progress: ScanProgress | null;
  /** Why nothing counts; undefined while counting. */
  readonly stopped: string | undefined;
  /** The budget is used up, and the person has not looked since. */
  readonly warns?: boolean;
}

export type StatusKind = 'stopped' | 'erased' | 'reading' | 'waiting' | 'paused' | 'noTool' | 'counting';

/** What the item is about, the most pressing first. `waiting`: figures are on their way, no first reading. */
export function statusKind({ data, progress, stopped }: StatusState): StatusKind {
  if (stopped !== undefined) return stopped === erasedReason ? 'erased' : 'stopped';
  if (!data) return progress && progress.phase !== 'idle' ? 'reading' : 'waiting';
  if (!data.state.ready) return 'reading';
  if (data.state.paused) return 'paused';
  return data.state.toolsFound.length === 0 ? 'noTool' : 'counting';
}

/** Whether what is shown will still be worth showing at the next start. */
export function isSettled(state: StatusState): boolean {
  return !['stopped', 'erased', 'reading', 'waiting'].includes(statusKind(state));
}

/** Share of the first reading that is done, by bytes where they are known. */
export function readingShare({ data, progress }: StatusState): { readonly done: number; readonly total: number } {
  const { bytesDone, bytesTotal, filesDone, filesTotal } = progress ?? data?.state.progress ?? nothingRead;
  return bytesTotal > 0 ? { done: bytesDone, total: bytesTotal } : { done: filesDone, total: filesTotal };
}

const nothingRead = { bytesDone: 0, bytesTotal: 0, filesDone: 0, filesTotal: 0 };

/** The plan window to show: of the live tool, else the one told last; the shortest of that tool. Never one reset since. */
export function planWindow(data: YouData, now: number): LimitRow | undefined {
  const running = data.now.limits.filter(({ resetsAt }) => resetsAt === undefined || resetsAt > now);
  const newest = [...running].sort((a, b) => b.at - a.at)[0]?.tool;
  const live = data.now.live?.tool;
  const tool = running.some((limit) => limit.tool === live) ? live : newest;
  return running.filter((limit) => limit.tool === tool).sort((a, b) => hours(a.window) - hours(b.window))[0];
}

function hours(window: string): number {
  const span = /^(\d+) ?([hd])$/i.exec(window);
  if (span) return Number(span[1]) * (span[2]?.toLowerCase() === 'd' ? 24 : 1);
  return { weekly: 168, monthly: 720 }[window] ?? Number.MAX_SAFE_INTEGER;
}
