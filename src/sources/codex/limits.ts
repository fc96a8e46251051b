import { instantOf, isInstant, numberOf, record } from '../../core/json.js';
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
  usedPercent: number;
  minutes: number;
  resetsAt: number;
  resetsInSeconds: number;
}

/** Used again for each window: most lines tell what is known, and need no object for it. */
const told: Told = { usedPercent: Number.NaN, minutes: Number.NaN, resetsAt: Number.NaN, resetsInSeconds: Number.NaN };

/** The windows of a line's `rate_limits` that differ from what is known; that is brought up to date. */
export function changedLimits(line: Line, at: number, known: KnownLimits): readonly LimitSnapshot[] {
  let changed: LimitSnapshot[] | undefined;
  const family = line.text(slot.limitId);
  for (let i = 0; i < slot.limitWindows.length; i++) {
    const window = slot.limitWindows[i] as slot.LimitWindow;
    if (line.isObject(window.slot)) readWindow(line, window);
    else if (!readFlat(line, window.name)) continue;
    const { usedPercent } = told;
    if (!Number.isFinite(usedPercent) || !Number.isFinite(at)) continue;
    const name = nameOf(windowName(told.minutes, window.name), family);
    const end = Number.isNaN(told.resetsAt) ? Math.round(at + told.resetsInSeconds * 1000) : told.resetsAt;
    const resetsAt = isInstant(end) ? end : null;
    if (!isNews(name, usedPercent, resetsAt, known)) continue;
    changed ??= [];
    changed.push({ kind: 'limit', tool: 'codex', window: name, usedPercent, resetsAt: resetsAt ?? undefined, at });
  }
  return changed ?? none;
}

const none: readonly LimitSnapshot[] = [];

function readWindow(line: Line, window: slot.LimitWindow): void {
  const minutes = line.number(window.minutes);
  told.usedPercent = line.number(window.usedPercent);
  told.minutes = Number.isNaN(minutes) ? line.number(window.minutesAsDuration) : minutes;
  told.resetsAt = line.instant(window.resetsAt);
  told.resetsInSeconds = line.number(window.resetsInSeconds);
}

/** Before 0.40: flat keys such as `primary_used_percent`. Whether the line may tell them. */
function readFlat(line: Line, name: string): boolean {
  if (line.has(slot.limitWindows[0]?.slot ?? 0)) return false;
  const limits = record(line.value(slot.rateLimits)) ?? {};
  const value = (key: string) => numberOf(limits[`${name}_${key}`]);
  told.usedPercent = value('used_percent');
  told.minutes = value('window_minutes');
  told.resetsAt = instantOf(limits[`${name}_resets_at`]);
  told.resetsInSeconds = value('resets_in_seconds');
  return true;
}

function nameOf(length: string, family: string | undefined): string {
  return family === undefined || family === 'codex' ? length : `${family} ${length}`;
}

function isNews(window: string, usedPercent: number, resetsAt: number | null, known: KnownLimits): boolean {
  const before = known[window];
  if (before === undefined) {
    known[window] = [usedPercent, resetsAt];
    return true;
  }
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
  for (let index = 0; index < windows.length; index++) {
    const known = windows[index] as (typeof windows)[number];
    if (Math.abs(known[0] - minutes) <= 1) return known[1];
  }
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
}
