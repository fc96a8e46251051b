import { instantOf, numberOf, record } from '../../core/json.js';
import type { Line } from '../../core/line.js';
import type { LimitSnapshot } from '../../core/observation.js';
import * as slot from './shape.js';

/** Of each plan window: used per cent and end. What was told last, to tell changes only. */
export type KnownLimits = Record<string, [usedPercent: number, resetsAt: number | null]>;

const sameEnd = 60_000;
const windows: readonly (readonly [number, string])[] = [
  [300, '5h'],
  [1_440, 'daily'],
  [10_080, 'weekly'],
  [43_200, 'monthly'],
];

/** What `rate_limits` tells of one plan window; NaN for what it does not. */
interface Told {
  readonly name: string;
  readonly usedPercent: number;
  readonly minutes: number;
  readonly resetsAt: number;
  readonly resetsInSeconds: number;
}

/** The windows of a line's `rate_limits` that differ from what is known; that is brought up to date. */
export function changedLimits(line: Line, at: number, known: KnownLimits): LimitSnapshot[] {
  const changed: LimitSnapshot[] = [];
  const family = line.text(slot.limitId);
  for (let i = 0; i < slot.limitWindows.length; i++) {
    const window = slot.limitWindows[i] as slot.LimitWindow;
    const told = line.isObject(window.slot) ? toldOf(line, window) : flat(line, window.name);
    if (told === undefined || !Number.isFinite(told.usedPercent) || !Number.isFinite(at)) continue;
    const snapshot = snapshotOf(told, family, at);
    if (isNews(snapshot, known)) changed.push(snapshot);
  }
  return changed;
}

function toldOf(line: Line, window: slot.LimitWindow): Told {
  const minutes = line.number(window.minutes);
  return {
    name: window.name,
    usedPercent: line.number(window.usedPercent),
    minutes: Number.isNaN(minutes) ? line.number(window.minutesAsDuration) : minutes,
    resetsAt: line.instant(window.resetsAt),
    resetsInSeconds: line.number(window.resetsInSeconds),
  };
}

/** Before 0.40: flat keys such as `primary_used_percent`. */
function flat(line: Line, name: string): Told | undefined {
  if (line.has(slot.limitWindows[0]?.slot ?? 0)) return undefined;
  const limits = record(line.value(slot.rateLimits)) ?? {};
  const value = (key: string) => numberOf(limits[`${name}_${key}`]);
  return {
    name,
    usedPercent: value('used_percent'),
    minutes: value('window_minutes'),
    resetsAt: instantOf(limits[`${name}_resets_at`]),
    resetsInSeconds: value('resets_in_seconds'),
  };
}

function snapshotOf(told: Told, family: string | undefined, at: number): LimitSnapshot {
  const length = windowName(told.minutes, told.name);
  const end = Number.isNaN(told.resetsAt) ? Math.round(at + told.resetsInSeconds * 1000) : told.resetsAt;
  return {
    kind: 'limit',
    tool: 'codex',
    window: family === undefined || family === 'codex' ? length : `${family} ${length}`,
    usedPercent: told.usedPercent,
    resetsAt: Number.isNaN(end) ? undefined : end,
    at,
  };
}

function isNews({ window, usedPercent, resetsAt: end }: LimitSnapshot, known: KnownLimits): boolean {
  const before = known[window];
  const resetsAt = end ?? null;
  if (before === undefined) known[window] = [usedPercent, resetsAt];
  if (before === undefined) return true;
  const isSame = before[0] === usedPercent && near(before[1], resetsAt);
  before[0] = usedPercent;
  before[1] = resetsAt;
  return !isSame;
}

/** Ends told as "in n seconds" wander by the time a response takes. */
function near(a: number | null, b: number | null): boolean {
  return a === b || (a !== null && b !== null && Math.abs(a - b) < sameEnd);
}

/** Lengths come one minute short at times (299, 10079). */
function windowName(minutes: number, name: string): string {
  if (!(minutes > 0)) return name;
  const known = windows.find(([length]) => Math.abs(length - minutes) <= 1);
  if (known !== undefined) return known[1];
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
}
